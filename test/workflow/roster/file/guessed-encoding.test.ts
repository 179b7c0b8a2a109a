import { expect, test } from "vitest";
import { readRosterFile } from "../../../../workflow/roster/file/read-roster-file.ts";
import { RosterFileError } from "../../../../workflow/roster/file/roster-fault.ts";
import { selectUnusualNames } from "../../../../workflow/roster/file/unusual-names.ts";
import { encode } from "./other-encodings.ts";

test.each([
  ["windows-1250", ["Jiří Dvořák", "Zdeněk Novák"]],
  ["windows-1250", ["Łukasz Wójcik", "Małgorzata Dąbrowska"]],
  ["windows-1251", ["Анна Смирнова"]],
  ["windows-1253", ["Γιώργος Παππάς"]],
  ["windows-1254", ["Gülşen Yıldız", "İbrahim Çağlar"]],
  ["windows-1257", ["Jānis Bērziņš"]],
  ["windows-874", ["สมชาย ใจดี"]],
  ["euc-kr", ["김철수", "이영희"]],
  ["shift_jis", ["田中太郎", "さくら"]],
  ["euc-jp", ["田中太郎"]],
  ["big5", ["陳志豪", "林美玲"]],
  ["koi8-r", ["Анна Смирнова"]],
  ["iso-8859-2", ["Jiří Dvořák"]],
  ["macintosh", ["Jörg Müller"]],
])("names in %s are never misread without a word: %j", async (encoding, names) => {
  const lines = names.map((name, i) => `E${i + 1},${name}\n`);
  const read = readRosterFile(encode(`Employee ID,Name\n${lines.join("")}`, encoding));
  const file = await read.catch((error: unknown) => {
    if (error instanceof RosterFileError) return error;
    throw error;
  });
  if (file instanceof RosterFileError)
    return expect(file.faults.map(({ kind }) => kind)).toContain("damaged-text");
  expect(file.guessedEncoding).toMatch(/^(?:windows-1252|gb18030)$/);
  expect(selectUnusualNames(file.rows)).not.toEqual([]);
});

test.each(["utf-8", "utf-16le"] as const)("the encoding of a file in %s is not a guess", async (encoding) => {
  const file = await readRosterFile(Buffer.from("\ufeffEmployee ID,Name\nE1,Jörg 王芳\n", encoding));
  expect(file).not.toHaveProperty("guessedEncoding");
});

test("the examples have as many different unusual characters as possible, and are departments if no name has any", () => {
  const rows = (...names: string[]) => names.map((employee_name) => ({ employee_id: "E1", employee_name }));
  expect(selectUnusualNames(rows("Ann", "Jörg", "Jörg", "Ören Çelik ğ", "Çelik", "Å", ..."abcdef"))).toEqual([
    "Ören Çelik ğ",
    "Jörg",
    "Å",
  ]);
  expect(selectUnusualNames(rows(..."ÀÁÂÃÄÅÆ"))).toEqual(["À", "Á", "Â", "Ã", "Ä"]);
  const [row] = rows("Ann");
  const department = "Vývoj";
  expect(selectUnusualNames(row ? [row, { ...row, department }] : [])).toEqual([department]);
  expect(selectUnusualNames(rows("Ann"))).toEqual([]);
});
