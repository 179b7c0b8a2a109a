import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { describeFile } from "../../../../infra/cli/roster/describe-file.ts";
import { readFile } from "../../../../infra/cli/roster/read-file.ts";

const pathOf = (name: string) =>
  fileURLToPath(new URL(`../../../workflow/roster/file/shapes/${name}`, import.meta.url));
const read = (name: string, dateOrder?: "day-first" | "month-first") => readFile(pathOf(name), { dateOrder });

test("everything that is wrong with a file is in the error, each on its own line", async () => {
  await expect(read("excel-faults.xlsx")).rejects.toMatchObject({
    message: expect.stringMatching(/^Nothing was imported, because of the file:\nLine 2, .*\nLine 3, .*$/),
  });
});

test("a file with ambiguous dates names the option that decides it", async () => {
  await expect(read("google-sheets-ambiguous.csv")).rejects.toThrow(
    /\nAdd --dates day-first or --dates month-first to say which is first\.$/,
  );
  expect((await read("google-sheets-ambiguous.csv", "month-first")).rows).toHaveLength(3);
});

test.each([
  ["absent.csv", "There is no file "],
  [".", "This is a folder, not a file: "],
])("the path %s is refused in a sentence", async (name, sentence) => {
  await expect(read(name)).rejects.toThrow(`${sentence}${pathOf(name)}`);
});

test("the encoding of a file that does not name it is a question, with names as they were read", async () => {
  const [question] = describeFile(await read("excel-chinese.csv"));
  expect(question).toMatch(/It was read as GB18030 \(Chinese\)\. Is this right: "\p{Script=Han}+", /u);
  expect(describeFile(await read("excel-german.csv"))).toEqual([
    expect.stringContaining("It was read as Windows-1252 (Western European)."),
    expect.stringContaining("save the file as UTF-8"),
  ]);
  expect(describeFile(await read("excel-utf8.csv"))).toEqual([]);
});

test("people whom the sheet hides are named", () => {
  const rows = Array.from({ length: 8 }, (_, i) => ({ employee_id: `E${i}`, employee_name: `Name ${i}` }));
  const lines = rows.map((_, i) => i + 2);
  const file = { rows, lines, columns: new Set(["employee_id", "employee_name"] as const), ignored: [] };
  expect(describeFile({ ...file, hiddenLines: new Set(lines.slice(2)) })).toEqual([
    'The sheet hides 6 of the rows, for example with a filter. They are read, too: "Name 2", "Name 3", "Name 4", "Name 5", "Name 6" and 1 more',
  ]);
  expect(describeFile(file)).toEqual([]);
});
