import type { RecordedWinner } from "../../data/draw-record.ts";

export interface FoundWinners {
  /** One is what was meant; none or several need another try. */
  winners: RecordedWinner[];
  /** What followed. */
  rest: string;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/**
 * The winners that the beginning of a text means: by employee id, by place in the list (`2`), by name, or as one of
 * those mentioned. The longest match counts, so that `Ann Lee` is not taken for `Ann`.
 */
export function findWinner(
  text: string,
  winners: readonly RecordedWinner[],
  mentions: readonly string[],
): FoundWinners {
  const candidates = winners.flatMap((winner, i) => [
    { winner, key: winner.employee_id },
    { winner, key: winner.employee_name },
    { winner, key: String(i + 1) },
    { winner, key: `#${i + 1}` },
  ]);
  const matches = candidates
    .map(({ winner, key }) => ({ winner, length: key.length, start: text.slice(0, key.length), key }))
    .filter(
      ({ start, key, length }) =>
        fold(start) === fold(key) && (text.length === length || /\s/.test(text[length] ?? "")),
    );
  const longest = Math.max(0, ...matches.map(({ length }) => length));
  if (longest > 0)
    return {
      winners: [...new Set(matches.filter(({ length }) => length === longest).map(({ winner }) => winner))],
      rest: text.slice(longest).trim(),
    };

  const mention = /^@\S+/.exec(text)?.[0];
  const mentioned = mention ? winners.filter(({ slack_user_id: id }) => id && id === mentions[0]) : [];
  return { winners: mentioned, rest: text.slice(mention?.length ?? 0).trim() };
}
