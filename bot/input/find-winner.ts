import type { RecordedWinner } from "../../data/ledger/draw-record.ts";
import { createNameMatcher, findWordEnd, type NameMatch, openingLength, restAfter } from "./match-name.ts";

/** Somebody mentioned in a command. */
export interface Mention {
  userId: string;
  /** What stands for the mention in the plain text. */
  shown: string;
}

export interface FoundWinner {
  winner: RecordedWinner;
  /** What follows the name. */
  reason: string;
}

/** Whom a text names: one person for sure, or candidates to choose from; nobody where none fits. */
export interface FoundWinners {
  found: FoundWinner[];
  isSure: boolean;
}

/** From this strictness on, a match may be chance. */
const LOOSE = 2;

/** Joins names of several people. */
const AND = /^(?:[&+]|(?:and|und|et)\s|和|与|及)\s*/iu;

interface WinnerMatch extends NameMatch {
  winner: RecordedWinner;
}

/** A number as people write ranks: `2`, `#2`, `No. 2`, `第 2 位`, `2 号`. */
const NUMBER =
  /^(?<sign>[#＃№]\s*|no\.\s*|第\s*)?(?<digits>[0-9０-９]{1,20})(?:\s*[位名号號](?![\p{L}\p{N}]))?/iu;

function isNumeric(id: string): boolean {
  return /^\d+$/.test(id);
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}

/** Winners whose rank begins the text, or whose numeric id does, with or without leading zeros. */
function matchNumber(text: string, winners: readonly RecordedWinner[]): WinnerMatch[] {
  const start = openingLength(text);
  const { 0: typed = "", groups } = NUMBER.exec(text.slice(start)) ?? {};
  const end = start + typed.length;
  if (!groups || findWordEnd(text.slice(0, end), text.slice(end)) !== "clear") return [];
  const digits = (groups["digits"] ?? "").normalize("NFKC");
  const match = { end, rest: restAfter(text, end, start > 0), isJoined: false };
  const withId = (isSame: (id: string) => boolean) =>
    winners.filter(({ employee_id: id }) => isNumeric(id) && !groups["sign"] && isSame(id));
  const exact = withId((id) => id === digits);
  const similar = withId((id) => withoutZeros(id) === withoutZeros(digits));
  const ranked = winners.filter((_, i) => String(i + 1) === digits);
  return [...ranked, ...(exact.length > 0 ? exact : similar)].map((winner) => ({
    ...match,
    strictness: 0,
    winner,
  }));
}

/** What names a winner. Numeric ids are compared as numbers instead. */
function keysOf({ employee_name, employee_id }: RecordedWinner): string[] {
  return isNumeric(employee_id) ? [employee_name] : [employee_name, employee_id];
}

function onlyLongest(matches: readonly WinnerMatch[]): WinnerMatch[] {
  const longest = Math.max(...matches.map(({ end }) => end));
  return matches.filter(({ end }) => end === longest);
}

function onlyStrictest(matches: readonly WinnerMatch[]): WinnerMatch[] {
  const strictest = Math.min(...matches.map(({ strictness }) => strictness));
  return matches.filter(({ strictness }) => strictness === strictest);
}

/** Each winner once, in the order of the list. */
function toFound(matches: readonly WinnerMatch[], winners: readonly RecordedWinner[]): FoundWinner[] {
  return winners.flatMap((winner) => {
    const match = matches.find((each) => each.winner === winner);
    return match ? { winner, reason: match.rest } : [];
  });
}

/** The later words of a name: `Lee` of `Ann Lee`. */
function lastNames(name: string): string[] {
  const words = name.split(/\s+/);
  return words.slice(1).map((_, i) => words.slice(i + 1).join(" "));
}

/** `Ann Le` may be Ann, because of "Le", or the beginning of Ann Lee; `Ann is away` is clear. */
function mayGoOn(text: string, { end }: WinnerMatch, longer: WinnerMatch): boolean {
  const more = text.slice(end, longer.end).trim();
  return longer.end > end && (longer.end === text.length || /^\p{Lu}/u.test(more));
}

function matchNames(
  text: string,
  winners: readonly RecordedWinner[],
): { matches: WinnerMatch[]; isSure: boolean } {
  const matcher = createNameMatcher(text);
  const of = (match: (winner: RecordedWinner) => readonly NameMatch[]): WinnerMatch[] =>
    winners.flatMap((winner) => match(winner).map((each) => ({ ...each, winner })));

  const whole = of((winner) => keysOf(winner).flatMap(matcher.matchWhole));
  const prefixes = of(({ employee_name }) => matcher.matchPrefix(employee_name));
  const clear = whole.filter(({ isJoined }) => !isJoined);
  const numbers = matchNumber(text, winners);
  if (clear.length + numbers.length > 0) {
    const longest = onlyLongest([...clear, ...numbers]);
    const named = onlyStrictest(longest.filter((match) => clear.includes(match)));
    const best = [...named, ...longest.filter((match) => numbers.includes(match))];
    const longer = prefixes.filter((each) => best.every((match) => mayGoOn(text, match, each)));
    return { matches: [...best, ...longer], isSure: longer.length === 0 };
  }
  const joined = whole.filter(({ isJoined }) => isJoined);
  if (joined.length > 0) return { matches: [...onlyLongest(joined), ...prefixes], isSure: false };
  if (prefixes.length > 0) return { matches: onlyLongest(prefixes), isSure: true };
  const byLastName = of(({ employee_name }) => lastNames(employee_name).flatMap(matcher.matchWhole));
  const isClear = byLastName.every(({ isJoined }) => !isJoined);
  return { matches: onlyLongest(byLastName), isSure: isClear };
}

/** What follows the same person named once more, as in a line copied from the list: `2. Ann Lee (E0002) is ill`. */
function dropRepetition({ winner, reason }: FoundWinner, mentions: readonly Mention[]): string {
  const mention = mentions.find(
    ({ userId, shown }) => userId === winner.slack_user_id && reason.startsWith(shown),
  );
  const rest = mention
    ? restAfter(reason, mention.shown.length, false)
    : keysOf(winner)
        .flatMap(createNameMatcher(reason).matchWhole)
        .find(({ isJoined }) => !isJoined)?.rest;
  return rest === undefined ? reason : dropRepetition({ winner, reason: rest }, mentions);
}

/**
 * Others whom the rest of the text names as well: `Ann, Bo` and `1 2` ask for two winners at once; `2 Bo`, where another
 * than Bo is second, contradicts itself.
 */
function findOthers(
  { winner, reason }: FoundWinner,
  winners: readonly RecordedWinner[],
  wasNumber: boolean,
): FoundWinner[] {
  const text = reason.replace(AND, "");
  const matcher = createNameMatcher(text);
  const named = winners.flatMap((each) =>
    keysOf(each)
      .flatMap(matcher.matchWhole)
      .filter(
        ({ strictness, rest, isJoined }) => strictness < LOOSE && !isJoined && (rest === "" || wasNumber),
      )
      .map((match) => ({ ...match, winner: each })),
  );
  const numbered = matchNumber(text, winners).filter(({ rest }) => rest === "");
  return toFound([...named, ...numbered], winners).filter((other) => other.winner !== winner);
}

function findNamed(
  text: string,
  winners: readonly RecordedWinner[],
  mentions: readonly Mention[],
): FoundWinners {
  const { matches, isSure } = matchNames(text, winners);
  const named = toFound(matches, winners).map((each) => ({ ...each, rest: dropRepetition(each, mentions) }));
  const repeated = named.filter(({ reason, rest }) => rest !== reason);
  // Who is named twice over is meant: a rank and a name that belong together.
  const [first, ...more] = (repeated.length === 1 ? repeated : named).map(({ winner, rest }) => ({
    winner,
    reason: rest,
  }));
  if (!first) return { found: [], isSure: false };
  if (more.length > 0 || !isSure) return { found: [first, ...more], isSure: repeated.length === 1 };
  const others = findOthers(first, winners, NUMBER.test(text));
  return {
    found: [others.length > 0 ? { ...first, reason: "" } : first, ...others],
    isSure: others.length === 0,
  };
}

/** A mention means the winner with that Slack id. Without one on record, the name may still tell who it is. */
function findMentioned(
  { userId, shown }: Mention,
  text: string,
  winners: readonly RecordedWinner[],
  mentions: readonly Mention[],
): FoundWinners {
  const reason = restAfter(text, shown.length, false);
  const mentioned = winners.filter(({ slack_user_id }) => slack_user_id === userId);
  if (mentioned.length > 0)
    return {
      found: mentioned.map((winner) => ({ winner, reason: dropRepetition({ winner, reason }, mentions) })),
      isSure: mentioned.length === 1,
    };
  const unlinked = winners.filter(({ slack_user_id }) => slack_user_id === undefined);
  const { found } = findNamed(shown.slice(1), unlinked, []);
  return { found: found.map(({ winner }) => ({ winner, reason })), isSure: false };
}

/**
 * Finds the winner whom the beginning of a text names: by name, employee id, rank in the list or mention. What was typed
 * may differ from the record in case, width, accents, punctuation, emoji and quotes, and may be the beginning or the last
 * name of one winner's name. Exact beats normalized beats beginning, and the longest match wins, so that `Ann Lee` is not
 * taken for `Ann`. `text` is composed (NFC), `winners` are in the order of the list.
 */
export function findWinner(
  text: string,
  winners: readonly RecordedWinner[],
  mentions: readonly Mention[],
): FoundWinners {
  const mention = mentions.find(({ shown }) => text.startsWith(shown));
  if (mention) return findMentioned(mention, text, winners, mentions);
  if (!text.startsWith("@")) return findNamed(text, winners, mentions);
  return { ...findNamed(text.slice(1), winners, mentions), isSure: false };
}
