import { expect, test } from "vitest";
import { greet } from "../../../../infra/local/slack/greet.ts";
import { createWorkspace } from "../../../../infra/local/slack/workspace.ts";
import { CHANNEL } from "./serve-slack.ts";

test("people talk in an empty channel, and never where something has been said", () => {
  const workspace = createWorkspace();
  greet(workspace);
  const said = workspace.messages(CHANNEL);
  expect(said.length).toBeGreaterThan(0);
  greet(workspace);
  expect(workspace.messages(CHANNEL)).toEqual(said);
});
