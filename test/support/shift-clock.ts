/** Sets the clock of this process ahead by so many ms. Returns a function that undoes this. */
export function shiftClock(aheadMs: number): () => void {
  const real = Date;
  globalThis.Date = new Proxy(real, {
    construct: (_, values) => Reflect.construct(real, values.length > 0 ? values : [real.now() + aheadMs]),
    get: (_, key) => (key === "now" ? () => real.now() + aheadMs : Reflect.get(real, key)),
  });
  return () => {
    globalThis.Date = real;
  };
}
