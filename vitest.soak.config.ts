import { defineConfig } from "vitest/config";

/** Thousands of draws with random faults on one local stack. Takes minutes. */
export default defineConfig({
  test: {
    include: ["test/soak/soak.test.ts"],
    execArgv: ["--expose-gc"],
    testTimeout: 1_200_000,
    hookTimeout: 20_000,
  },
});
