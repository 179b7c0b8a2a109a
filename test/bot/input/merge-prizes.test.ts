import { expect, test } from "vitest";
import { mergePrizes } from "../../../bot/input/merge-prizes.ts";

const current = ["Grand", "Second", "Third"].map((name, i) => ({ prize_id: `p${i}`, name, quantity: 1 }));

/** The ids of the prizes after the list was changed to these names. */
function idsAfter(names: readonly string[]) {
  let created = 0;
  const typed = names.map((name) => ({ name, quantity: 1 }));
  return mergePrizes(typed, current, () => `new${++created}`).map(({ prize_id }) => prize_id);
}

test.for<[string, string[], string[]]>([
  ["an unchanged list", ["Grand", "Second", "Third"], ["p0", "p1", "p2"]],
  ["another order", ["Third", "Grand", "Second"], ["p2", "p0", "p1"]],
  ["another spelling", ["GRAND", " second ", "Ｔｈｉｒｄ"], ["p0", "p1", "p2"]],
  ["a new prize at the start", ["New", "Grand", "Second", "Third"], ["new1", "p0", "p1", "p2"]],
  ["a removed prize", ["Grand", "Third"], ["p0", "p2"]],
  ["a renamed prize", ["Grand", "Silver", "Third"], ["p0", "p1", "p2"]],
  ["a renamed prize after a new one", ["New", "Grand", "Silver", "Third"], ["new1", "p0", "p1", "p2"]],
  ["a renamed last prize and a new one", ["Grand", "Second", "Bronze", "New"], ["p0", "p1", "p2", "new1"]],
  ["all renamed", ["A", "B", "C"], ["p0", "p1", "p2"]],
  ["an empty list", [], []],
])("%s", ([, names, ids]) => {
  expect(idsAfter(names)).toEqual(ids);
});
