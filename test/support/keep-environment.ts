import { Socket } from "node:net";
import { afterAll, expect } from "vitest";

/** The test files share a process, so a variable that one file changes would redirect the clients of the next one. */
const before = { ...process.env };

declare global {
  /** How this process connects, before `nock` changes it. */
  var connectDirectly: typeof Socket.prototype.connect | undefined;
}
globalThis.connectDirectly ??= Socket.prototype.connect;

afterAll(() => {
  const message =
    "The test file has not called nock.restore(): every request of the files after it takes longer";
  expect(Socket.prototype.connect, message).toBe(globalThis.connectDirectly);
});

afterAll(() => {
  const names = Object.keys({ ...before, ...process.env }).filter(
    (name) => process.env[name] !== before[name],
  );
  for (const name of names) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  expect(names, "The test file has changed the environment of all others").toEqual([]);
});
