import { limitCell } from "./clean-cell.ts";
import { MOST_CELLS, MOST_ROWS } from "./limits.ts";
import { formatWholeNumber, type NumberFormat } from "./number-format.ts";
import { parseXml } from "./parse-xml.ts";
import { RosterFileError } from "./roster-fault.ts";
import type { TableRow } from "./table.ts";
import { unescapeExcel, type WorkbookParts } from "./workbook-parts.ts";

/** Excel's last column is XFD. */
const MOST_COLUMNS = 16_384;
/** Excel stores 15 digits of a number. */
const LARGEST_EXACT = 1e15;

/** Returns the index of the column, or undefined if the reference is malformed. */
function parseColumn(reference: string | undefined): number | undefined {
  const [letters] = /^[A-Z]{1,3}(?=\d*$)/i.exec(reference ?? "") ?? [];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** A number as a person sees it: whole numbers in their format, and too long ones as they were rounded. */
function formatNumber(text: string, format: NumberFormat | undefined): string {
  const number = Number(text);
  if (!Number.isInteger(number)) return text;
  if (Math.abs(number) >= LARGEST_EXACT) return number.toExponential();
  return format ? formatWholeNumber(number, format) : String(number);
}

function formatCell(
  type: string | undefined,
  text: string,
  style: string | undefined,
  { sharedStrings, formats }: Pick<WorkbookParts, "sharedStrings" | "formats">,
): string {
  switch (type ?? "n") {
    case "s":
      return text === "" ? "" : (sharedStrings[Number(text)] ?? "");
    case "n":
      return text.trim() === "" ? "" : formatNumber(text.trim(), formats[Number(style ?? 0)]);
    case "b":
      return text === "1" ? "TRUE" : "FALSE";
    default:
      return unescapeExcel(text);
  }
}

/** Reads the rows of a sheet that have content. Throws `RosterFileError` if there are too many, and `XmlError`. */
export function readSheet(xml: string, parts: Pick<WorkbookParts, "sharedStrings" | "formats">): TableRow[] {
  const rows: TableRow[] = [];
  let cellsInAll = 0;
  let line = 0;
  let cells: string[] = [];
  let isHidden = false;
  let column = -1;
  let type: string | undefined;
  let style: string | undefined;
  let text = "";
  let isText = false;
  let isReading = false;

  const openRow = (attributes: ReadonlyMap<string, string>) => {
    const stated = Number(attributes.get("r"));
    line = Number.isSafeInteger(stated) && stated > line ? stated : line + 1;
    cells = [];
    column = -1;
    isHidden = /^(?:1|true)$/.test(attributes.get("hidden") ?? "");
  };
  const openCell = (attributes: ReadonlyMap<string, string>) => {
    column = parseColumn(attributes.get("r")) ?? column + 1;
    type = attributes.get("t");
    style = attributes.get("s");
    text = "";
  };
  const closeCell = () => {
    const cell = limitCell(formatCell(type, text, style, parts));
    if (cell.trim() === "" || column >= MOST_COLUMNS) return;
    for (let i = cells.length; i < column; i++) cells.push("");
    cells[column] = cell;
  };
  const closeRow = () => {
    if (cells.length === 0) return;
    cellsInAll += cells.length;
    if (cellsInAll > MOST_CELLS) throw new RosterFileError([{ kind: "too-many-cells", limit: MOST_CELLS }]);
    if (rows.push({ line, cells, ...(isHidden && { isHidden }) }) > MOST_ROWS)
      throw new RosterFileError([{ kind: "too-many-rows", limit: MOST_ROWS }]);
  };

  parseXml(xml, {
    onOpen: (name, attributes) => {
      if (name === "row") openRow(attributes());
      if (name === "c") openCell(attributes());
      if (name === "rPh") isReading = true;
      isText = (name === "v" || name === "t") && !isReading;
      return false;
    },
    onText: (part) => {
      if (isText) text += part;
    },
    onClose: (name) => {
      isText = false;
      if (name === "rPh") isReading = false;
      if (name === "c") closeCell();
      if (name === "row") closeRow();
      // Comments on the cells, conditional formats and the like follow.
      return name === "sheetData";
    },
  });
  return rows;
}
