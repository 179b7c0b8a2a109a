import { toOneLine } from "../../data/people/employee.ts";

/** Slack's formatting characters cannot be escaped, so similar characters replace them. */
const LOOKALIKES: Readonly<Record<string, string>> = { "*": "∗", _: "＿", "~": "∼", "`": "ˋ" };

/** An underscore inside a word does not format anything. */
const MARKS = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** Before a `>` at the start of a line, it prevents a quotation. */
const WORD_JOINER = "\u2060";

/**
 * Escapes text that people wrote, so that Slack shows it unchanged. The text cannot contain a mention, a link, a channel
 * alert or formatting. It cannot start a new line or change the direction of the text next to it.
 */
export function escapeMrkdwn(text: string): string {
  return toOneLine(text)
    .replaceAll(MARKS, (mark) => LOOKALIKES[mark] ?? mark)
    .replace(/^>/, `${WORD_JOINER}>`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

const TOKEN = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

function showToken(sign: string, target: string, label: string | undefined): string {
  return sign === "" ? label || target : `${sign === "#" ? "#" : "@"}${label || target}`;
}

function unescapeEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/**
 * Converts typed text to plain text. Slack sends `&`, `<` and `>` as entities, and with `should_escape` also people,
 * channels and links as `<@U…|name>`, `<#C…|name>`, `<https://…|label>`.
 */
export function parseMrkdwn(text: string): string {
  return unescapeEntities(
    text.replace(TOKEN, (_, sign: string, target: string, label: string | undefined) =>
      showToken(sign, target, label),
    ),
  );
}

/** Returns the people mentioned in typed text, in order: the Slack id, and how the plain text shows the mention. */
export function findMentions(text: string): { userId: string; shown: string }[] {
  return [...text.matchAll(TOKEN)].flatMap(([, sign = "", target = "", label]) =>
    sign === "@" && /^[UW][A-Z0-9]+$/.test(target)
      ? { userId: target, shown: toOneLine(unescapeEntities(showToken(sign, target, label))) }
      : [],
  );
}

/** Returns the ids of the channels mentioned in typed text, in order. */
export function findChannels(text: string): string[] {
  return [...text.matchAll(TOKEN)].flatMap(([, sign = "", target = ""]) =>
    sign === "#" && /^[CG][A-Z0-9]+$/.test(target) ? [target] : [],
  );
}

/** Returns the ids of the user groups mentioned in typed text, in order. */
export function findGroups(text: string): string[] {
  return [...text.matchAll(TOKEN)].flatMap(([, sign = "", target = ""]) => {
    const [, id] = /^subteam\^(S[A-Z0-9]+)$/.exec(target) ?? [];
    return sign === "!" && id !== undefined ? [id] : [];
  });
}

/** Mentions a person in Slack. An id that is none is shown as text. */
export function mentionPerson(userId: string): string {
  return /^[UW][A-Z0-9]+$/.test(userId) ? `<@${userId}>` : escapeMrkdwn(userId);
}

/** Mentions a channel. An id that is none is shown as text. */
export function mentionChannel(channelId: string): string {
  return /^[CDG][A-Z0-9]+$/.test(channelId) ? `<#${channelId}>` : escapeMrkdwn(channelId);
}

function formatDate(iso: string, format: string, fallback: string): string {
  return `<!date^${Math.floor(Date.parse(iso) / 1_000)}^${format}|${fallback.replace("T", " ")} UTC>`;
}

/** Formats a time in the reader's time zone. Where Slack cannot do that, the reader sees UTC. */
export function formatTime(iso: string): string {
  return formatDate(iso, "{date_short_pretty} {time}", iso.slice(0, 16));
}

/** Formats a stored time, which can be any text. Returns undefined if it is not a time. */
export function formatStoredTime(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : formatTime(new Date(time).toISOString());
}

/** Formats a time with its seconds in the same way. */
export function formatExactTime(iso: string): string {
  return formatDate(iso, "{date_short_pretty} {time_secs}", iso.slice(0, 19));
}

/** The latest time that dates can have. */
const LATEST_MS = 8.64e15;

/** Formats a time in Unix milliseconds. A record can contain one that no date can have. */
export function formatUnixTime(milliseconds: number): string {
  return Math.abs(milliseconds) <= LATEST_MS
    ? formatTime(new Date(milliseconds).toISOString())
    : `${milliseconds / 1_000} s`;
}
