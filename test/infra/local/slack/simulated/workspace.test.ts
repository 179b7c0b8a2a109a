import { expect, test } from "vitest";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import {
  type Change,
  createWorkspace,
  type MessageContent,
} from "../../../../../infra/local/slack/simulated/workspace.ts";
import { CHANNEL } from "../../../../support/serve-slack.ts";

test("gives every message a unique timestamp, even if the clock stops or goes back", () => {
  const times = [2000, 2000, 1000];
  const workspace = createWorkspace({ now: () => times.shift() ?? 0 });
  const stamps = [1, 2, 3].map((n) => workspace.post(CHANNEL, "U0MEMBER", { text: `${n}` }).ts);
  expect(stamps).toEqual(["2.000000", "2.000001", "2.000002"]);
});

test("keeps only the newest messages, and notifies listeners of each deleted one", () => {
  const workspace = createWorkspace({ kept: 2 });
  const changes: Change[] = [];
  workspace.subscribe((change) => changes.push(change));
  const [first] = ["one", "two", "three"].map((text) => workspace.post(CHANNEL, "U0MEMBER", { text }));
  expect(workspace.messages(CHANNEL).map(({ text }) => text)).toEqual(["two", "three"]);
  expect(changes.at(-1)).toEqual({ type: "removed", channel: CHANNEL, ts: first?.ts });
});

test("marks a message as edited if its text changes, but not if it has blocks, as Slack does", () => {
  const workspace = createWorkspace();
  const blocks: MessageContent["blocks"] = [{ type: "divider", block_id: "d" }];
  const [text, withBlocks] = ["one", "two"].map((said) =>
    workspace.post(CHANNEL, "U0LOTTERY", { text: said }),
  );
  expect(workspace.update(CHANNEL, text?.ts ?? "", { text: "three" })?.edited).toEqual(expect.any(String));
  expect(workspace.update(CHANNEL, withBlocks?.ts ?? "", { text: "four", blocks })).not.toHaveProperty(
    "edited",
  );
});

test("does not notify a listener after its subscription has ended", () => {
  const workspace = createWorkspace();
  const changes: Change[] = [];
  const stop = workspace.subscribe((change) => changes.push(change));
  workspace.post(CHANNEL, "U0MEMBER", { text: "one" });
  stop();
  workspace.post(CHANNEL, "U0MEMBER", { text: "two" });
  expect(changes).toHaveLength(1);
});

test("restores messages, changes, deletions and visibility after a restart", () => {
  const store = openStore();
  const before = createWorkspace({ store });
  const metadata = { event_type: "lottery_draw", event_payload: { draw_id: "d1", revision: 0 } };
  const blocks: MessageContent["blocks"] = [
    {
      type: "actions",
      block_id: "b1",
      elements: [
        { type: "button", action_id: "redraw", value: "3", text: { type: "plain_text", text: "Redraw" } },
      ],
    },
  ];
  const said = before.post(CHANNEL, "U0MEMBER", { text: "Good morning" });
  before.post(CHANNEL, "U0LOTTERY", { text: "Draw 1", metadata });
  before.post(CHANNEL, "U0LOTTERY", { text: "Sure?", blocks }, "U0OPERATOR");
  before.post(CHANNEL, "U0MEMBER", { text: "Good morning!", thread_ts: said.ts });
  const gone = before.post(CHANNEL, "U0MEMBER", { text: "Oops" });
  before.remove(CHANNEL, gone.ts);
  before.update(CHANNEL, said.ts, { text: "Good evening" });

  const workspace = createWorkspace({ store });
  expect(workspace.messages(CHANNEL)).toEqual(before.messages(CHANNEL));
  expect(workspace.messages(CHANNEL)).toMatchObject([
    { text: "Good evening", edited: expect.any(String) },
    { metadata },
    { blocks, visibleTo: "U0OPERATOR" },
    { thread_ts: said.ts },
  ]);
  expect(workspace.find(CHANNEL, gone.ts)).toBeUndefined();

  workspace.clear();
  expect(createWorkspace({ store }).messages(CHANNEL)).toEqual([]);
});

test("gives no timestamp twice across a restart, even if the clock goes back and the message is deleted", () => {
  const store = openStore();
  const before = createWorkspace({ store, now: () => 2000 });
  before.remove(CHANNEL, before.post(CHANNEL, "U0MEMBER", { text: "one" }).ts);
  const workspace = createWorkspace({ store, now: () => 1000 });
  expect(workspace.post(CHANNEL, "U0MEMBER", { text: "two" }).ts).toBe("2.000001");
});

test("deletes old messages from the store too", () => {
  const store = openStore();
  const before = createWorkspace({ store, kept: 2 });
  for (const text of ["one", "two", "three"]) before.post(CHANNEL, "U0MEMBER", { text });
  const workspace = createWorkspace({ store });
  expect(workspace.messages(CHANNEL).map(({ text }) => text)).toEqual(["two", "three"]);
});
