import { locale } from "./texts.js";

const FORMATS = /** @type {Record<string, Intl.DateTimeFormatOptions>} */ ({
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
});
const DAY = 86_400_000;

/** @type {Map<string, Intl.DateTimeFormat>} formatters by their name in `FORMATS`: to create one takes long */
const formatters = new Map();

/**
 * Formats a date in the reader's time zone.
 * @param {Date} date
 * @param {string} name a key of `FORMATS`
 */
function formatAs(date, name) {
  const formatter = formatters.get(name) ?? new Intl.DateTimeFormat(locale, FORMATS[name]);
  formatters.set(name, formatter);
  return formatter.format(date);
}

/**
 * Returns the number of days from today to a date, in the reader's time zone; negative in the past.
 * @param {Date} date
 */
function daysFromToday(date) {
  const midnight = (/** @type {Date} */ of) =>
    new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  return Math.round((midnight(date) - midnight(new Date())) / DAY);
}

/**
 * Returns "today", "yesterday", "tomorrow", or the date.
 * @param {Date} date
 * @param {string} format a key of `FORMATS`
 */
function formatNear(date, format) {
  const days = daysFromToday(date);
  return Math.abs(days) <= 1
    ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day")
    : formatAs(date, format);
}

/**
 * Formats a date in one of Slack's date formats, in the reader's time zone: "{date_short_pretty} at {time}".
 * An unknown token is kept. https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 * @param {Date} date
 * @param {string} format
 */
export function formatDate(date, format) {
  return format.replace(/\{(\w+)\}/g, (token, name) => {
    if (name.endsWith("_pretty")) return formatNear(date, name.slice(0, -"_pretty".length));
    return name in FORMATS ? formatAs(date, name) : token;
  });
}

/**
 * Formats the heading above the messages of a day.
 * @param {Date} date
 */
export function formatDay(date) {
  const day = formatNear(date, "date_long");
  return day.charAt(0).toUpperCase() + day.slice(1);
}
