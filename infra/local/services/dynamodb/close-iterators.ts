import { AbstractValueIterator } from "abstract-level";

/**
 * Lets dynalite 4.0.0 close the iterator of each query and scan. It calls `return`, which these iterators do not have, so
 * all of them would stay open and keep the tables' content of that time in memory.
 */
export function closeIterators(): void {
  if ("return" in AbstractValueIterator.prototype) return;
  Object.defineProperty(AbstractValueIterator.prototype, "return", {
    value(this: { close(): Promise<void> }) {
      return this.close();
    },
  });
}
