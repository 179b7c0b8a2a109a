import type { Prize } from "../../data/ledger/prizes.ts";
import { createLabelKey } from "../../data/runtime/label-key.ts";
import type { TypedPrize } from "./parse-prize-list.ts";

/** Returns for each index the id of the nearest known prize before it; empty at the start. */
function anchorsOf(ids: readonly (string | undefined)[]): string[] {
  let anchor = "";
  return ids.map((id) => {
    const before = anchor;
    if (id !== undefined) anchor = id;
    return before;
  });
}

/**
 * Finds out which prize of the list each typed one is, so that a prize keeps its id and its winners: the one with the same
 * name; otherwise the one that was in its place between the same neighbours, because then it was renamed. All others are
 * new.
 */
export function mergePrizes(
  typed: readonly TypedPrize[],
  current: readonly Prize[],
  createId: () => string,
): Prize[] {
  const byName = new Map(current.map(({ name, prize_id }) => [createLabelKey(name), prize_id]));
  const known = typed.map(({ name }) => byName.get(createLabelKey(name)));
  const kept = new Set(known);
  const typedAnchors = anchorsOf(known);
  const currentAnchors = anchorsOf(
    current.map(({ prize_id }) => (kept.has(prize_id) ? prize_id : undefined)),
  );
  /** The prizes that are no longer named, by what was before them. */
  const renamed = Map.groupBy(
    current.flatMap(({ prize_id }, i) =>
      kept.has(prize_id) ? [] : [{ prize_id, anchor: currentAnchors[i] ?? "" }],
    ),
    ({ anchor }) => anchor,
  );
  return typed.map((prize, i) => {
    const prize_id = known[i] ?? renamed.get(typedAnchors[i] ?? "")?.shift()?.prize_id ?? createId();
    return { prize_id, ...prize };
  });
}
