/** @module-tag slow */
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { createWorkbook, formatSheet } from "./create-workbook.ts";
import { readFile, readText } from "./read-text.ts";

const SHEET = "xl/worksheets/sheet1.xml";
const HEADINGS = ["Employee ID", "Name"];
const people = formatSheet([HEADINGS, ["E1", "Ann"]]);

/** The workbook, whose archive says that the sheet has so many bytes. */
function claimSize(workbook: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(workbook);
  // The name is in the header of the file, and then in the directory, 46 bytes after the beginning of its entry.
  const entry = bytes.lastIndexOf(SHEET) - 46;
  bytes.writeUInt32LE(size, entry + 24);
  return bytes;
}

test("a workbook that says that it has too many bytes is not unpacked", async () => {
  expect(await readFile(claimSize(createWorkbook(people), 100_000_000))).toEqual({
    faults: [{ kind: "unpacks-too-large", limit: 100_000_000 }],
  });
});

test("a workbook that has more bytes than it says is unpacked only so far", async () => {
  const large = createWorkbook(people + " ".repeat(20_000_000));
  const started = performance.now();
  expect(await readFile(claimSize(large, people.length))).toEqual({ faults: [{ kind: "damaged-workbook" }] });
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a sheet with cells in its last column is refused before they fill the memory", async () => {
  const row = '<row><c r="XFD1" t="str"><v>x</v></c></row>'.repeat(700);
  expect(await readFile(createWorkbook(people.replace("</sheetData>", row)))).toEqual({
    faults: [{ kind: "too-many-cells", limit: 10_000_000 }],
  });
});

test("an archive of more than 10,000 files is refused", async () => {
  const files = Array.from({ length: 10_001 }, (_, i) => [`${i}`, strToU8("")]);
  expect(await readFile(zipSync(Object.fromEntries(files), { level: 0 }))).toEqual({
    faults: [{ kind: "damaged-workbook" }],
  });
});

test("a workbook with more than 250 sheets is read if the people are in one of the first", async () => {
  const sheets = (first: string) => ({
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${first}${'<sheet name="A" r:id="2"/>'.repeat(249)}<sheet name="People" r:id="1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="2" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
    "xl/worksheets/sheet2.xml": formatSheet([["A"]]),
  });
  expect(await readFile(createWorkbook(people, sheets("")))).toMatchObject({ rows: [{ employee_id: "E1" }] });
  expect(await readFile(createWorkbook(people, sheets('<sheet name="A" r:id="2"/>')))).toMatchObject({
    faults: [{ kind: "missing-columns", headings: ["A"] }],
  });
});

test("XML that declares entities is read without them", async () => {
  const sheet = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "Eve"><!ENTITY f SYSTEM "file:///etc/passwd">]>${formatSheet([HEADINGS, ["E1", "&a;&f;"]])}`;
  expect(await readFile(createWorkbook(sheet))).toMatchObject({ rows: [{ employee_name: "&a;&f;" }] });
});

test("a file of more than ten million bytes is refused, and one of more than 250,000 rows", async () => {
  expect(await readFile(Buffer.alloc(10_000_001, "x"))).toEqual({
    faults: [{ kind: "too-large", limit: 10_000_000 }],
  });
  expect(await readText(`id,name\n${"1,a\n".repeat(250_000)}`)).toEqual({
    faults: [{ kind: "too-many-rows", limit: 250_000 }],
  });
});

test("a cell of a million invisible characters is read as fast as any other", async () => {
  const started = performance.now();
  expect(await readText(`id,name\nE1,Ann${"\u200b".repeat(1_000_000)}x\n`)).toEqual({
    faults: [{ kind: "too-long", line: 2, column: "employee_name", heading: "name", limit: 200 }],
  });
  expect(
    await readText(`id,name\n${" ".repeat(1_000_000)}E1${"\u200b".repeat(1_000_000)},Ann\n`),
  ).toMatchObject({
    rows: [{ employee_id: "E1" }],
  });
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("all faults of a large file are found", async () => {
  const { faults } = await readText(`id,name,hire date\n${"1,a,soon\n".repeat(125_000)}`);
  expect(faults).toHaveLength(125_000);
});
