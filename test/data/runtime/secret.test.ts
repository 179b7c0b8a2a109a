import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSecret } from "../../../data/runtime/secret.ts";
import { recordLog } from "../../support/record-log.ts";

const REFERENCE = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:SlackSigningSecret-AbCdEf";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

/** A store that records the requests, and a clock in seconds. */
function open(setting = REFERENCE) {
  const store = { text: "first", broken: false, requested: [] as string[] };
  const clock = { seconds: 1_000_000 };
  const secret = createSecret(setting, {
    fetchSecret(reference) {
      store.requested.push(reference);
      return store.broken ? Promise.reject(new Error("no response")) : Promise.resolve(store.text);
    },
    now: () => clock.seconds * 1_000,
  });
  return { store, clock, secret };
}

test("a plain setting is the secret, and the store is not read", async () => {
  const { store, secret } = open("xoxb-local");
  expect(await secret.read()).toBe("xoxb-local");
  expect(await secret.readAgain()).toBe("xoxb-local");
  expect(store.requested).toEqual([]);
});

describe("a reference", () => {
  test("to a blank secret is an error, so that nobody can sign with an empty one", async () => {
    const { store, secret } = open();
    store.text = " \n";
    await expect(secret.read()).rejects.toThrow("is empty");
  });

  test("is read from the store once in five minutes, also for many readers at once", async () => {
    const { store, clock, secret } = open();
    expect(await Promise.all([secret.read(), secret.read(), secret.readAgain()])).toEqual(
      Array(3).fill("first"),
    );
    clock.seconds += 299;
    await secret.read();
    expect(store.requested).toEqual([REFERENCE]);
  });

  test("is read again after five minutes, so that a rotation needs no deployment", async () => {
    const { store, clock, secret } = open();
    await secret.read();
    store.text = "second";
    clock.seconds += 300;
    expect(await secret.read()).toBe("second");
  });

  test("is read again if the secret was refused, but at most every ten seconds", async () => {
    const { store, clock, secret } = open();
    await secret.read();
    store.text = "second";
    clock.seconds += 9;
    expect(await secret.readAgain()).toBe("first");
    clock.seconds += 1;
    expect(await secret.readAgain()).toBe("second");
    expect(await secret.read()).toBe("second");
    expect(store.requested).toHaveLength(2);
  });

  test("returns the cached secret if the store fails, and logs it", async () => {
    const { store, clock, secret } = open();
    await secret.read();
    store.broken = true;
    clock.seconds += 600;
    expect(await secret.read()).toBe("first");
    expect(log.events("secret-not-read")).toHaveLength(1);
  });

  test("throws the store's error if nothing is cached, and tries again the next time", async () => {
    const { store, secret } = open();
    store.broken = true;
    await expect(secret.read()).rejects.toThrow("no response");
    store.broken = false;
    expect(await secret.read()).toBe("first");
  });

  test("ignores the line break at the end of a file", async () => {
    const { store, secret } = open();
    store.text = "xoxb-1\n";
    expect(await secret.read()).toBe("xoxb-1");
  });
});
