/** @module-tag slow */
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeWorkbook } from "../../../bot/files/write-workbook.ts";
import { anyCharacter } from "../../support/any-character.ts";
import { readWorkbook } from "../../support/read-workbook.ts";

const SEED = 71;

/** Writes a sheet with one column of texts, and reads it back. */
async function writeTexts(texts: readonly string[]) {
  const bytes = await writeWorkbook(
    "Sheet",
    [{ title: "T", width: 10, read: (each: string) => each }],
    texts,
  );
  return readWorkbook(bytes)
    .slice(1)
    .map(([cell]) => cell);
}

test.each(["王小明", "0042", "1E5", "2026-01-02", 'José & <Bo> "Q" 🎉👩‍👩‍👧', "TRUE", "1/2", "a=b", "C-3PO"])(
  "the text %s is stored as it is, and stays text",
  async (text) => {
    expect(await writeTexts([text])).toEqual([{ value: text, format: "@", isFormula: false }]);
  },
);

test.each([
  "=1+1",
  '=HYPERLINK("https://evil.example","x")',
  "+41 79",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  " =1",
  "\u200b=1",
  "\u202e=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠A",
  "﹢1",
  "|calc",
  "%0A",
])("the text %j can be no formula, not even after it is copied or saved as CSV", async (text) => {
  const [cell] = await writeTexts([text]);
  expect(cell).toMatchObject({ format: "@", isFormula: false });
  expect(cell?.value).toMatch(/^'/);
});

const INVISIBLE = /[\s\p{C}\uFFFD]/gu;

/** What a program would take for a formula. */
const isDangerous = (text: string) => /^[=+\-@\t\r\n]/.test(text.normalize("NFKC").trimStart() || text);

test("any texts come back: unchanged, or with an apostrophe before what could be a formula", async () => {
  const start = fc.constantFrom(
    "",
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
    " ",
    "\u200b",
    "'",
  );
  const any = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.string({ unit: anyCharacter }));
  const samples = fc
    .sample(fc.tuple(start, any), { seed: SEED, numRuns: 500 })
    .map((parts) => parts.join(""));
  const texts = samples.filter((text) => text !== "");
  const cells = await writeTexts(texts);
  for (const [i, text] of texts.entries()) {
    const { value, format, isFormula } = cells[i] ?? {};
    expect({ format, isFormula }).toEqual({ format: "@", isFormula: false });
    const shown = String(value);
    expect(isDangerous(shown), JSON.stringify(text)).toBe(false);
    // XML has no control characters and no unpaired surrogates.
    const visible = text.replaceAll(INVISIBLE, "");
    expect([visible, `'${visible}`]).toContain(shown.replaceAll(INVISIBLE, ""));
  }
});

test("numbers, times and empty cells keep their types; times are in UTC", async () => {
  const at = new Date("2026-12-31T23:59:00.000Z");
  const columns = [
    { title: "n", width: 5, read: () => 7 },
    { title: "empty", width: 5, read: () => undefined },
    { title: "at", width: 18, read: () => at },
  ];
  const [titles = [], row = []] = readWorkbook(await writeWorkbook("中奖名单", columns, [0]));
  expect(titles.map((cell) => cell?.value)).toEqual(["n", "empty", "at"]);
  expect(row[0]).toMatchObject({ value: 7 });
  expect(row[1]).toBeUndefined();
  expect(row[2]).toMatchObject({ value: at, format: "yyyy-mm-dd hh:mm" });
});
