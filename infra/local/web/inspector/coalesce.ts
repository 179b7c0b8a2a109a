/** ms between calls. A page does not need more frequent updates. */
const INTERVAL = 40;

/** Collects frequent changes by key and passes them to `flush` together. Of one key only the newest value is kept. */
export function createCoalesce<Value>(flush: (values: Map<string, Value>) => void) {
  let collected = new Map<string, Value>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add(key: string, value: Value) {
      collected.set(key, value);
      timer ??= setTimeout(() => {
        const values = collected;
        collected = new Map();
        timer = undefined;
        flush(values);
      }, INTERVAL);
    },
    /** Discards the collected values. */
    clear() {
      collected = new Map();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
