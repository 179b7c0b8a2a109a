import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const pages = globSync(["*.md", "docs/*.md", ".github/**/*.md"]);

/** Returns the anchors that GitHub creates for the headings of a page. */
function readAnchors(page: string): string[] {
  const text = readFileSync(page, "utf8").replace(/^```.*?^```/gms, "");
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- ]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("the links of %s lead to files and headings that exist", (page) => {
  const links = readFileSync(page, "utf8").matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)/g);
  const broken = [...links].filter(([, path = "", anchor]) => {
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(target)) return true;
    return (
      anchor !== undefined &&
      target.endsWith(".md") &&
      !readAnchors(target).includes(decodeURIComponent(anchor))
    );
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});
