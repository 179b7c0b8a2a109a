import { expect, test } from "vitest";
import { printable, quoteVisibly } from "../../../infra/cli/printable.ts";

test("escapes characters that move the cursor, reverse text or break UTF-8", () => {
  expect(printable("a\u001b[2Jb\u2028c\u202ed\u2066e\ud800f\ng")).toBe(
    "a\\u{001b}[2Jb\\u{2028}c\\u{202e}d\\u{2066}e\\u{d800}f\\u{000a}g",
  );
  expect(printable("王芳 Siobhán O’Rourke 🍀")).toBe("王芳 Siobhán O’Rourke 🍀");
});

test("quotes text with escaped invisible characters and unusual spaces", () => {
  expect(quoteVisibly("E\u200b1\u00a0x\u3000y\u00adz w")).toBe(
    '"E\\u{200b}1\\u{00a0}x\\u{3000}y\\u{00ad}z w"',
  );
  expect(quoteVisibly("王芳 1")).toBe('"王芳 1"');
});
