import { randomBytes } from "node:crypto";
import type { Workspace } from "../workspace.ts";
import { parseAppResponse, showAppResponse } from "./app-response.ts";

const USES = 5;
const LIFETIME = 30 * 60_000;
/** Older URLs are closed. */
const OPEN_AT_MOST = 1000;

interface Conversation {
  channel: string;
  user: string;
  /** The timestamp of the message with the button that was clicked. */
  originalTs?: string;
}

/**
 * Creates Slack's `response_url`s. Each accepts up to five responses within thirty minutes.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function createResponseUrls({
  workspace,
  now = Date.now,
}: {
  workspace: Workspace;
  now?: () => number;
}) {
  const open = new Map<string, Conversation & { expires: number; uses: number }>();

  return {
    /** Opens a URL and returns its path. */
    create(conversation: Conversation): string {
      const id = randomBytes(18).toString("base64url");
      open.set(id, { ...conversation, expires: now() + LIFETIME, uses: 0 });
      const [oldest] = open.keys();
      if (open.size > OPEN_AT_MOST && oldest) open.delete(oldest);
      return `/slack/response/${id}`;
    },

    /** Shows what the app posts to a URL. Returns Slack's error code if it is refused. */
    use(id: string, body: unknown): string | undefined {
      const conversation = open.get(id);
      if (!conversation || conversation.expires <= now()) return "expired_url";
      if (conversation.uses >= USES) return "used_url";
      const parsed = parseAppResponse(body);
      if (!parsed.ok) return parsed.error;
      conversation.uses += 1;
      const { channel, user, originalTs } = conversation;
      const original = originalTs ? workspace.find(channel, originalTs) : undefined;
      showAppResponse(workspace, parsed.response, { channel, user, original });
      return undefined;
    },
  };
}

export type ResponseUrls = ReturnType<typeof createResponseUrls>;
