import type { RosterRow } from "./roster-row.ts";

/** So many names are shown to somebody who has to judge how a file was read. */
const MOST_NAMES = 5;

const listUnusual = (text: string) => new Set(text.match(/[^\p{ASCII}]/gu));

/**
 * Selects texts from which a person sees whether a file was read in its encoding: names, or if these are all in ASCII,
 * departments. Together they have as many different characters beyond ASCII as a few texts can have. Empty if nothing in the
 * rows depends on the encoding.
 */
export function selectUnusualNames(rows: readonly RosterRow[]): string[] {
  const names = rows.map(({ employee_name }) => employee_name);
  const departments = rows.map(({ department = "" }) => department);
  for (const texts of [names, departments]) {
    const rest = new Map(
      texts.flatMap((text) => {
        const unusual = listUnusual(text);
        return unusual.size > 0 ? [[text, unusual] as const] : [];
      }),
    );
    const selected: string[] = [];
    while (selected.length < MOST_NAMES && rest.size > 0) {
      let best: { text: string; unusual: ReadonlySet<string> } | undefined;
      for (const [text, unusual] of rest)
        if (unusual.size > (best?.unusual.size ?? 0)) best = { text, unusual };
      if (!best) break;
      selected.push(best.text);
      for (const [text, unusual] of rest) rest.set(text, unusual.difference(best.unusual));
    }
    if (selected.length > 0) return selected;
  }
  return [];
}
