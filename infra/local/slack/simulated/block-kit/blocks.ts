import { z } from "zod";
import {
  accessory,
  actionElement,
  type Interactive,
  identifier,
  image,
  inputElement,
  plainText,
  textObject,
} from "./block-elements.ts";

const block = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("section"),
      block_id: identifier(255),
      text: textObject(3000).optional(),
      fields: z.array(textObject(2000)).min(1).max(10).optional(),
      accessory: accessory.optional(),
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
      .array(actionElement)
      .min(1)
      .max(25)
      .refine(
        (elements) => new Set(elements.map((element) => element.action_id)).size === elements.length,
        "an action_id is not unique",
      ),
  }),
  z.strictObject({
    type: z.literal("input"),
    block_id: identifier(255),
    label: plainText(2000),
    element: inputElement,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  image.extend({ block_id: identifier(255), title: plainText(2000).optional() }),
]);

const blocks = z
  .array(block)
  .refine(
    (all) => new Set(all.map(({ block_id }) => block_id)).size === all.length,
    "a block_id is not unique",
  );

/** The blocks of a message: at most 50. Each gets a random `block_id` if it has none. */
export const blocksSchema = blocks.max(50);
/** The blocks of a modal: at most 100. */
export const viewBlocksSchema = blocks.max(100);

export type Blocks = z.infer<typeof blocksSchema>;

interface LocatedElement {
  blockId: string;
  element: Interactive;
}

/** Returns all interactive elements, each with the id of its block. */
export function findElements(all: Blocks): LocatedElement[] {
  return all.flatMap((each): LocatedElement[] => {
    const { block_id: blockId } = each;
    if (each.type === "actions") return each.elements.map((element) => ({ blockId, element }));
    if (each.type === "input") return [{ blockId, element: each.element }];
    if (each.type !== "section" || !each.accessory || each.accessory.type === "image") return [];
    return [{ blockId, element: each.accessory }];
  });
}
