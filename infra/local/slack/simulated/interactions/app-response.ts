import { z } from "zod";
import { safeParse } from "../../../../../data/runtime/safe-parse.ts";
import { blocksSchema } from "../block-kit/blocks.ts";
import { APP, type Message, type Workspace } from "../workspace.ts";

const appResponseSchema = z.object({
  response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
  text: z.string().max(40_000).default(""),
  blocks: blocksSchema.optional(),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
});

/** A message as an app answers a slash command, or posts to a `response_url`. */
export type AppResponse = z.infer<typeof appResponseSchema>;

/** An answer, or the word with which Slack refuses it. */
export function parseAppResponse(
  body: unknown,
): { ok: true; answer: AppResponse } | { ok: false; error: string } {
  const parsed = safeParse(appResponseSchema, body);
  if (!parsed.success) {
    const inBlocks = parsed.error.issues.some(({ path }) => path[0] === "blocks");
    return { ok: false, error: inBlocks ? "invalid_blocks" : "invalid_payload" };
  }
  const { text, blocks, delete_original } = parsed.data;
  return text || blocks?.length || delete_original
    ? { ok: true, answer: parsed.data }
    : { ok: false, error: "no_text" };
}

interface Target {
  channel: string;
  user: string;
  /** The message that was answered, where there is one. */
  original?: Message | undefined;
}

/** Shows an answer in the channel: to all, or to the one who asked, or in the place of the original. */
export function showAppResponse(
  workspace: Workspace,
  answer: AppResponse,
  { channel, user, original }: Target,
): void {
  const { text, blocks } = answer;
  if (answer.delete_original) {
    if (original) workspace.remove(channel, original.ts);
  } else if (answer.replace_original && original) {
    workspace.update(channel, original.ts, { text, blocks });
  } else {
    workspace.post(
      channel,
      APP.userId,
      { text, blocks },
      answer.response_type === "ephemeral" ? user : undefined,
    );
  }
}
