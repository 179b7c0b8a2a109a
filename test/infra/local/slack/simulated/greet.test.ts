import { expect, test } from "vitest";
import { greet } from "../../../../../infra/local/slack/simulated/greet.ts";
import { createWorkspace } from "../../../../../infra/local/slack/simulated/workspace.ts";
import { CHANNEL } from "../../web/serve-slack.ts";

test("people talk in an empty channel, and never where something has been said", () => {
  const workspace = createWorkspace();
  greet(workspace);
  const said = workspace.messages(CHANNEL);
  expect(said.length).toBeGreaterThan(0);
  greet(workspace);
  expect(workspace.messages(CHANNEL)).toEqual(said);
});
