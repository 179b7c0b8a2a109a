/** @module-tag slow */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const guides = ["README.md", "README.zh-CN.md", "docs/operations.md"];
const help = execFileSync("cdk", ["deploy", "--help"], {
  encoding: "utf8",
  env: { ...process.env, CI: "1" },
});

test.each(guides)(
  "%s explains how to deploy again after a failed first deployment, with options that CDK has",
  (guide) => {
    const options = [...readFileSync(guide, "utf8").matchAll(/npm run deploy -- (--[a-z-]+)/g)].map(
      ([, option = ""]) => option,
    );
    expect(options).toContain("--import-existing-resources");
    for (const option of options) expect(help).toContain(`${option} `);
  },
);
