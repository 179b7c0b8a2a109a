import { afterAll, vi } from "vitest";

// The test files share a process. Each one loads our own modules again, because the handlers read the environment while
// they load, and starts with the same environment.
vi.resetModules();

const before = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
