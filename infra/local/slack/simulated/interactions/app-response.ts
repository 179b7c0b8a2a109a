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

/** A message with which an app responds to a slash command, or that it posts to a `response_url`. */
export type AppResponse = z.infer<typeof appResponseSchema>;

/** Parses a response of the app. Returns Slack's error code if it is invalid. */
export function parseAppResponse(
  body: unknown,
): { ok: true; response: AppResponse } | { ok: false; error: string } {
  const parsed = safeParse(appResponseSchema, body);
  if (!parsed.success) {
    const inBlocks = parsed.error.issues.some(({ path }) => path[0] === "blocks");
    return { ok: false, error: inBlocks ? "invalid_blocks" : "invalid_payload" };
  }
  const { text, blocks, delete_original } = parsed.data;
  return text || blocks?.length || delete_original
    ? { ok: true, response: parsed.data }
    : { ok: false, error: "no_text" };
}

interface Target {
  channel: string;
  user: string;
  /** The message with the button that was clicked. */
  original?: Message | undefined;
}

/** Shows a response in the channel: to everybody, only to the user, or instead of the original message. */
export function showAppResponse(
  workspace: Workspace,
  response: AppResponse,
  { channel, user, original }: Target,
): void {
  const { text, blocks } = response;
  if (response.delete_original) {
    if (original) workspace.remove(channel, original.ts);
  } else if (response.replace_original && original) {
    workspace.update(channel, original.ts, { text, blocks });
  } else {
    workspace.post(
      channel,
      APP.userId,
      { text, blocks },
      response.response_type === "ephemeral" ? user : undefined,
    );
  }
}
