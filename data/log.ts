/** What a log line may carry: figures, ids of draws and requests, names of errors. Nothing personal. */
type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one line of JSON. `event` names what happened, in kebab-case, so that it can be searched and counted. */
export function log(level: "info" | "warn" | "error", event: string, fields: Fields = {}): void {
  console[level](JSON.stringify({ level, event, ...fields }));
}
