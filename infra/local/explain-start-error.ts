/** Errors that a person can fix. Their messages say how. */
const FIXABLE = new Set([
  "DataNotWritten",
  "DataUnusable",
  "HostUnknown",
  "InvalidEnvironment",
  "PortForbidden",
  "PortTaken",
  "SettingsWrong",
  "SlackRefused",
]);

/** Returns what to print about a failed start: one line if a person can fix it, otherwise the error with its stack. */
export function explainStartError(error: unknown): unknown {
  return error instanceof Error && FIXABLE.has(error.name) ? error.message : error;
}
