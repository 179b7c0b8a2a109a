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

/** Returns the serious accessibility problems that axe finds on the page, or in a part of it, including contrast. */
export async function findBarriers(page: Page, part = "html"): Promise<unknown[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const { violations } = results.parse(
    await page.evaluate(`axe.run(${JSON.stringify(part)}, { resultTypes: ['violations'] })`),
  );
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
}
