import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeFaults } from "../../../../workflow/roster/file/describe-faults.ts";
import { readRosterFile } from "../../../../workflow/roster/file/read-roster-file.ts";
import { RosterFileError, rosterFault } from "../../../../workflow/roster/file/roster-fault.ts";
import { rosterRow } from "../../../../workflow/roster/file/roster-row.ts";
import { rosterFileLocales } from "../../../../workflow/roster/file/texts/roster-file-locales.ts";
import { FUZZ_TIMEOUT, fuzz } from "../../../support/fuzz.ts";
import { hostileText } from "../../../support/hostile-values.ts";
import { createWorkbook, formatSheet } from "./create-workbook.ts";

const FOLDER = new URL("shapes/", import.meta.url);
const shapes = readdirSync(FOLDER).map((file) => readFileSync(new URL(file, FOLDER)));

/** Reads the file, and checks that what results is one of the promised things. Returns whether there are people. */
async function check(bytes: Uint8Array): Promise<boolean> {
  const before = Uint8Array.from(bytes);
  try {
    const { rows, lines, columns, ignored } = await readRosterFile(bytes);
    for (const row of rows) expect(rosterRow.parse(row)).toEqual(row);
    for (const row of rows) for (const column of Object.keys(row)) expect([...columns]).toContain(column);
    expect(lines).toHaveLength(rows.length);
    expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b));
    expect(ignored.join("")).not.toMatch(/[\r\n]/);
    return rows.length > 0;
  } catch (error) {
    if (!(error instanceof RosterFileError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const fault of error.faults)
      expect(rosterFault.parse(JSON.parse(JSON.stringify(fault)))).toEqual(fault);
    for (const texts of Object.values(rosterFileLocales))
      for (const text of describeFaults(error.faults, texts)) expect(text.length).toBeLessThan(4_000);
    return false;
  } finally {
    expect(Uint8Array.from(bytes)).toEqual(before);
  }
}

async function checkAll(files: fc.Arbitrary<Uint8Array>, seed: number, runs: number): Promise<number> {
  let readable = 0;
  await fc.assert(
    fc.asyncProperty(files, async (bytes) => {
      if (await check(bytes)) readable++;
    }),
    fuzz(seed, runs),
  );
  return readable;
}

const beginnings = fc.constantFrom(
  "",
  "PK\x03\x04",
  "PK\x05\x06",
  "\xff\xfe",
  "\xfe\xff",
  "\xd0\xcf\x11\xe0",
  "sep=",
  '"',
);

test(
  "any bytes are refused, or are people",
  async () => {
    const files = fc
      .tuple(beginnings, fc.uint8Array({ maxLength: 200 }))
      .map(([beginning, rest]) => Buffer.concat([Buffer.from(beginning, "latin1"), rest]));
    await checkAll(files, 161, 200);
  },
  FUZZ_TIMEOUT,
);

/** Changes, removes, repeats and inserts bytes, and cuts off the end. */
const changes = fc.array(
  fc.tuple(
    fc.nat(),
    fc.constantFrom("set", "remove", "repeat", "insert", "cut"),
    fc.nat({ max: 255 }),
    fc.nat({ max: 8 }),
  ),
  { minLength: 1, maxLength: 4 },
);

function change(bytes: Buffer, each: readonly [number, string, number, number]): Buffer {
  const [position, kind, byte, length] = each;
  const at = bytes.length === 0 ? 0 : position % bytes.length;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (kind === "set") return Buffer.concat([before, Buffer.from([byte]), after.subarray(1)]);
  if (kind === "remove") return Buffer.concat([before, after.subarray(length)]);
  if (kind === "repeat") return Buffer.concat([before, after.subarray(0, length), after]);
  if (kind === "insert") return Buffer.concat([before, Buffer.from([byte]), after]);
  return kind === "cut" && length === 0 ? before : bytes;
}

test(
  "a file of each kind with damaged bytes is refused, or is people",
  async () => {
    const files = fc
      .tuple(fc.constantFrom(...shapes), changes)
      .map(([shape, list]) => list.reduce<Buffer>(change, shape));
    expect(await checkAll(files, 162, 400)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

const headings = fc.constantFrom(
  ..."工号,姓名,Name,First name,Last name,Hire date,Left,E-mail,Slack ID,部门,__proto__,constructor,toString,".split(
    ",",
  ),
);
const cells = fc.oneof(
  { weight: 2, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.constantFrom("E1", "007", "Ann", "2026-01-31", "1/2/2026", "46053", "a@b.cd", "U0ANN", ""),
  },
);
const tables = fc.tuple(
  fc.array(headings, { maxLength: 4 }),
  fc.array(fc.array(cells, { maxLength: 6 }), { maxLength: 4 }),
);

test(
  "a text file with any cells is refused, or is people",
  async () => {
    const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const files = fc
      .tuple(tables, fc.constantFrom(",", ";", "\t"), fc.constantFrom("utf8", "utf16le"), fc.boolean())
      .map(([[more, rows], separator, encoding, isQuoted]) => {
        const lines = [["Employee ID", "Full name", ...more], ...rows];
        const format = (cell: string) => (isQuoted ? quote(cell) : cell);
        return Buffer.from(lines.map((line) => line.map(format).join(separator)).join("\n"), encoding);
      });
    expect(await checkAll(files, 163, 150)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

const xml = fc.oneof(
  hostileText,
  fc
    .array(
      fc.constantFrom(
        ..."<row>|</row>|<row r='9'>|<c>|</c>|<c r='B1' t='s'>|<c t='str'>|<c s='1'>|<v>|</v>|<is><t>|</t></is>|1|E1|Ann|<x:c>|<![CDATA[|]]>|<!--|-->|<?|?>|<!DOCTYPE x>|&amp;|&#0;|&#x1F340;|_x0000_|<sheetData>|</sheetData>|<rPh>".split(
          "|",
        ),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join("")),
);
const names = fc.constantFrom(
  "xl/sharedStrings.xml",
  "xl/styles.xml",
  "xl/workbook.xml",
  "xl/_rels/workbook.xml.rels",
  "x",
);

test(
  "a workbook with any XML is refused, or is people",
  async () => {
    const people = formatSheet([
      ["Employee ID", "Name"],
      ["E1", "Ann"],
    ]);
    const files = fc
      .tuple(xml, names, xml)
      .map(([row, name, part]) =>
        createWorkbook(
          people.replace("</sheetData>", `${row}</sheetData>`),
          name === "x" ? {} : { [name]: part },
        ),
      );
    expect(await checkAll(files, 164, 150)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);
