import { expect, test } from "vitest";
import { createResponseUrls } from "../../../../../../infra/local/slack/simulated/interactions/response-url.ts";
import { createWorkspace } from "../../../../../../infra/local/slack/simulated/workspace.ts";
import { CHANNEL } from "../../../../../support/serve-slack.ts";

const idOf = (path: string) => path.split("/").at(-1) ?? "";
const conversation = { channel: CHANNEL, user: "U0MEMBER" };

test("accepts responses for thirty minutes, and none after that", () => {
  let now = 0;
  const responseUrls = createResponseUrls({ workspace: createWorkspace(), now: () => now });
  const id = idOf(responseUrls.create(conversation));
  now = 30 * 60_000 - 1;
  expect(responseUrls.use(id, { text: "in time" })).toBeUndefined();
  now = 30 * 60_000;
  expect(responseUrls.use(id, { text: "too late" })).toBe("expired_url");
});

test("a refused response does not count among the five", () => {
  const responseUrls = createResponseUrls({ workspace: createWorkspace() });
  const id = idOf(responseUrls.create(conversation));
  for (let n = 1; n <= 5; n++) {
    expect(responseUrls.use(id, {})).toBe("no_text");
    expect(responseUrls.use(id, { text: `${n}` })).toBeUndefined();
  }
  expect(responseUrls.use(id, { text: "6" })).toBe("used_url");
});

test("only the newest URLs are open, so that their memory is bounded", () => {
  const responseUrls = createResponseUrls({ workspace: createWorkspace() });
  const ids = Array.from({ length: 1_001 }, () => idOf(responseUrls.create(conversation)));
  expect(responseUrls.use(ids[0] ?? "", { text: "x" })).toBe("expired_url");
  expect(responseUrls.use(ids[1] ?? "", { text: "x" })).toBeUndefined();
});
