import { expect, test } from "vitest";
import { createFaults } from "../../../../../infra/local/web/inspector/faults.ts";

test("a function dies once, after its work is done", async () => {
  const faults = createFaults({ slack: "Slack bot" });
  const changes: unknown[] = [];
  faults.feed.subscribe((change) => changes.push(change));
  let calls = 0;
  const call = () => faults.run("slack", () => Promise.resolve(++calls));
  expect(await call()).toBe(1);
  expect(faults.set("dies:slack", true)).toBe(true);
  await expect(call()).rejects.toMatchObject({ name: "Runtime.ExitError" });
  expect(calls).toBe(2);
  expect(await call()).toBe(3);
  expect(changes).toHaveLength(2);
  expect(faults.feed.read()).toContainEqual(expect.objectContaining({ name: "dies:slack", active: false }));
});

test("a fault of every second call applies only while it is on", () => {
  const faults = createFaults({});
  const ask = () => faults.isSecond("dynamodb-throttles");
  expect([ask(), ask()]).toEqual([false, false]);
  faults.set("dynamodb-throttles", true);
  expect([ask(), ask(), ask()]).toEqual([true, false, true]);
  faults.clear();
  expect([ask(), ask()]).toEqual([false, false]);
});

test("an unknown fault cannot be switched on", () => {
  expect(createFaults({}).set("__proto__", true)).toBe(false);
});
