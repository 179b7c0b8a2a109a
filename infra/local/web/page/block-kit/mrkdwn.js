import { formatDate } from "../shared/date.js";
import { html } from "../shared/html.js";
import { locale } from "../shared/texts.js";
import { renderEmoji } from "./emoji.js";

/**
 * @typedef {object} Names
 * @property {(id: string) => string | undefined} person
 * @property {(id: string) => string | undefined} channel
 * @property {string} reader the id of the person who reads
 *
 * @typedef {import("preact").VNode | string} Piece
 */

/** @param {string} text */
const decode = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// Matches a mark only if no letter or digit is before the opening one or after the closing one. Chinese characters are letters.
const span = (/** @type {string} */ mark) =>
  `(?<![\\p{L}\\p{N}${mark}])${mark}(?=[^\\s${mark}])([^\\n${mark}]*[^\\s${mark}])${mark}(?![\\p{L}\\p{N}${mark}])`;
const MARK = new RegExp(
  [
    "```\\n?([\\s\\S]+?)\\n?```\\n?",
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    ":([a-z0-9_+'-]+):",
    span("\\*"),
    span("_"),
    span("~"),
  ].join("|"),
  "gu",
);
const QUOTE = /(?:^(?:>|&gt;) ?.*(?:\n|$))+/gm;

/**
 * Renders text in Slack's markup. https://docs.slack.dev/messaging/formatting-message-text
 * @param {string} text
 * @param {Names} names
 * @returns {Piece[]}
 */
export function renderMrkdwn(text, names) {
  /** @type {Piece[]} */
  const pieces = [];
  let end = 0;
  for (const quote of text.matchAll(QUOTE)) {
    pieces.push(...renderSpans(text.slice(end, quote.index), names));
    const inner = quote[0].replace(/^(?:>|&gt;) ?/gm, "").replace(/\n$/, "");
    pieces.push(html`<blockquote>${renderSpans(inner, names)}</blockquote>`);
    end = quote.index + quote[0].length;
  }
  pieces.push(...renderSpans(text.slice(end), names));
  return pieces;
}

/**
 * Renders text without markup, but with emoji by name.
 * @param {string} text
 * @returns {Piece[]}
 */
export function renderPlain(text) {
  return text.split(/(:[a-z0-9_+'-]+:)/).map((part) => {
    const emoji = part.length > 2 && part.startsWith(":") ? renderEmoji(part.slice(1, -1)) : undefined;
    return emoji ?? decode(part);
  });
}

/**
 * @param {string} text
 * @param {Names} names
 * @returns {Piece[]}
 */
function renderSpans(text, names) {
  /** @type {Piece[]} */
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, block, code, special, emoji, bold, italic, strike] = match;
    if (match.index > end) pieces.push(decode(text.slice(end, match.index)));
    end = match.index + whole.length;
    if (block) pieces.push(html`<pre><code>${decode(block)}</code></pre>`);
    else if (code) pieces.push(html`<code>${decode(code)}</code>`);
    else if (special) pieces.push(renderSpecial(special, names));
    else if (emoji) pieces.push(renderEmoji(emoji) ?? whole);
    else if (bold) pieces.push(html`<strong>${renderSpans(bold, names)}</strong>`);
    else if (italic) pieces.push(html`<em>${renderSpans(italic, names)}</em>`);
    else if (strike) pieces.push(html`<s>${renderSpans(strike, names)}</s>`);
  }
  if (end < text.length) pieces.push(decode(text.slice(end)));
  return pieces;
}

/**
 * Renders what is between angle brackets: a mention of a person, a channel or everybody, a date, or a link.
 * @param {string} inner
 * @param {Names} names
 * @returns {Piece}
 */
function renderSpecial(inner, names) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : decode(inner.slice(bar + 1));
  const mention = (/** @type {string} */ text, me = false) =>
    html`<span class=${me ? "mention mention-me" : "mention"}>${text}</span>`;
  const id = target.slice(1);

  if (target.startsWith("@")) return mention(`@${names.person(id) ?? label ?? id}`, id === names.reader);
  if (target.startsWith("#")) return mention(`#${names.channel(id) ?? label ?? id}`);
  if (/^!(channel|here|everyone)$/.test(target)) return mention(`@${id}`, true);
  if (target.startsWith("!date^")) return renderDate(target, label ?? "");
  if (target.startsWith("!")) return mention(label ?? `@${id}`);
  return renderLink(target, label);
}

/**
 * @param {string} target as in `!date^1392734382^{date_short} at {time}^https://example.com`
 * @param {string} fallback
 * @returns {Piece}
 */
function renderDate(target, fallback) {
  const [, seconds = "", format = "", link] = target.split("^");
  const date = new Date(Number(seconds) * 1000);
  if (!seconds || Number.isNaN(date.getTime())) return fallback;
  const text = formatDate(date, decode(format));
  return link
    ? renderLink(link, text)
    : html`<time datetime=${date.toISOString()} title=${date.toLocaleString(locale)}>${text}</time>`;
}

/**
 * @param {string} target
 * @param {string} [label]
 * @returns {Piece}
 */
function renderLink(target, label) {
  const address = decode(target);
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return `<${label ?? address}>`;
  const text = label ?? address.replace(/^mailto:/i, "");
  return html`<a href=${address} target="_blank" rel="noreferrer">${text}</a>`;
}

/**
 * @param {import("../types.js").TextObject} text
 * @param {{ names: Names }} context
 */
export const renderText = (text, { names }) =>
  text.type === "mrkdwn" ? renderMrkdwn(text.text, names) : renderPlain(text.text);
