import { createHash } from "node:crypto";
import { vi } from "vitest";

/**
 * Makes the product deterministic: waits take no time, retries have no jitter, and the seeds are always the same. Call it
 * before the modules that it affects are loaded.
 */
export function makeDeterministic() {
  let seeds = 0;
  vi.doMock("node:crypto", async (importOriginal) => ({
    ...(await importOriginal<typeof import("node:crypto")>()),
    randomBytes: (size: number) => createHash("sha256").update(`seed ${++seeds}`).digest().subarray(0, size),
  }));
  vi.doMock("node:timers/promises", async (importOriginal) => {
    const original = await importOriginal<typeof import("node:timers/promises")>();
    return { ...original, setTimeout: (_ms: number, value: unknown) => original.setImmediate(value) };
  });
  // A spy would store every call.
  const { random } = Math;
  Math.random = () => 0;
  return {
    restart() {
      seeds = 0;
    },
    [Symbol.dispose]() {
      Math.random = random;
    },
  };
}
