import nock from "nock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRequestFile } from "../../../bot/files/request-file.ts";
import { recordLog } from "../../support/record-log.ts";
import { useNock } from "../../support/use-nock.ts";

const request = { file: { kind: "draw", draw_no: 3 }, user_id: "U0MEMBER" } as const;

useNock();
beforeEach(() => {
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const lambda = (body?: object) =>
  nock("https://lambda.us-east-1.amazonaws.com", { reqheaders: { "x-amz-invocation-type": "Event" } }).post(
    "/2015-03-31/functions/Callback/invocations",
    body && { ...body },
  );

test("a request for a file is passed to the callback, which is not awaited", async () => {
  using log = recordLog();
  const requestFile = createRequestFile("Callback");
  for (const _ of [1, 2]) {
    lambda({ send_file: request }).reply(202);
    expect(await requestFile(request)).toBe(true);
  }
  expect(log.lines).toEqual([]);
});

test("a request that AWS does not accept is reported, and the log says why without names", async () => {
  using log = recordLog();
  lambda().twice().reply(500, "", { "x-amzn-errortype": "ServiceException" });
  expect(await createRequestFile("Callback")(request)).toBe(false);
  expect(log.events("file-not-requested")).toMatchObject([{ level: "error", error: "ServiceException" }]);
  expect(log.text()).not.toContain("U0MEMBER");
});
