import { readFileSync } from "node:fs";
import { type ExportedDraw, exportedDraw } from "../../workflow/draw/exported-draw.ts";

/** The page that describes the algorithm. The tests read their vectors from it. */
const doc = readFileSync(new URL("../../docs/algorithm.md", import.meta.url), "utf8");

/** The text of the example's exported draw. */
export const exampleText = /```json\n(.*?)```/s.exec(doc)?.[1] ?? "";

/** Returns a new copy of the example, which a test may change. */
export function readExample(): ExportedDraw {
  return exportedDraw.parse(JSON.parse(exampleText));
}

/** The rows of the table of orders. */
export const orderVectors = Array.from(
  doc.matchAll(/^\| `([^`]+)` \| (\d+) \| ([\d, ]+) \|$/gm),
  ([, text = "", size, serials = ""]) => ({
    text,
    size: Number(size),
    serials: serials.split(", ").map(Number),
  }),
);

/** Each receipt, its displayed form, and the JSON of which it is the digest. */
export const receiptVectors = Array.from(
  doc.matchAll(/`([0-9a-f]{64})`, shown as `([0-9a-f-]+)`\.\n\n```text\n(\[.*?\])\n```/gs),
  ([, receipt = "", shown = "", json = ""]) => ({ receipt, shown, json }),
);

/** The words below that table: the first six words of a seed, and the word that is rejected. */
export const wordVectors = {
  seed: /The seed of `lottery` is `([0-9a-f]{64})`/.exec(doc)?.[1] ?? "",
  first: (/its first words are ([\d,\s]+ and \(of i = 1\) \d+)/.exec(doc)?.[1] ?? "")
    .match(/\d{5,}/g)
    ?.map(Number),
  rejected: Number(/the second word,\s+(\d+), is rejected for m = 999999999999/.exec(doc)?.[1]),
};

/** The rows of the table of outcomes: each outcome with its fields in addition to the serial. */
export const outcomeRows = Array.from(
  doc.matchAll(/^\| `(\w+)` \| (?:no|an) employee[^|]*\|([^|]*)\|$/gm),
  ([, outcome = "", fields = ""]) => [outcome, fields.match(/(?<=`)\w+(?=`)/g) ?? []],
);
