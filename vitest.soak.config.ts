import { defineConfig } from "vitest/config";
import { tags } from "./test/support/tags.ts";

/** Thousands of draws with random faults on one local stack. Takes minutes. */
export default defineConfig({
  test: {
    tags,
    include: ["test/soak/soak.test.ts"],
    execArgv: ["--expose-gc"],
    hookTimeout: 20_000,
  },
});
