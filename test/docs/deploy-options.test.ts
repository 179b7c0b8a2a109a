import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const options = z.record(z.string(), z.unknown());
const registry = z.object({ globalOptions: options, commands: z.object({ deploy: z.object({ options }) }) });

/** From what the help of CDK is made. Starting CDK takes a second of processor time. */
const REGISTRY = "node_modules/aws-cdk/lib/cli/cli-type-registry.json";
const { globalOptions, commands } = registry.parse(JSON.parse(readFileSync(REGISTRY, "utf8")));
const known = new Set(Object.keys({ ...globalOptions, ...commands.deploy.options }));

test.each(["README.md", "README.zh-CN.md", "docs/operations.md"])(
  "%s explains how to deploy again after a failed first deployment, with options that CDK has",
  (guide) => {
    const named = [...readFileSync(guide, "utf8").matchAll(/npm run deploy -- --([a-z-]+)/g)].map(
      ([, option = ""]) => option,
    );
    expect(named).toContain("import-existing-resources");
    for (const option of named) expect(known).toContain(option);
  },
);
