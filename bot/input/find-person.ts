import { createNameMatcher, findWordEnd, type NameMatch, openingLength, restAfter } from "./match-name.ts";

/** A person mentioned in a command. */
export interface Mention {
  userId: string;
  /** How the plain text shows the mention. */
  shown: string;
}

/** A person whom a text can name. Erased people have neither name nor id. */
export interface Nameable {
  employee_id: string;
  employee_name: string;
  slack_user_id?: string | undefined;
  erased?: unknown;
}

interface FoundPerson<Person> {
  person: Person;
  /** The text after the name. */
  rest: string;
}

/** The people whom a text may name. `isSure`: there is exactly one, without doubt. */
export interface FoundPeople<Person> {
  found: FoundPerson<Person>[];
  isSure: boolean;
}

/** The people whom a text may name, and whether it may also name them by their ranks in this list. */
interface Named<Person> {
  people: readonly Person[];
  hasRanks: boolean;
}

/** From this strictness on, a match may be a coincidence. */
const LOOSE = 2;

/** A word between the names of two people. */
const AND = /^(?:[&+]|(?:and|und|et)\s|和|与|及)\s*/iu;

interface PersonMatch<Person> extends NameMatch {
  person: Person;
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

/** Matches people by a number at the start of the text: a rank, or a numeric id with or without leading zeros. */
function matchNumber<Person extends Nameable>(
  text: string,
  { people, hasRanks }: Named<Person>,
): PersonMatch<Person>[] {
  const start = openingLength(text);
  const { 0: typed = "", groups } = NUMBER.exec(text.slice(start)) ?? {};
  const end = start + typed.length;
  if (!groups || findWordEnd(text.slice(0, end), text.slice(end)) !== "clear") return [];
  const digits = (groups["digits"] ?? "").normalize("NFKC");
  const match = { end, rest: restAfter(text, end, start > 0), isJoined: false };
  const withId = (isSame: (id: string) => boolean) =>
    people.filter(({ employee_id: id }) => isNumeric(id) && !groups["sign"] && isSame(id));
  const exact = withId((id) => id === digits);
  const similar = withId((id) => withoutZeros(id) === withoutZeros(digits));
  const ranked = hasRanks ? people.filter((_, i) => String(i + 1) === digits) : [];
  return [...ranked, ...(exact.length > 0 ? exact : similar)].map((person) => ({
    ...match,
    strictness: 0,
    person,
  }));
}

/** The name. Erased people have none. */
function nameOf({ employee_name, erased }: Nameable): string {
  return erased === undefined ? employee_name : "";
}

/** The name and the id. Numeric ids are compared as numbers instead. Erased people have neither. */
function keysOf({ employee_name, employee_id, erased }: Nameable): string[] {
  if (erased !== undefined) return [];
  return isNumeric(employee_id) ? [employee_name] : [employee_name, employee_id];
}

function onlyLongest<Match extends NameMatch>(matches: readonly Match[]): Match[] {
  const longest = Math.max(...matches.map(({ end }) => end));
  return matches.filter(({ end }) => end === longest);
}

function onlyStrictest<Match extends NameMatch>(matches: readonly Match[]): Match[] {
  const strictest = Math.min(...matches.map(({ strictness }) => strictness));
  return matches.filter(({ strictness }) => strictness === strictest);
}

/** Returns each matched person once, in the order of the list. */
function toFound<Person>(
  matches: readonly PersonMatch<Person>[],
  people: readonly Person[],
): FoundPerson<Person>[] {
  const first = new Map(matches.toReversed().map((match) => [match.person, match]));
  return people.flatMap((person) => {
    const match = first.get(person);
    return match ? { person, rest: match.rest } : [];
  });
}

/** Returns the endings of a name that begin with its second or a later word: `Lee` of `Ann Lee`. */
function lastNames(name: string): string[] {
  const words = name.split(/\s+/);
  return words.slice(1).map((_, i) => words.slice(i + 1).join(" "));
}

/** `Ann Le` may mean Ann with the reason "Le", or be the start of Ann Lee. `Ann is away` means Ann. */
function mayBeLonger(text: string, { end }: NameMatch, longer: NameMatch): boolean {
  const more = text.slice(end, longer.end).trim();
  return longer.end > end && (longer.end === text.length || /^\p{Lu}/u.test(more));
}

function matchNames<Person extends Nameable>(
  text: string,
  named: Named<Person>,
): { matches: PersonMatch<Person>[]; isSure: boolean } {
  const { people } = named;
  const matcher = createNameMatcher(text);
  const of = (match: (person: Person) => readonly NameMatch[]): PersonMatch<Person>[] =>
    people.flatMap((person) => match(person).map((each) => ({ ...each, person })));

  const whole = of((person) => keysOf(person).flatMap(matcher.matchWhole));
  const prefixes = of((person) => matcher.matchPrefix(nameOf(person)));
  const clear = whole.filter(({ isJoined }) => !isJoined);
  const numbers = matchNumber(text, named);
  if (clear.length + numbers.length > 0) {
    const longest = onlyLongest([...clear, ...numbers]);
    const strictest = onlyStrictest(longest.filter((match) => clear.includes(match)));
    const best = [...strictest, ...longest.filter((match) => numbers.includes(match))];
    const longer = prefixes.filter((each) => best.every((match) => mayBeLonger(text, match, each)));
    return { matches: [...best, ...longer], isSure: longer.length === 0 };
  }
  const joined = whole.filter(({ isJoined }) => isJoined);
  if (joined.length > 0) return { matches: [...onlyLongest(joined), ...prefixes], isSure: false };
  if (prefixes.length > 0) return { matches: onlyLongest(prefixes), isSure: true };
  const byLastName = of((person) => lastNames(nameOf(person)).flatMap(matcher.matchWhole));
  const isClear = byLastName.every(({ isJoined }) => !isJoined);
  return { matches: onlyLongest(byLastName), isSure: isClear };
}

/** Removes a repetition of the same person from the rest, as in a copied line: `2. Ann Lee (E0002) is ill`. */
function dropRepetition<Person extends Nameable>(
  { person, rest }: FoundPerson<Person>,
  mentions: readonly Mention[],
): string {
  const mention = mentions.find(
    ({ userId, shown }) => userId === person.slack_user_id && rest.startsWith(shown),
  );
  const shorter = mention
    ? restAfter(rest, mention.shown.length, false)
    : keysOf(person)
        .flatMap(createNameMatcher(rest).matchWhole)
        .find(({ isJoined }) => !isJoined)?.rest;
  return shorter === undefined ? rest : dropRepetition({ person, rest: shorter }, mentions);
}

/**
 * Finds other people whom the rest of the text names. `Ann, Bo` and `1 2` name two people. `2 Bo` is contradictory if
 * Bo does not have rank 2.
 */
function findOthers<Person extends Nameable>(
  { person, rest: after }: FoundPerson<Person>,
  named: Named<Person>,
  wasNumber: boolean,
): FoundPerson<Person>[] {
  const { people } = named;
  const text = after.replace(AND, "");
  const matcher = createNameMatcher(text);
  const byName = people.flatMap((each) =>
    keysOf(each)
      .flatMap(matcher.matchWhole)
      .filter(
        ({ strictness, rest, isJoined }) => strictness < LOOSE && !isJoined && (rest === "" || wasNumber),
      )
      .map((match) => ({ ...match, person: each })),
  );
  const numbered = matchNumber(text, named).filter(({ rest }) => rest === "");
  return toFound([...byName, ...numbered], people).filter((other) => other.person !== person);
}

function findNamed<Person extends Nameable>(
  text: string,
  named: Named<Person>,
  mentions: readonly Mention[],
): FoundPeople<Person> {
  const { matches, isSure } = matchNames(text, named);
  const matched = toFound(matches, named.people).map((each) => ({
    ...each,
    shorter: dropRepetition(each, mentions),
  }));
  const repeated = matched.filter(({ rest, shorter }) => shorter !== rest);
  // A person who is named twice, by rank and by name, is the one who is meant.
  const [first, ...more] = (repeated.length === 1 ? repeated : matched).map(({ person, shorter }) => ({
    person,
    rest: shorter,
  }));
  if (!first) return { found: [], isSure: false };
  if (more.length > 0 || !isSure) return { found: [first, ...more], isSure: repeated.length === 1 };
  const others = findOthers(first, named, NUMBER.test(text));
  return {
    found: [others.length > 0 ? { ...first, rest: "" } : first, ...others],
    isSure: others.length === 0,
  };
}

/** A mention means the person with that Slack id. If nobody has it, people without a Slack id are found by name. */
function findMentioned<Person extends Nameable>(
  { userId, shown }: Mention,
  text: string,
  { people, hasRanks }: Named<Person>,
  mentions: readonly Mention[],
): FoundPeople<Person> {
  const rest = restAfter(text, shown.length, false);
  const mentioned = people.filter(({ slack_user_id }) => slack_user_id === userId);
  if (mentioned.length > 0)
    return {
      found: mentioned.map((person) => ({ person, rest: dropRepetition({ person, rest }, mentions) })),
      isSure: mentioned.length === 1,
    };
  const unlinked = people.filter(({ slack_user_id }) => slack_user_id === undefined);
  const { found } = findNamed(shown.slice(1), { people: unlinked, hasRanks }, []);
  return { found: found.map(({ person }) => ({ person, rest })), isSure: false };
}

/**
 * Finds the person whom the start of a text names by name, employee id, mention or, in a list with ranks, by rank. The text
 * may differ from the record in case, width, accents, punctuation, emoji and quotes. It may also be the start of a name or
 * a last name. An exact match is preferred to a normalized one, and that to the start of a name. Of several matches the
 * longest counts, so that `Ann Lee` does not mean `Ann`. `text` is composed (NFC); ranks are in the order of `people`.
 */
export function findPerson<Person extends Nameable>(
  text: string,
  named: Named<Person>,
  mentions: readonly Mention[],
): FoundPeople<Person> {
  const mention = mentions.find(({ shown }) => text.startsWith(shown));
  if (mention) return findMentioned(mention, text, named, mentions);
  if (!text.startsWith("@")) return findNamed(text, named, mentions);
  return { ...findNamed(text.slice(1), named, mentions), isSure: false };
}
