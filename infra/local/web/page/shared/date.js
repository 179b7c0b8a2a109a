const FORMATS = /** @type {Record<string, Intl.DateTimeFormatOptions>} */ ({
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
});
const DAY = 86_400_000;

/**
 * The days between now and a date, by the reader's calendar; negative in the past.
 * @param {Date} date
 */
function daysFromToday(date) {
  const midnight = (/** @type {Date} */ of) =>
    new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  return Math.round((midnight(date) - midnight(new Date())) / DAY);
}

/**
 * "today", "yesterday", "tomorrow", or the date itself.
 * @param {Date} date
 * @param {string} format one of those above
 */
function formatNear(date, format) {
  const days = daysFromToday(date);
  return Math.abs(days) <= 1
    ? new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(days, "day")
    : date.toLocaleString("en", FORMATS[format]);
}

/**
 * A date in one of Slack's date formats, in the reader's zone: "{date_short_pretty} at {time}".
 * @param {Date} date
 * @param {string} format
 */
export function formatDate(date, format) {
  return format.replace(/\{(\w+)\}/g, (token, name) => {
    if (name.endsWith("_pretty")) return formatNear(date, name.slice(0, -"_pretty".length));
    return name in FORMATS ? date.toLocaleString("en", FORMATS[name]) : token;
  });
}

/**
 * What stands above the messages of a day.
 * @param {Date} date
 */
export function formatDay(date) {
  const day = formatNear(date, "date_long");
  return day.charAt(0).toUpperCase() + day.slice(1);
}
