import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Minutes of faults at each single call: `npm run test:attacks`.
    exclude: [...configDefaults.exclude, "test/end-to-end/attacks/{draw,redraw,two-draws}.test.ts"],
    // Most tests wait for a server or a browser now and then: one worker more than Vitest takes by itself keeps two cores busy.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
