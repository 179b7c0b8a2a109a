import { afterEach, expect, test, vi } from "vitest";
import { runDaily } from "../../../../../infra/local/services/lambda/run-daily.ts";

const DAY = 24 * 60 * 60 * 1_000;

afterEach(() => {
  vi.useRealTimers();
});

test("runs at once and then every day, also after a failure, until it is stopped", async () => {
  vi.useFakeTimers();
  const run = vi.fn(() => Promise.resolve());
  const reportError = vi.fn();
  run.mockRejectedValueOnce(new Error("The first run fails."));
  const stop = runDaily(run, reportError);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(DAY);
  expect(run).toHaveBeenCalledTimes(2);
  expect(reportError).toHaveBeenCalledTimes(1);
  stop();
  await vi.advanceTimersByTimeAsync(3 * DAY);
  expect(run).toHaveBeenCalledTimes(2);
});
