import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSecret } from "../../../data/runtime/secret.ts";
import { recordLog } from "../../support/record-log.ts";

const REFERENCE = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:SlackSigningSecret-AbCdEf";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

/** A store that counts how often it is asked, and a clock in seconds. */
function open(setting = REFERENCE) {
  const store = { text: "first", broken: false, asked: [] as string[] };
  const clock = { seconds: 1_000_000 };
  const secret = createSecret(setting, {
    fetchSecret(reference) {
      store.asked.push(reference);
      return store.broken ? Promise.reject(new Error("no answer")) : Promise.resolve(store.text);
    },
    now: () => clock.seconds * 1_000,
  });
  return { store, clock, secret };
}

test("a plain setting is the secret itself, and no store is asked", async () => {
  const { store, secret } = open("xoxb-local");
  expect(await secret.read()).toBe("xoxb-local");
  expect(await secret.readAgain()).toBe("xoxb-local");
  expect(store.asked).toEqual([]);
});

describe("a reference", () => {
  test("to nothing but blanks is no secret: whoever signs with none must not be let in", async () => {
    const { store, secret } = open();
    store.text = " \n";
    await expect(secret.read()).rejects.toThrow("no text");
  });

  test("is followed once in five minutes, by however many read at once", async () => {
    const { store, clock, secret } = open();
    expect(await Promise.all([secret.read(), secret.read(), secret.readAgain()])).toEqual(
      Array(3).fill("first"),
    );
    clock.seconds += 299;
    await secret.read();
    expect(store.asked).toEqual([REFERENCE]);
  });

  test("is followed anew after five minutes, so that a rotation needs no deployment", async () => {
    const { store, clock, secret } = open();
    await secret.read();
    store.text = "second";
    clock.seconds += 300;
    expect(await secret.read()).toBe("second");
  });

  test("is followed anew when what was read is refused, yet not more often than every ten seconds", async () => {
    const { store, clock, secret } = open();
    await secret.read();
    store.text = "second";
    clock.seconds += 9;
    expect(await secret.readAgain()).toBe("first");
    clock.seconds += 1;
    expect(await secret.readAgain()).toBe("second");
    expect(await secret.read()).toBe("second");
    expect(store.asked).toHaveLength(2);
  });

  test("gives what was read before where the store does not answer, and says so in the log", async () => {
    const { store, clock, secret } = open();
    await secret.read();
    store.broken = true;
    clock.seconds += 600;
    expect(await secret.read()).toBe("first");
    expect(log.events("secret-not-read")).toHaveLength(1);
  });

  test("throws what the store answers where nothing was read before, and asks again the next time", async () => {
    const { store, secret } = open();
    store.broken = true;
    await expect(secret.read()).rejects.toThrow("no answer");
    store.broken = false;
    expect(await secret.read()).toBe("first");
  });

  test("loses the line break that a file ends with", async () => {
    const { store, secret } = open();
    store.text = "xoxb-1\n";
    expect(await secret.read()).toBe("xoxb-1");
  });
});
