import { describe, expect, test } from "vitest";
import { readRosterFile } from "../../../../workflow/roster/file/read-roster-file.ts";
import { createWorkbook } from "./create-workbook.ts";
import { readFile } from "./read-text.ts";

const HEADINGS =
  '<row><c t="str"><v>id</v></c><c t="str"><v>name</v></c><c t="str"><v>department</v></c></row>';
const sheet = (rows: string) => `<worksheet><sheetData>${HEADINGS}${rows}</sheetData></worksheet>`;

/** Returns the department in a row with this cell, or the kinds of its faults. */
async function readCell(cell: string, parts?: Record<string, string>) {
  const row = `<row><c><v>1</v></c><c t="str"><v>Ann</v></c>${cell}</row>`;
  const { rows, faults } = await readFile(createWorkbook(sheet(row), parts));
  return faults ? faults.map(({ kind }) => kind) : rows[0]?.department;
}

const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="&quot;E-&quot;000\\X"/><numFmt numFmtId="166" formatCode="#,##0"/></numFmts><cellStyleXfs><xf numFmtId="164"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`;

test.each([
  ["<c><v>17</v></c>", "17"],
  ['<c t="n"><v> 17 </v></c>', "17"],
  ["<c><v>1E3</v></c>", "1000"],
  ["<c><v>0.5</v></c>", "0.5"],
  ["<c><v>999999999999999</v></c>", "999999999999999"],
  ["<c><v>1000000000000000</v></c>", "1e+15"],
  ['<c s="0"><v>17</v></c>', "17"],
  ['<c s="1"><v>17</v></c>', "00017"],
  ['<c s="1"><v>123456</v></c>', "123456"],
  ['<c s="1"><v>-17</v></c>', "-00017"],
  ['<c s="2"><v>7</v></c>', "E-007X"],
  ['<c s="3"><v>1234</v></c>', "1234"],
  ['<c s="9"><v>17</v></c>', "17"],
  ['<c t="b"><v>1</v></c>', "TRUE"],
  ['<c t="b"><v>0</v></c>', "FALSE"],
  ['<c t="s"><v>1</v></c>', "shared & text"],
  ['<c t="s"><v>9</v></c>', undefined],
  ['<c t="str"><f>A1&amp;"x"</f><v>R&amp;D</v></c>', "R&D"],
  ['<c t="str"><v>a_x000D_b_x0041_</v></c>', "a bA"],
  ['<c t="inlineStr"><is><t>R</t><r><t>&amp;</t></r><r><t>D</t></r></is></c>', "R&D"],
  ['<c t="inlineStr"><is><t>佐藤</t><rPh><t>サトウ</t></rPh></is></c>', "佐藤"],
  ['<c t="str"><v><![CDATA[R&D]]></v></c>', "R&D"],
  ['<c t="str"><v>&#x1F340;&#127808;&#65;</v></c>', "🍀🍀A"],
  ['<c t="e"><v>#REF!</v></c>', ["formula-error"]],
  ['<c t="e"><v>#N/A</v></c>', undefined],
  ["<c/>", undefined],
  ["<c><v/></c>", undefined],
])("the cell %s is read as %j", async (cell, expected) => {
  const parts = {
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": "<sst><si><t>other</t></si><si><t>shared</t><r><t> &amp; text</t></r></si></sst>",
  };
  expect(await readCell(cell, parts)).toEqual(expected);
});

describe("rows", () => {
  const cells = (id: string) => `<c t="str"><v>${id}</v></c><c t="str"><v>Ann</v></c>`;
  const linesOf = async (rows: string) => {
    const result = await readFile(createWorkbook(sheet(rows)));
    return result.rows?.map(({ employee_id }, i) => [result.lines[i], employee_id]) ?? result.faults;
  };

  test("have the numbers that the program shows, with or without an address", async () => {
    const rows = `<row r="5">${cells("a")}</row><row>${cells("b")}</row><row r="9"/><row r="x">${cells("c")}</row><row r="3">${cells("d")}</row>`;
    expect(await linesOf(rows)).toEqual([
      [5, "a"],
      [6, "b"],
      [10, "c"],
      [11, "d"],
    ]);
  });

  test("are read if the sheet hides them, and those of people are named", async () => {
    const rows = ["", ' hidden="1"', ' hidden="false"', ' hidden="true"'].map(
      (attribute, i) => `<row${attribute}>${cells(`E${i}`)}</row>`,
    );
    const file = await readRosterFile(createWorkbook(sheet(`${rows.join("")}<row hidden="1"/>`)));
    expect(file.lines).toEqual([2, 3, 4, 5]);
    expect(file.hiddenLines).toEqual(new Set([3, 5]));
  });

  test("may have their cells in any order, with gaps", async () => {
    const row =
      '<row><c r="C2" t="str"><v>R&amp;D</v></c><c r="B2" t="str"><v>Ann</v></c><c r="a2" t="str"><v>1</v></c></row>';
    expect(await readFile(createWorkbook(sheet(row)))).toMatchObject({
      rows: [{ employee_id: "1", employee_name: "Ann", department: "R&D" }],
    });
  });

  test("end with the data of the sheet", async () => {
    const xml = sheet(`<row>${cells("a")}</row>`).replace(
      "</worksheet>",
      `<extension><row>${cells("b")}</row></extension></worksheet>`,
    );
    expect((await readFile(createWorkbook(xml))).rows).toHaveLength(1);
  });
});

test.each([
  ["without the file of its sheets", { "xl/workbook.xml": "" }],
  ["without sheets", { "xl/workbook.xml": "<workbook><sheets/></workbook>" }],
  ["whose XML has no end", { "xl/worksheets/sheet1.xml": sheet("<row><c>").slice(0, -20) }],
  [
    "with only a chart",
    {
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="1" Type="x/chartsheet" Target="c.xml"/></Relationships>',
    },
  ],
])("a workbook %s is damaged", async (_, parts) => {
  expect(await readFile(createWorkbook(sheet(""), parts))).toEqual({
    faults: [{ kind: "damaged-workbook" }],
  });
});
