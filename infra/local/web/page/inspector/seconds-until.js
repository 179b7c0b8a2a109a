import { useEffect, useState } from "preact/hooks";

/**
 * Returns how many seconds are left until a time (ms), and updates it while it changes; undefined once it is over.
 * @param {number | undefined} time
 */
export function useSecondsUntil(time = 0) {
  const [now, setNow] = useState(Date.now);
  const isOver = time <= now;
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [isOver]);
  useEffect(() => setNow(Date.now()), [time]);
  return isOver ? undefined : Math.ceil((time - now) / 1_000);
}
