import type { RecordedWinner } from "../../data/ledger/draw-record.ts";
import { createNameMatcher, findWordEnd, type NameMatch, openingLength, restAfter } from "./match-name.ts";

/** A person mentioned in a command. */
export interface Mention {
  userId: string;
  /** How the plain text shows the mention. */
  shown: string;
}

export interface FoundWinner {
  winner: RecordedWinner;
  /** The text after the name. */
  reason: string;
}

/** The winners whom a text may name. `isSure`: there is exactly one, without doubt. */
export interface FoundWinners {
  found: FoundWinner[];
  isSure: boolean;
}

/** From this strictness on, a match may be a coincidence. */
const LOOSE = 2;

/** A word between the names of two people. */
const AND = /^(?:[&+]|(?:and|und|et)\s|和|与|及)\s*/iu;

interface WinnerMatch extends NameMatch {
  winner: RecordedWinner;
}

/** A rank as people write it: `2`, `#2`, `No. 2`, `第 2 位`, `2 号`. */
const NUMBER =
  /^(?<sign>[#＃№]\s*|no\.\s*|第\s*)?(?<digits>[0-9０-９]{1,20})(?:\s*[位名号號](?![\p{L}\p{N}]))?/iu;

function isNumeric(id: string): boolean {
  return /^\d+$/.test(id);
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, "");
}

/** Matches winners by a number at the start of the text: a rank, or a numeric id with or without leading zeros. */
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

/** The name. Erased people have none. */
function nameOf({ employee_name, erased }: RecordedWinner): string {
  return erased === undefined ? employee_name : "";
}

/** The name and the id. Numeric ids are compared as numbers instead. Erased people have neither. */
function keysOf({ employee_name, employee_id, erased }: RecordedWinner): string[] {
  if (erased !== undefined) return [];
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

/** Returns each matched winner once, in the order of the list. */
function toFound(matches: readonly WinnerMatch[], winners: readonly RecordedWinner[]): FoundWinner[] {
  return winners.flatMap((winner) => {
    const match = matches.find((each) => each.winner === winner);
    return match ? { winner, reason: match.rest } : [];
  });
}

/** Returns the endings of a name that begin with its second or a later word: `Lee` of `Ann Lee`. */
function lastNames(name: string): string[] {
  const words = name.split(/\s+/);
  return words.slice(1).map((_, i) => words.slice(i + 1).join(" "));
}

/** `Ann Le` may mean Ann with the reason "Le", or be the start of Ann Lee. `Ann is away` means Ann. */
function mayBeLonger(text: string, { end }: WinnerMatch, longer: WinnerMatch): boolean {
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
  const prefixes = of((winner) => matcher.matchPrefix(nameOf(winner)));
  const clear = whole.filter(({ isJoined }) => !isJoined);
  const numbers = matchNumber(text, winners);
  if (clear.length + numbers.length > 0) {
    const longest = onlyLongest([...clear, ...numbers]);
    const named = onlyStrictest(longest.filter((match) => clear.includes(match)));
    const best = [...named, ...longest.filter((match) => numbers.includes(match))];
    const longer = prefixes.filter((each) => best.every((match) => mayBeLonger(text, match, each)));
    return { matches: [...best, ...longer], isSure: longer.length === 0 };
  }
  const joined = whole.filter(({ isJoined }) => isJoined);
  if (joined.length > 0) return { matches: [...onlyLongest(joined), ...prefixes], isSure: false };
  if (prefixes.length > 0) return { matches: onlyLongest(prefixes), isSure: true };
  const byLastName = of((winner) => lastNames(nameOf(winner)).flatMap(matcher.matchWhole));
  const isClear = byLastName.every(({ isJoined }) => !isJoined);
  return { matches: onlyLongest(byLastName), isSure: isClear };
}

/** Removes a repetition of the same person from the reason, as in a copied line: `2. Ann Lee (E0002) is ill`. */
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
 * Finds other winners whom the rest of the text names. `Ann, Bo` and `1 2` name two winners. `2 Bo` is contradictory if
 * Bo does not have rank 2.
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
  // A person who is named twice, by rank and by name, is the one who is meant.
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

/** A mention means the winner with that Slack id. If no winner has it, winners without a Slack id are found by name. */
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
 * Finds the winner whom the start of a text names by name, employee id, rank or mention. The text may differ from the
 * record in case, width, accents, punctuation, emoji and quotes. It may also be the start of a name or a last name. An
 * exact match is preferred to a normalized one, and that to the start of a name. Of several matches the longest counts,
 * so that `Ann Lee` does not mean `Ann`. `text` is composed (NFC); `winners` are in the order of their ranks.
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
