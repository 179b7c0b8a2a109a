import { defineConfig } from "vitest/config";

/** A fault at each single call that a draw, a redraw and two draws at once make, of every kind: takes minutes. */
export default defineConfig({
  test: {
    include: ["test/end-to-end/attacks/{draw,redraw,two-draws}.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 20_000,
  },
});
