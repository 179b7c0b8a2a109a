import { expect, test } from "vitest";
import { type Change, createWorkspace } from "../../../../infra/local/slack/workspace.ts";
import { CHANNEL } from "./serve-slack.ts";

test("gives every message a time stamp of its own, even where the clock stands still or goes back", () => {
  const times = [2000, 2000, 1000];
  const workspace = createWorkspace({ now: () => times.shift() ?? 0 });
  const stamps = [1, 2, 3].map((n) => workspace.post(CHANNEL, "U0MEMBER", { text: `${n}` }).ts);
  expect(stamps).toEqual(["2.000000", "2.000001", "2.000002"]);
});

test("keeps only the newest messages, and tells of those it forgets", () => {
  const workspace = createWorkspace({ kept: 2 });
  const changes: Change[] = [];
  workspace.subscribe((change) => changes.push(change));
  const [first] = ["one", "two", "three"].map((text) => workspace.post(CHANNEL, "U0MEMBER", { text }));
  expect(workspace.messages(CHANNEL).map(({ text }) => text)).toEqual(["two", "three"]);
  expect(changes.at(-1)).toEqual({ type: "removed", channel: CHANNEL, ts: first?.ts });
});

test("tells nothing any more after the subscription has ended", () => {
  const workspace = createWorkspace();
  const changes: Change[] = [];
  const stop = workspace.subscribe((change) => changes.push(change));
  workspace.post(CHANNEL, "U0MEMBER", { text: "one" });
  stop();
  workspace.post(CHANNEL, "U0MEMBER", { text: "two" });
  expect(changes).toHaveLength(1);
});
