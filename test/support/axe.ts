import axe from "axe-core";
import type { Page } from "playwright-core";
import { z } from "zod";

const results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** Returns the serious accessibility problems that axe finds on the page, including contrast. */
export async function findBarriers(page: Page): Promise<unknown[]> {
  await page.evaluate(axe.source);
  const { violations } = results.parse(
    await page.evaluate("axe.run(document, { resultTypes: ['violations'] })"),
  );
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
}
