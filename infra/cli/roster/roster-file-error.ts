const MOST_FAULTS = 20;

/** The roster file cannot be imported. The message lists the problems by line. Of the cells, it quotes only employee ids. */
export class RosterFileError extends Error {
  override readonly name = "RosterFileError";
}

/** Returns the title and the first faults, each on its own line. */
export function listFaults(title: string, faults: readonly string[]): string {
  const more = faults.length > MOST_FAULTS ? [`… and ${faults.length - MOST_FAULTS} more`] : [];
  return [title, ...faults.slice(0, MOST_FAULTS), ...more].join("\n");
}
