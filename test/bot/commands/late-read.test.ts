import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLateRead } from "../../../bot/commands/late-read.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

/** Reads that end when the test says so. */
function startReads() {
  const reads: PromiseWithResolvers<string>[] = [];
  const readInTime = createLateRead((_key: number) => {
    const read = Promise.withResolvers<string>();
    reads.push(read);
    return read.promise;
  });
  return { reads, readInTime };
}

describe("a read that takes longer than people can wait", () => {
  test("is one read for all who ask again, and its result is kept for a minute", async () => {
    const { reads, readInTime } = startReads();
    const first = readInTime(1, 100);
    await vi.advanceTimersByTimeAsync(100);
    expect(await first).toBeUndefined();
    const second = readInTime(1, 100);
    reads[0]?.resolve("roster");
    expect(await second).toBe("roster");
    await vi.advanceTimersByTimeAsync(59_999);
    expect(await readInTime(1, 100)).toBe("roster");
    expect(reads).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    void readInTime(1, 100);
    expect(reads).toHaveLength(2);
  });

  test("is not for those who ask for something else", async () => {
    const { reads, readInTime } = startReads();
    const first = readInTime(1, 100);
    await vi.advanceTimersByTimeAsync(100);
    await first;
    const other = readInTime(2, 100);
    reads[1]?.resolve("other");
    expect(await other).toBe("other");
  });

  test("is forgotten if it fails, and the next one reads again", async () => {
    const { reads, readInTime } = startReads();
    const first = readInTime(1, 100);
    await vi.advanceTimersByTimeAsync(100);
    await first;
    reads[0]?.reject(new Error("DynamoDB is down"));
    await vi.advanceTimersByTimeAsync(0);
    const second = readInTime(1, 100);
    reads[1]?.resolve("roster");
    expect(await second).toBe("roster");
  });
});

test("a read in time is not kept, and its failure is that of the caller", async () => {
  const { reads, readInTime } = startReads();
  for (const text of ["one", "two"]) {
    const result = readInTime(1, 100);
    reads.at(-1)?.resolve(text);
    expect(await result).toBe(text);
  }
  const failing = readInTime(1, 100);
  reads.at(-1)?.reject(new Error("DynamoDB is down"));
  await expect(failing).rejects.toThrow("DynamoDB is down");
});
