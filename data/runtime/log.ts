/** What a log line may carry: figures, ids of draws and requests, names of errors. Nothing personal. */
type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Logs one event. `event` names what happened, in kebab-case, so that it can be searched and counted. An object, not a
 * text: Lambda's JSON format puts the fields of a logged object under `message`, where CloudWatch can query each, and
 * the level beside it. A logged text would be one opaque field.
 */
export function log(level: "info" | "warn" | "error", event: string, fields: Fields = {}): void {
  console[level]({ event, ...fields });
}
