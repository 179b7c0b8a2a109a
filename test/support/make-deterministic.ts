import crypto from "node:crypto";
import timers from "node:timers/promises";
import { replaceExports } from "./replace-exports.ts";

/** Makes the product deterministic: waits take no time, retries have no jitter, and the seeds are always the same. */
export function makeDeterministic() {
  using things = new DisposableStack();
  let seeds = 0;
  const randomBytes = (size: number) =>
    crypto.createHash("sha256").update(`seed ${++seeds}`).digest().subarray(0, size);
  const { setImmediate } = timers;
  const setTimeout = <Value>(_ms?: number, value?: Value) => setImmediate(value);
  things.use(replaceExports(crypto, { randomBytes }));
  things.use(replaceExports(timers, { setTimeout }));
  // A spy would store every call.
  const { random } = Math;
  Math.random = () => 0;
  things.defer(() => {
    Math.random = random;
  });
  const replaced = things.move();
  return {
    restart() {
      seeds = 0;
    },
    [Symbol.dispose]: () => replaced.dispose(),
  };
}
