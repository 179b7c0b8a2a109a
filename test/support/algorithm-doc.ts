import { readFileSync } from "node:fs";
import { type ExportedDraw, exportedDraw } from "../../workflow/draw/exported-draw.ts";

/** The page that describes the algorithm. The tests read their vectors from it. */
export const algorithmPage = readFileSync(new URL("../../docs/algorithm.md", import.meta.url), "utf8");

const [drawText = "", entryText = ""] = Array.from(
  algorithmPage.matchAll(/```json\n(.*?)```/gs),
  ([, text = ""]) => text,
);

/** The text of the example's exported draw. */
export const exampleText = drawText;

/** The text of the example of one person's entry. */
export const exampleEntryText = entryText;

/** Returns a new copy of the example, which a test may change. */
export function readExample(): ExportedDraw {
  return exportedDraw.parse(JSON.parse(exampleText));
}

/** The rows of a table whose header begins with this text: the cells, without the marks of code. */
function readTable(header: string): string[][] {
  const [, table = ""] = algorithmPage.split(`\n| ${header}`, 2);
  const [, , ...lines] = table.split("\n\n", 1)[0]?.split("\n") ?? [];
  return lines.map((line) =>
    line
      .slice(2, -2)
      .split(" | ")
      .map((cell) => cell.replace(/^`(.*)`$/, "$1")),
  );
}

/** The digits in a row of a table or in a sentence. */
function readDigits(before: string): string {
  return new RegExp(`${before}[^\`]*\`([0-9a-f]+)\``).exec(algorithmPage)?.[1] ?? "";
}

/** The rows of the table of orders. */
export const orderVectors = readTable("Seed: SHA-256 of the text").map(
  ([text = "", size = "", serials = ""]) => ({
    text,
    size: Number(size),
    serials: serials.split(", ").map(Number),
  }),
);

/** Each seal and receipt, its displayed form, and the JSON of which it is the digest. */
export const digestVectors = Array.from(
  algorithmPage.matchAll(/`([0-9a-f]{64})`, shown as `([0-9a-f-]+)`\.\n\n```text\n(\[.*?\])\n```/gs),
  ([, digest = "", shown = "", json = ""]) => ({ digest, shown, json }),
);

/** The words below the table of orders: the first six words of a seed, and the word that is rejected. */
export const wordVectors = {
  seed: readDigits("The seed of `lottery` is"),
  first: (/its first words are ([\d,\s]+ and \(of i = 1\) \d+)/.exec(algorithmPage)?.[1] ?? "")
    .match(/\d{5,}/g)
    ?.map(Number),
  rejected: Number(/the second word,\s+(\d+), is rejected for m = 999999999999/.exec(algorithmPage)?.[1]),
};

/** The rows of the table of outcomes: each outcome, and the people it names. */
export const outcomeRows = readTable("`outcome` |").map(([outcome = "", , names = ""]) => {
  if (names === "nobody") return [outcome, names];
  if (names.includes("`excluded_until`")) return [outcome, "employee and day"];
  return [outcome, names.includes("`draw_no`") ? "employee and draw" : "employee"];
});

/** Salted digests of people and reasons. */
export const personVectors = readTable("Salt | JSON").map(([salt = "", json = "", digest = ""]) => ({
  salt,
  json,
  digest,
}));

/** Salts that follow from a seed. */
export const saltVectors = readTable("First seed").map(([seed = "", size = "", serial = "", salt = ""]) => ({
  seed,
  size: Number(size),
  serial: Number(serial),
  salt,
}));

/** The tree of three serials: its person, its leaves, the node over the first two, and its root. */
export const treeVectors = {
  person: readDigits("belongs to a person with the digest"),
  digests: readTable("Part of the tree").map(([, digest = ""]) => digest),
};

/** Published rounds of quicknet: what is signed, its signature, and the randomness. */
export const beaconVectors = readTable("Round | Message").map(
  ([round = "", message = "", signature = "", randomness = ""]) => ({
    round: Number(round),
    message,
    signature,
    randomness,
  }),
);

/** The secret of the example, and what follows from it. */
export const seedVectors = {
  secret: readDigits("\\| secret \\|"),
  commitment: readDigits("\\| commitment \\|"),
  randomness: readDigits("\\| randomness of round \\d+ \\|"),
  seed: readDigits("\\| seed \\|"),
};

/** Links from the first one on, each with the receipt that it adds. */
export const linkVectors = readTable("n | Receipt").map(([, receipt = "", link = ""]) => ({ receipt, link }));

/** What happens to somebody who tries to cheat: the sentences that people see. */
export const quotedSentences = Array.from(
  (algorithmPage.split("\n| Somebody who", 2)[1] ?? "").split("\n\n", 1)[0]?.matchAll(/"([^"]+)"/g) ?? [],
  ([, sentence = ""]) => sentence,
);
