import { toOneLine } from "../../data/people/employee.ts";

/** Slack's marks of formatting cannot be escaped, so characters that look the same stand in their place. */
const LOOKALIKES: Readonly<Record<string, string>> = { "*": "∗", _: "＿", "~": "∼", "`": "ˋ" };

/** An underscore within a word formats nothing. */
const MARKS = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** Before a `>` at the start it keeps Slack from making a quotation of the line. */
const WORD_JOINER = "\u2060";

/**
 * Text that people wrote, so that Slack shows it as it is: no mention, link, channel alert or formatting can hide in
 * it, and it can neither begin a line of its own nor turn the direction of what stands beside it.
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
 * What somebody typed, as plain text. Slack sends `&`, `<` and `>` as entities, and with `should_escape` also people,
 * channels and links as `<@U…|name>`, `<#C…|name>`, `<https://…|label>`.
 */
export function parseMrkdwn(text: string): string {
  return unescapeEntities(
    text.replace(TOKEN, (_, sign: string, target: string, label: string | undefined) =>
      showToken(sign, target, label),
    ),
  );
}

/** The people mentioned in what somebody typed, in order: their Slack ids, and what stands for each in the plain text. */
export function findMentions(text: string): { userId: string; shown: string }[] {
  return [...text.matchAll(TOKEN)].flatMap(([, sign = "", target = "", label]) =>
    sign === "@" && /^[UW][A-Z0-9]+$/.test(target)
      ? { userId: target, shown: toOneLine(unescapeEntities(showToken(sign, target, label))) }
      : [],
  );
}

/** A moment in the reader's own time zone; readers without Slack's help get UTC. */
export function formatTime(iso: string): string {
  const seconds = Math.floor(Date.parse(iso) / 1_000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${iso.slice(0, 16).replace("T", " ")} UTC>`;
}
