import { AbstractValueIterator } from "abstract-level";

/**
 * Lets dynalite close what it has read through. Each query and each scan goes by an iterator, which dynalite 4.0.0 ends
 * by a `return` that iterators of this kind do not have: all of them would stay open for good, and hold what stood in
 * the tables at that time.
 */
export function closeIterators(): void {
  if ("return" in AbstractValueIterator.prototype) return;
  Object.defineProperty(AbstractValueIterator.prototype, "return", {
    value(this: { close(): Promise<void> }) {
      return this.close();
    },
  });
}
