import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
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
