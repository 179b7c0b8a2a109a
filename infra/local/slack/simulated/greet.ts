import type { Workspace } from "./workspace.ts";

/** What people say before anything is drawn: by whom, and what. */
const CONVERSATION = [
  [
    "U0OPERATOR",
    "Hello everybody! :gift: We have two AirPods to give away. Everybody who has not won before can win.",
  ],
  ["U0AMARA", "Fingers crossed :four_leaf_clover: And who makes sure that it is fair?"],
  [
    "U0OPERATOR",
    "Anybody can: each draw leaves a record that can be checked. I type `/lottery draw 2 AirPods`, the rest is not mine to decide.",
  ],
  ["U0MEMBER", "What if I type it? :eyes:"],
] as const;

/** Lets people talk in a channel where nothing has been said yet, so that nobody comes into an empty room. */
export function greet(workspace: Workspace): void {
  const [channel] = workspace.channels;
  if (!channel || workspace.messages(channel.id).length > 0) return;
  for (const [user, text] of CONVERSATION) workspace.post(channel.id, user, { text });
}
