import { expect, test } from "vitest";
import { printable, quoteVisibly } from "../../../infra/cli/printable.ts";

test("escapes characters that move the cursor, reverse text or break UTF-8", () => {
  expect(printable("a\u001b[2Jb\u2028c\u202ed\u2066e\ud800f\ng")).toBe(
    "a\\u{001b}[2Jb\\u{2028}c\\u{202e}d\\u{2066}e\\u{d800}f\\u{000a}g",
  );
  expect(printable("王芳 Siobhán O’Rourke 🍀")).toBe("王芳 Siobhán O’Rourke 🍀");
});

test("escapes direction marks and other invisible characters, but not within an emoji", () => {
  expect(printable("a\u200eb\u200fc\u061cd\u200be\u2060f\u00adg\ufeffh\u200di\ufe0fj\u3164")).toBe(
    "a\\u{200e}b\\u{200f}c\\u{061c}d\\u{200b}e\\u{2060}f\\u{00ad}g\\u{feff}h\\u{200d}i\\u{fe0f}j\\u{3164}",
  );
  expect(printable("❤️ 👩🏽‍💻 🏳️‍🌈\u200d")).toBe("❤️ 👩🏽‍💻 🏳️‍🌈\\u{200d}");
});

test("quotes text with escaped invisible characters and unusual spaces", () => {
  expect(quoteVisibly("E\u200b1\u00a0x\u3000y\u00adz w")).toBe(
    '"E\\u{200b}1\\u{00a0}x\\u{3000}y\\u{00ad}z w"',
  );
  expect(quoteVisibly("王芳 1")).toBe('"王芳 1"');
});
