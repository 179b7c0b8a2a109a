import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { describeFaults } from "../../../../workflow/roster/file/describe-faults.ts";
import { readRosterFile } from "../../../../workflow/roster/file/read-roster-file.ts";
import { RosterFileError } from "../../../../workflow/roster/file/roster-fault.ts";
import type { RosterFile } from "../../../../workflow/roster/file/roster-file.ts";
import { english } from "../../../../workflow/roster/file/texts/en.ts";
import { type Shape, textShapes, workbookShapes } from "./shapes.ts";

const FOLDER = new URL("shapes/", import.meta.url);
const PAGE = new URL("../../../../docs/roster.md", import.meta.url);
const shapes = [...textShapes, ...workbookShapes];

const results = new Map<Shape, RosterFile | RosterFileError>();

beforeAll(async () => {
  for (const shape of shapes) {
    const { file, dateOrder } = shape;
    try {
      results.set(shape, await readRosterFile(readFileSync(new URL(file, FOLDER)), { dateOrder }));
    } catch (error) {
      if (!(error instanceof RosterFileError)) throw error;
      results.set(shape, error);
    }
  }
});

test.each(shapes)("$file ($from) has the stated result", (shape) => {
  const result = results.get(shape);
  if (result instanceof RosterFileError) {
    expect(result.faults.map(({ kind }) => kind)).toEqual(shape.faults);
    return;
  }
  expect(shape.faults).toBeUndefined();
  expect(result?.rows[0]).toEqual(shape.first);
  expect(result?.rows).toHaveLength(shape.people ?? Number.NaN);
  expect(result?.ignored).toEqual(shape.ignored ?? []);
});

test("each file is in the table", () => {
  expect(new Set(shapes.map(({ file }) => file))).toEqual(new Set(readdirSync(FOLDER)));
});

const cell = (text: string) => text.replaceAll("|", "\\|");
const code = (text: string) => `\`${text}\``;

function describeResult(result: RosterFile | RosterFileError): string {
  if (result instanceof RosterFileError) {
    const [first = "", ...others] = describeFaults(result.faults, english);
    // The second sentence says what to do.
    const [fault] = first.split(/(?<=\.) (?=[A-Z])/);
    return `Refused: ${cell(fault ?? "")}${others.length > 0 ? ` (${others.length} more)` : ""}`;
  }
  const { rows, ignored, sheet } = result;
  return [
    `${rows.length} ${rows.length === 1 ? "person" : "people"}`,
    ...(sheet === undefined ? [] : [`from the sheet ${code(sheet)}`]),
    ...(ignored.length > 0 ? [`${ignored.map(code).join(", ")} ignored`] : []),
  ].join(", ");
}

function formatTable(title: string, rows: readonly Shape[]): string {
  return [
    `| ${title} | Result |`,
    "|---|---|",
    ...rows.flatMap((shape) => {
      const result = results.get(shape);
      return result ? [`| ${cell(shape.from)} | ${describeResult(result)} |`] : [];
    }),
  ].join("\n");
}

test("docs/roster.md has a table of all shapes with their results", async () => {
  const page = readFileSync(PAGE, "utf8");
  const [before, rest = ""] = page.split("<!-- shapes -->\n");
  const [, after = ""] = rest.split("<!-- end of shapes -->");
  const tables = [
    formatTable("Text file", textShapes),
    formatTable("Workbook or other file", workbookShapes),
  ];
  // `npx vitest run test/workflow/roster/file/shapes.test.ts --update` writes the page.
  await expect(
    `${before}<!-- shapes -->\n${tables.join("\n\n")}\n<!-- end of shapes -->${after}`,
  ).toMatchFileSnapshot(PAGE.pathname);
});
