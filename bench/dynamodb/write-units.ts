import { isDeepStrictEqual } from "node:util";
import type { TableDefinition } from "../../data/tables.ts";
import { type Item, itemSize } from "../../infra/local/services/dynamodb/item-size.ts";

const KILOBYTE = 1_024;

const unitsOf = (...items: (Item | undefined)[]) =>
  Math.max(1, ...items.map((item) => (item ? Math.ceil(itemSize(item) / KILOBYTE) : 1)));

/** Returns the write units of an index with all attributes. A write that does not change the index costs nothing. */
function indexUnits(keys: readonly string[], before: Item | undefined, after: Item | undefined): number {
  const old = before && keys.every((key) => key in before) ? before : undefined;
  const next = after && keys.every((key) => key in after) ? after : undefined;
  if (isDeepStrictEqual(old, next)) return 0;
  const isMoved = old && next && keys.some((key) => !isDeepStrictEqual(old[key], next[key]));
  return isMoved ? unitsOf(old) + unitsOf(next) : unitsOf(old, next);
}

/**
 * Returns the write units of a change to an item, for the table and its indexes: one for each KB of the larger of the
 * old and the new item. A failed condition costs as much as the old item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html
 */
export function writeUnits(
  { indexes }: TableDefinition,
  before: Item | undefined,
  after: Item | undefined,
): { table: number; indexes: number } {
  const inIndexes = indexes.map(({ partitionKey, sortKey }) =>
    indexUnits([partitionKey.name, ...(sortKey ? [sortKey.name] : [])], before, after),
  );
  return { table: unitsOf(before, after), indexes: inIndexes.reduce((sum, units) => sum + units, 0) };
}
