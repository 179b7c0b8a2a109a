/** ms: a page that draws sixty times a second needs no more than this. */
const INTERVAL = 40;

/** Gathers what happens quickly, by key, and hands it on together; of one key only the newest is kept. */
export function createCoalesce<Value>(handOn: (values: Map<string, Value>) => void) {
  let gathered = new Map<string, Value>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add(key: string, value: Value) {
      gathered.set(key, value);
      timer ??= setTimeout(() => {
        const values = gathered;
        gathered = new Map();
        timer = undefined;
        handOn(values);
      }, INTERVAL);
    },
    /** Forgets what was gathered. */
    clear() {
      gathered = new Map();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
