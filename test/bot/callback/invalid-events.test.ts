/** @module-tag slow */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endedEvent, openCallback, snsEvent } from "./open-callback.ts";

let callback: Awaited<ReturnType<typeof openCallback>>;
beforeEach(async () => {
  callback = await openCallback();
});
afterEach(() => callback[Symbol.asyncDispose]());

describe("an invalid event", () => {
  test("is a named error, and nothing happens", async () => {
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({ Records: fc.jsonValue({ maxDepth: 3 }) }),
      fc.record({
        "detail-type": fc.constant("Step Functions Execution Status Change"),
        detail: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(junk, async (event) => {
        await expect(callback.receive(event)).rejects.toMatchObject({ name: "InvalidInput" });
      }),
      { seed: 11, numRuns: 200 },
    );
    expect(callback.slack.calls).toEqual([]);
  });

  test.for([
    endedEvent("x", { status: "SUCCEEDED" }),
    { ...endedEvent("x", { status: "FAILED" }), "detail-type": "Batch Job State Change" },
    { Records: [] },
    { Records: [{ s3: {} }] },
    snsEvent(),
  ])("is a named error: %o", async (event) => {
    await expect(callback.receive(event)).rejects.toMatchObject({ name: "InvalidInput" });
  });

  test("is not an error if SNS delivers another text", async () => {
    for (const text of ["", "{}", "null", '{"draw_no":0}', '{"draw_no":"1","draw_id":"x"}', "王芳"])
      await callback.receive(snsEvent(text));
    expect(callback.slack.calls).toEqual([]);
  });
});
