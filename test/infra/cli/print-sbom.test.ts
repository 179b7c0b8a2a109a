/** @module-tag slow */
import { expect, test } from "vitest";
import { z } from "zod";
import { nameOfPackage, packageJson, packages, treeOf } from "../../support/lock-file.ts";
import { startCli } from "./run-cli.ts";

const bill = z.object({
  bomFormat: z.literal("CycloneDX"),
  metadata: z.object({ component: z.object({ name: z.string() }) }),
  components: z.array(z.object({ name: z.string(), version: z.string(), scope: z.literal("required") })),
});

test("prints all production dependencies, and no development tools, with the versions of the lock file", async () => {
  const { out, code } = await startCli("print-sbom", []);
  expect(code).toBe(0);
  const { components, metadata } = bill.parse(JSON.parse(out));
  expect(metadata.component.name).toBe("lottery");
  const needed = treeOf(Object.keys(packageJson.dependencies)).map(
    (path) => `${nameOfPackage(path)}@${packages[path]?.version}`,
  );
  expect(components.map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual(
    [...new Set(needed)].toSorted(),
  );
});
