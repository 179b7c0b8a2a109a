import { randomBytes } from "node:crypto";
import { z } from "zod";

// The limits are those of https://docs.slack.dev/reference/block-kit: what Slack would refuse is refused here.

const randomId = () => randomBytes(4).toString("base64url").slice(0, 5);
const identifier = (length: number) => z.string().min(1).max(length).default(randomId);

const plainText = (length: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(length),
    emoji: z.boolean().optional(),
  });

const textObject = (length: number) =>
  z.discriminatedUnion("type", [
    plainText(length),
    z.strictObject({
      type: z.literal("mrkdwn"),
      text: z.string().min(1).max(length),
      verbatim: z.boolean().optional(),
    }),
  ]);

const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(75),
  action_id: identifier(255),
  value: z.string().max(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(3000)
    .optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: z.string().max(75).optional(),
});

const image = z.strictObject({
  type: z.literal("image"),
  image_url: z.url({ protocol: /^https?$/ }).max(3000),
  alt_text: z.string().min(1).max(2000),
});

const block = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("section"),
      block_id: identifier(255),
      text: textObject(3000).optional(),
      fields: z.array(textObject(2000)).min(1).max(10).optional(),
      accessory: z.discriminatedUnion("type", [button, image]).optional(),
      expand: z.boolean().optional(),
    })
    .refine((section) => section.text || section.fields, "a section needs text or fields"),
  z.strictObject({ type: z.literal("header"), block_id: identifier(255), text: plainText(150) }),
  z.strictObject({ type: z.literal("divider"), block_id: identifier(255) }),
  z.strictObject({
    type: z.literal("context"),
    block_id: identifier(255),
    elements: z
      .array(z.union([textObject(3000), image]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: identifier(255),
    elements: z
      .array(button)
      .min(1)
      .max(25)
      .refine(
        (elements) => new Set(elements.map((element) => element.action_id)).size === elements.length,
        "an action_id stands twice",
      ),
  }),
  image.extend({ block_id: identifier(255), title: plainText(2000).optional() }),
]);

/** The blocks of a message: at most 50, each with a `block_id`, which is made up where it is missing. */
export const blocksSchema = z
  .array(block)
  .max(50)
  .refine(
    (blocks) => new Set(blocks.map(({ block_id }) => block_id)).size === blocks.length,
    "a block_id stands twice",
  );

export type Blocks = z.infer<typeof blocksSchema>;
export type Button = z.infer<typeof button>;

/** The button of that name, in an actions block or beside a section. */
export function findButton(blocks: Blocks, blockId: string, actionId: string): Button | undefined {
  const found = blocks.find(({ block_id }) => block_id === blockId);
  if (found?.type === "actions") return found.elements.find(({ action_id }) => action_id === actionId);
  if (found?.type !== "section" || found.accessory?.type !== "button") return undefined;
  return found.accessory.action_id === actionId ? found.accessory : undefined;
}
