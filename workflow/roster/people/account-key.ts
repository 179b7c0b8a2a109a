/**
 * The key under which all spellings of a Slack account or an email address are equal; undefined if there is none. Two people
 * with the same key are probably one person. The key is for comparison only.
 */
export function createAccountKey(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return value.normalize("NFKC").trim().toLowerCase() || undefined;
}
