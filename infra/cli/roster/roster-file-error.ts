const MOST_FAULTS = 20;

/** A roster file that cannot be imported. The message lists the faults by line, and repeats no cell but employee ids. */
export class RosterFileError extends Error {
  override readonly name = "RosterFileError";
}

/** The title and the first faults below it, one on each line. */
export function listFaults(title: string, faults: readonly string[]): string {
  const more = faults.length > MOST_FAULTS ? [`… and ${faults.length - MOST_FAULTS} more`] : [];
  return [title, ...faults.slice(0, MOST_FAULTS), ...more].join("\n");
}
