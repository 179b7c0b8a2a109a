import type { Locale } from "../../data/runtime/environment.ts";
import type { ReadUser } from "./read-user.ts";

/** Returns the language in which a person reads Slack, if the bot has it. */
export type FindLocale = (userId: string) => Promise<Locale | undefined>;

/** People rarely change their language. */
const CACHED_MS = 60 * 60_000;
const MOST_CACHED = 10_000;

/** Slack's locales are like `en-GB` and `zh-CN`. Traditional Chinese (`zh-TW`) is another script. */
function parseLocale(locale: string | undefined): Locale | undefined {
  if (locale?.startsWith("en")) return "en";
  return locale === "zh-CN" ? "zh-CN" : undefined;
}

/** Creates the function that finds a person's language. What Slack says is cached for an hour. */
export function createFindLocale({ readUser, now }: { readUser: ReadUser; now: () => Date }): FindLocale {
  const cached = new Map<string, { locale: Locale | undefined; until: number }>();

  return async function findLocale(userId) {
    const known = cached.get(userId);
    if (known && known.until > now().getTime()) return known.locale;
    const user = await readUser(userId);
    if (user === "unknown" || user === "missing") return known?.locale;
    const locale = parseLocale(user.locale);
    if (cached.size >= MOST_CACHED) cached.clear();
    cached.set(userId, { locale, until: now().getTime() + CACHED_MS });
    return locale;
  };
}
