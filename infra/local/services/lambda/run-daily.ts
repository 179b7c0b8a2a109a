const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Runs a function now and then once a day, like a schedule of EventBridge. A failure is reported; the next day tries again.
 * Returns a function that stops this.
 */
export function runDaily(run: () => Promise<unknown>, reportError: (error: unknown) => void): () => void {
  const tick = () => void run().catch(reportError);
  tick();
  const timer = setInterval(tick, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
