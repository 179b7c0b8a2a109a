import type { Texts } from "../../web/page/locales/texts.js";
import type { Workspace } from "./workspace.ts";

/** Posts a short conversation of the workspace's people into an empty channel, so that it shows how draws are used. */
export function greet(workspace: Workspace, { conversation }: Pick<Texts, "conversation">): void {
  const [channel] = workspace.channels;
  if (!channel || workspace.messages(channel.id).length > 0) return;
  for (const [user, text] of conversation) workspace.post(channel.id, user, { text });
}
