import { expect, test } from "vitest";
import { greet } from "../../../../../infra/local/slack/simulated/greet.ts";
import { createWorkspace } from "../../../../../infra/local/slack/simulated/workspace.ts";
import { createTexts } from "../../../../../infra/local/web/page/locales/locales.js";
import { CHANNEL } from "../../../../support/serve-slack.ts";

test("people talk in an empty channel, and only there", () => {
  const workspace = createWorkspace();
  greet(workspace, createTexts("en", "/lottery"));
  const said = workspace.messages(CHANNEL);
  expect(said.length).toBeGreaterThan(0);
  greet(workspace, createTexts("en", "/lottery"));
  expect(workspace.messages(CHANNEL)).toEqual(said);
});
