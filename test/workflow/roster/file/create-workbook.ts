import { strToU8, zipSync } from "fflate";

const SHEET = "xl/worksheets/sheet1.xml";

/** The XML of a sheet with these cells, as text. */
export function formatSheet(rows: readonly (readonly string[])[]): string {
  const cells = rows.map(
    (row) => `<row>${row.map((cell) => `<c t="str"><v>${cell}</v></c>`).join("")}</row>`,
  );
  return `<worksheet><sheetData>${cells.join("")}</sheetData></worksheet>`;
}

/** A workbook with a sheet of this XML, in which `parts` replaces files, or adds some. */
export function createWorkbook(sheet: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const files = {
    "_rels/.rels": `<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="People" r:id="1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    [SHEET]: sheet,
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}
