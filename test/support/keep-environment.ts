import { Socket } from "node:net";
import { afterAll, expect } from "vitest";

// The test files share a process. Each one starts with the same environment, and connects directly.

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
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
