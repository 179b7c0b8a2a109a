import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDERS = "{data,workflow,bot,infra}/**/*.{ts,js,html,json}";
/** The defaults of the setting and of a page without a document; pictures are taken with the default. */
const MAY_NAME_IT =
  /^(?:data\/runtime\/environment\.ts|infra\/local\/web\/page\/shared\/texts\.js|infra\/local\/screenshots\/.+)$/;
const COMMENT = /^\s*(?:\/?\*|\/\/)/;

test("no code names the slash command: texts take its name from the settings", () => {
  const found = [...globSync(FOLDERS), "docs/verify.html"]
    .filter((file) => !MAY_NAME_IT.test(file))
    .flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        // Not the path of a module or of a picture.
        .filter((line) => /\/lottery(?![-\w.]*[./-]\w)/.test(line) && !COMMENT.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
