/** A string, or a character that begins, ends or separates something. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * Returns a key that an object of a JSON text has twice. `JSON.parse` keeps the last value, other readers the first one, so
 * that such a text could mean different things to different readers. The text must be JSON.
 */
export function findDuplicateKey(json: string): string | undefined {
  const keysOfOpen: Set<string>[] = [];
  let latest = "";
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === "{" || token === "[") keysOfOpen.push(new Set());
    else if (token === "}" || token === "]") keysOfOpen.pop();
    else if (token !== ":") latest = token;
    else {
      const key = String(JSON.parse(latest));
      const keys = keysOfOpen.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
