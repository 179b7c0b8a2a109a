import { afterAll, expect } from "vitest";

/** The test files share a process, so a variable that one file changes would redirect the clients of the next one. */
const before = { ...process.env };

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
