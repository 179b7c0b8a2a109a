import { readFileSync } from "node:fs";
import { type ExportedDraw, exportedDraw } from "../../workflow/draw/exported-draw.ts";

/** The page that describes the draw: its vectors are tested as they stand there. */
const doc = readFileSync(new URL("../../docs/algorithm.md", import.meta.url), "utf8");

/** The text of the example's exported draw. */
export const exampleText = /```json\n(.*?)```/s.exec(doc)?.[1] ?? "";

/** The example, anew for each who changes it. */
export function readExample(): ExportedDraw {
  return exportedDraw.parse(JSON.parse(exampleText));
}

/** The rows of the table of walks. */
export const walkVectors = Array.from(
  doc.matchAll(/^\| `([^`]+)` \| (\d+) \| ([\d, ]+) \|$/gm),
  ([, text = "", size, serials = ""]) => ({
    text,
    size: Number(size),
    serials: serials.split(", ").map(Number),
  }),
);

/** Each receipt, how it is shown, and the JSON that it is the digest of. */
export const receiptVectors = Array.from(
  doc.matchAll(/`([0-9a-f]{64})`, shown as `([0-9a-f-]+)`\.\n\n```text\n(\[.*?\])\n```/gs),
  ([, receipt = "", shown = "", json = ""]) => ({ receipt, shown, json }),
);
