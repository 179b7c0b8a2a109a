import { MOST_SHEETS } from "./limits.ts";
import { type NumberFormat, parseNumberFormat } from "./number-format.ts";
import type { Archive } from "./open-archive.ts";
import { parseXml } from "./parse-xml.ts";

interface Sheet {
  name: string;
  path: string;
}

/** What all sheets of a workbook have in common. */
export interface WorkbookParts {
  /** In the workbook's order, hidden sheets last. */
  sheets: readonly Sheet[];
  countsFrom1904: boolean;
  sharedStrings: readonly string[];
  /** By the index of the style: how it shows whole numbers, if in a way of its own. */
  formats: readonly (NumberFormat | undefined)[];
}

/** Instead of a part that the workbook does not have. */
const NONE = "<none/>";

interface Relation {
  type: string;
  path: string;
}

/** Returns the files that a file of the workbook refers to, by their ids. */
async function readRelations(archive: Archive, folder: string, file: string): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  parseXml((await archive.readPart(`${folder}_rels/${file}.rels`)) ?? NONE, {
    onOpen: (name, attributes) => {
      if (name !== "Relationship") return;
      const read = attributes();
      const target = read.get("Target") ?? "";
      relations.set(read.get("Id") ?? "", {
        type: (read.get("Type") ?? "").replace(/^.*\//, ""),
        path: target.startsWith("/") ? target : `${folder}${target.replace(/^\.\//, "")}`,
      });
    },
  });
  return relations;
}

const pathOf = (relations: ReadonlyMap<string, Relation>, type: string, otherwise: string) =>
  [...relations.values()].find((relation) => relation.type === type)?.path ?? otherwise;

/** Excel writes characters that XML does not allow as `_x000D_`. */
export function unescapeExcel(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = "";
  let isText = false;
  let isReading = false;
  parseXml(xml, {
    onOpen: (name) => {
      if (name === "si") text = "";
      // How a Japanese text is read is not part of it.
      if (name === "rPh") isReading = true;
      isText = name === "t" && !isReading;
      return false;
    },
    onText: (part) => {
      if (isText) text += part;
    },
    onClose: (name) => {
      isText = false;
      if (name === "rPh") isReading = false;
      if (name === "si") strings.push(unescapeExcel(text));
      return false;
    },
  });
  return strings;
}

/** Returns the formats of whole numbers by the index of their style. */
function readFormats(xml: string): (NumberFormat | undefined)[] {
  const formatOf = new Map<string, NumberFormat | undefined>();
  const formats: (NumberFormat | undefined)[] = [];
  let isCellStyle = false;
  parseXml(xml, {
    onOpen: (name, attributes) => {
      if (name === "numFmt") {
        const read = attributes();
        formatOf.set(read.get("numFmtId") ?? "", parseNumberFormat(read.get("formatCode") ?? ""));
      }
      if (name === "cellXfs") isCellStyle = true;
      if (name === "xf" && isCellStyle) formats.push(formatOf.get(attributes().get("numFmtId") ?? ""));
      return false;
    },
    onClose: (name) => name === "cellXfs",
  });
  return formats;
}

/** Reads everything of a workbook but its sheets. */
export async function readWorkbookParts(archive: Archive): Promise<WorkbookParts> {
  const main = pathOf(await readRelations(archive, "", ""), "officeDocument", "xl/workbook.xml");
  const path = main.replace(/^\//, "");
  const [, folder = "", file = ""] = /^(.*\/)?([^/]*)$/.exec(path) ?? [];
  const relations = await readRelations(archive, folder, file);
  const sheets: (Sheet & { isHidden: boolean })[] = [];
  let countsFrom1904 = false;
  parseXml((await archive.readPart(path)) ?? NONE, {
    onOpen: (name, attributes) => {
      const read = attributes();
      if (name === "workbookPr") countsFrom1904 = /^(?:1|true)$/.test(read.get("date1904") ?? "");
      const relation = relations.get(read.get("id") ?? "");
      if (name === "sheet" && relation?.type === "worksheet")
        sheets.push({
          name: read.get("name") ?? "",
          path: relation.path,
          isHidden: (read.get("state") ?? "visible") !== "visible",
        });
      return false;
    },
  });
  const readRelated = async (type: string) =>
    (await archive.readPart(pathOf(relations, type, `${folder}${type}.xml`))) ?? NONE;
  return {
    sheets: sheets.toSorted((a, b) => Number(a.isHidden) - Number(b.isHidden)).slice(0, MOST_SHEETS),
    countsFrom1904,
    sharedStrings: readSharedStrings(await readRelated("sharedStrings")),
    formats: readFormats(await readRelated("styles")),
  };
}
