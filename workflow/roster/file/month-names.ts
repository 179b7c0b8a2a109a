/** Languages in which months and weekdays may be written. */
const LANGUAGES = ["en", "de"];
const FORMS = ["long", "short"] as const;

/** A name without the full stop of its abbreviation. */
function cleanName(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\.$/, "");
}

function listNames(kind: "month" | "weekday", dates: readonly Date[]): [string, number][] {
  return LANGUAGES.flatMap((language) =>
    FORMS.flatMap((form) => {
      // With a day, some languages decline the name of the month.
      const format = new Intl.DateTimeFormat(language, { [kind]: form, day: "numeric", timeZone: "UTC" });
      return dates.map((date, i): [string, number] => [
        cleanName(format.formatToParts(date).find(({ type }) => type === kind)?.value ?? ""),
        i + 1,
      ]);
    }),
  );
}

const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)));
const days = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 5 + day)));

/** The number of each month, by its names in small letters. Excel writes some that are not in Unicode's list. */
export const monthOf: ReadonlyMap<string, number> = new Map([
  ...listNames("month", months),
  ["sep", 9],
  ["mrz", 3],
  ["mär", 3],
  ["jän", 1],
  ["jänner", 1],
]);

/** The names of weekdays in small letters. */
export const weekdays: ReadonlySet<string> = new Set(listNames("weekday", days).map(([name]) => name));
