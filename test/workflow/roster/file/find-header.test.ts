import { expect, test } from "vitest";
import { createWorkbook, formatSheet } from "./create-workbook.ts";
import { readFile, readText } from "./read-text.ts";

/** Returns the first person of a file with these headings, in whose cells are the numbers of the columns. */
async function readHeadings(...headings: string[]) {
  const result = await readText(`${headings.join("\t")}\n${headings.map((_, i) => `v${i}`).join("\t")}\n`);
  return result.rows ? [result.rows[0], result.ignored] : result.faults;
}

const person = (id: string, name: string, department?: string) => ({
  employee_id: id,
  employee_name: name,
  ...(department !== undefined && { department }),
});

test.each([
  [["EMPLOYEE  ID", "Full-Name"], person("v0", "v1"), []],
  [["ｅｍｐｌｏｙｅｅ＿ｉｄ", "name *"], person("v0", "v1"), []],
  [["Employee ID (required)", "Name [as in passport]"], person("v0", "v1"), []],
  [["工号 Employee ID", "姓名/Name", "部门（Dept）"], person("v0", "v1", "v2"), []],
  [["部门 Name", "工号", "姓名"], person("v1", "v2"), ["部门 Name"]],
  [["ID", "Name", "Personalnummer"], person("v2", "v1"), ["ID"]],
  [["Team", "ID", "Name", "Department"], person("v1", "v2", "v3"), ["Team"]],
  [["id", "First Name", "Last Name"], person("v0", "v1 v2"), []],
  [["id", "Nachname", "Vorname", "Name"], person("v0", "v3"), ["Nachname", "Vorname"]],
  [["id", "Name", "Vorname"], person("v0", "v2 v1"), []],
  [["id", "Worker"], person("v0", "v1"), []],
  [["id", "Worker", "Name"], person("v0", "v2"), ["Worker"]],
  [["id", "Preferred Name", "First Name", "Last Name"], person("v0", "v2 v3"), ["Preferred Name"]],
  [["id", "name", "", "  ", "Notes"], person("v0", "v1"), ["Notes"]],
  [["id", "name", "__proto__", "constructor"], person("v0", "v1"), ["__proto__", "constructor"]],
])("the headings %j are understood", async (headings, first, ignored) => {
  expect(await readHeadings(...headings)).toEqual([first, ignored]);
});

test("names in parts are joined as people write them", async () => {
  const { rows } = await readText("id,Vorname,Nachname\n1,小芳,王\n2,Ann,\n3,,Lee\n4,,\n5,Ann,Lee\n");
  expect(rows).toBeUndefined();
  const result = await readText("id,Vorname,Nachname\n1,小芳,王\n2,Ann,\n3,,Lee\n5,Ann,Lee\n");
  expect(result.rows?.map(({ employee_name }) => employee_name)).toEqual(["王小芳", "Ann", "Lee", "Ann Lee"]);
  expect(await readText("id,Vorname,Nachname\n4,,\n")).toEqual({
    faults: [{ kind: "missing-value", line: 2, column: "employee_name", heading: "Vorname + Nachname" }],
  });
});

test("the line with the headings is searched in the first thirty that are not empty", async () => {
  const titles = (count: number) => "Title\n\n".repeat(count);
  expect(await readText(`${titles(29)}id,name\n1,Ann\n`)).toMatchObject({ rows: [{}], lines: [60] });
  expect(await readText(`${titles(30)}id,name\n1,Ann\n`)).toEqual({
    faults: [
      { kind: "missing-columns", columns: ["employee_id", "employee_name"], line: 1, headings: ["Title"] },
    ],
  });
});

test("if columns are missing, the line that has most headings is named", async () => {
  expect(await readText("Report\n\nName,Dept,Phone\nAnn,R&D,1\n")).toEqual({
    faults: [
      { kind: "missing-columns", columns: ["employee_id"], line: 3, headings: ["Name", "Dept", "Phone"] },
    ],
  });
});

test("a long heading is cut after 59 characters, also if each is an emoji", async () => {
  const showHeadings = async (...headings: string[]) => {
    const { faults } = await readText(`${headings.join(",")}\n`);
    return faults?.map((fault) => ("headings" in fault ? fault.headings : []));
  };
  expect(await showHeadings("x".repeat(60), "🎁".repeat(60))).toEqual([["x".repeat(60), "🎁".repeat(60)]]);
  expect(await showHeadings("x".repeat(61), "🎁".repeat(61))).toEqual([
    [`${"x".repeat(59)}…`, `${"🎁".repeat(59)}…`],
  ]);
});

test("of a workbook, the first sheet that has the columns is read, and otherwise the one with most headings is named", async () => {
  const sheets = (...parts: string[]) => ({
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${parts.map((_, i) => `<sheet name="S${i}" r:id="${i}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${parts.map((_, i) => `<Relationship Id="${i}" Type="x/worksheet" Target="/xl/worksheets/s${i}.xml"/>`).join("")}</Relationships>`,
    ...Object.fromEntries(parts.map((part, i) => [`xl/worksheets/s${i}.xml`, part])),
  });
  const [none, some, all] = [
    formatSheet([["Cover"]]),
    formatSheet([["Cover"], ["Name"]]),
    formatSheet([
      ["id", "name"],
      ["1", "Ann"],
    ]),
  ];
  expect(await readFile(createWorkbook("", sheets(none, some, all)))).toMatchObject({
    rows: [{ employee_id: "1" }],
  });
  expect(await readFile(createWorkbook("", sheets(none, some)))).toMatchObject({
    faults: [{ kind: "missing-columns", columns: ["employee_id"], line: 2, headings: ["Name"] }],
  });
});

test("two columns of the same name are a fault, also in two languages", async () => {
  expect(await readHeadings("id", "name", "Mail", "e-mail", "E-Mail")).toEqual([
    { kind: "repeated-column", column: "email", line: 1, headings: ["e-mail", "E-Mail"] },
  ]);
});

test("a line that repeats the headings is not a person", async () => {
  const result = await readText("工号,姓名\n1,Ann\nEmployee ID,Name\n工号,姓名\n2,Name\n");
  expect(result).toMatchObject({
    rows: [{ employee_name: "Ann" }, { employee_name: "Name" }],
    lines: [2, 5],
  });
});
