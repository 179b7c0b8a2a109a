import { describe, expect, test } from "vitest";
import { createClientSettings } from "../../../data/runtime/connections.ts";

describe.each([1, 2, 3, 4, 9])("a client with %i attempts", (maxAttempts) => {
  const times = { connectionTimeout: 500, requestTimeout: 1_000 };
  const settings = createClientSettings({ maxAttempts, ...times });
  const { httpAgent, httpsAgent, ...limits } = settings.requestHandler;

  test("keeps fewer idle connections than it has attempts, and two at most", () => {
    for (const agent of [httpAgent, httpsAgent])
      expect(agent).toEqual({ maxSockets: 64, maxFreeSockets: Math.min(2, maxAttempts - 1) });
  });

  test("times out on a request that hangs", () => {
    expect(settings.maxAttempts).toBe(maxAttempts);
    expect(limits).toEqual({ ...times, throwOnRequestTimeout: true });
  });
});
