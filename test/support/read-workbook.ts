import { XMLParser } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import { z } from "zod";

const list = <T extends z.ZodType>(schema: T) =>
  z.union([z.array(schema), schema.transform((each) => [each])]).default([]);

const text = z.union([
  z.string(),
  z.object({ "#text": z.string().default("") }).transform((t) => t["#text"]),
]);

const sharedStrings = z.object({ sst: z.object({ si: list(z.object({ t: text })) }) });

const worksheet = z.object({
  worksheet: z.object({
    sheetData: z.object({
      row: list(
        z.object({
          c: list(
            z.object({
              "@_r": z.string(),
              "@_t": z.string().optional(),
              "@_s": z.string().optional(),
              v: z.string().optional(),
              f: z.unknown().optional(),
            }),
          ),
        }),
      ),
    }),
  }),
});

const styles = z.object({
  styleSheet: z.object({
    numFmts: z.object({
      numFmt: list(z.object({ "@_numFmtId": z.string(), "@_formatCode": z.string() })),
    }),
    cellXfs: z.object({
      xf: list(z.union([z.literal(""), z.object({ "@_numFmtId": z.string().optional() })])),
    }),
  }),
});

/** A cell as a program for spreadsheets sees it. */
export interface SeenCell {
  value: string | number | Date;
  /** The format of the number, or `@` for text. */
  format: string | undefined;
  /** Whether the program would calculate it. */
  isFormula: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** The day 0 of Excel. */
const EPOCH = Date.UTC(1899, 11, 30);

function columnOf(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)?.[0] ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Reads the rows of a workbook's first sheet, from its files: what is stored in each cell, and how it is shown. */
export function readWorkbook(bytes: Uint8Array): (SeenCell | undefined)[][] {
  const files = unzipSync(bytes);
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: false,
    processEntities: { enabled: true, maxTotalExpansions: 1_000_000 },
    ignoreDeclaration: true,
  });
  const read = (name: string): unknown => parser.parse(strFromU8(files[name] ?? new Uint8Array()));
  const strings = sharedStrings.parse(read("xl/sharedStrings.xml")).sst.si.map(({ t }) => t);
  const { numFmts, cellXfs } = styles.parse(read("xl/styles.xml")).styleSheet;
  const formats = new Map(numFmts.numFmt.map((each) => [each["@_numFmtId"], each["@_formatCode"]]));
  const formatOf = (style = "0") => {
    const xf = cellXfs.xf[Number(style)];
    return xf ? formats.get(xf["@_numFmtId"] ?? "") : undefined;
  };
  return worksheet.parse(read("xl/worksheets/sheet1.xml")).worksheet.sheetData.row.map(({ c }) => {
    const row: (SeenCell | undefined)[] = [];
    for (const { "@_r": reference, "@_t": type, "@_s": style, v, f } of c) {
      if (v === undefined && f === undefined) continue;
      const format = formatOf(style);
      const number = Number(v);
      const shown = format?.startsWith("yyyy") ? new Date(EPOCH + Math.round(number * DAY_MS)) : number;
      row[columnOf(reference)] = {
        value: type === "s" ? (strings[number] ?? "") : shown,
        format,
        isFormula: f !== undefined || (type !== "s" && type !== undefined && type !== "n"),
      };
    }
    return row;
  });
}
