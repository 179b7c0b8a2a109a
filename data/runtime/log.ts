/** What a log line may contain: numbers, ids of draws and requests, names of errors. Never personal data. */
type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Logs one event. `event` is a name in kebab-case, which can be searched and counted. It logs an object because Lambda's
 * JSON format then writes each field separately, so that CloudWatch can query it. A logged string would be one field.
 */
export function log(level: "info" | "warn" | "error", event: string, fields: Fields = {}): void {
  console[level]({ event, ...fields });
}
