import { formatDate } from "./date.js";
import { element } from "./element.js";
import { renderEmoji } from "./emoji.js";

/**
 * @typedef {object} Names
 * @property {(id: string) => string | undefined} person
 * @property {(id: string) => string | undefined} channel
 * @property {string} reader the id of the one who reads
 */

/** @param {string} text */
const decode = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

// A mark counts only where a word neither ends before it nor goes on after it; Chinese is words too.
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
 * Text in Slack's own markup. https://docs.slack.dev/messaging/formatting-message-text
 * @param {string} text
 * @param {Names} names
 * @returns {DocumentFragment}
 */
export function renderMrkdwn(text, names) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const quote of text.matchAll(QUOTE)) {
    fragment.append(renderSpans(text.slice(end, quote.index), names));
    const inner = quote[0].replace(/^(?:>|&gt;) ?/gm, "").replace(/\n$/, "");
    fragment.append(element("blockquote", {}, renderSpans(inner, names)));
    end = quote.index + quote[0].length;
  }
  fragment.append(renderSpans(text.slice(end), names));
  return fragment;
}

/**
 * Text without markup, but with emoji by name.
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function renderPlain(text) {
  const fragment = document.createDocumentFragment();
  for (const part of text.split(/(:[a-z0-9_+'-]+:)/)) {
    const emoji = part.length > 2 && part.startsWith(":") ? renderEmoji(part.slice(1, -1)) : undefined;
    fragment.append(emoji ?? decode(part));
  }
  return fragment;
}

/**
 * @param {string} text
 * @param {Names} names
 * @returns {DocumentFragment}
 */
function renderSpans(text, names) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, block, code, special, emoji, bold, italic, strike] = match;
    if (match.index > end) fragment.append(decode(text.slice(end, match.index)));
    end = match.index + whole.length;
    if (block) fragment.append(element("pre", {}, element("code", {}, decode(block))));
    else if (code) fragment.append(element("code", {}, decode(code)));
    else if (special) fragment.append(renderSpecial(special, names));
    else if (emoji) fragment.append(renderEmoji(emoji) ?? whole);
    else if (bold) fragment.append(element("strong", {}, renderSpans(bold, names)));
    else if (italic) fragment.append(element("em", {}, renderSpans(italic, names)));
    else if (strike) fragment.append(element("s", {}, renderSpans(strike, names)));
  }
  if (end < text.length) fragment.append(decode(text.slice(end)));
  return fragment;
}

/**
 * What stands between angle brackets: a person, a channel, everybody, a date, a link.
 * @param {string} inner
 * @param {Names} names
 * @returns {Node | string}
 */
function renderSpecial(inner, names) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : decode(inner.slice(bar + 1));
  const mention = (/** @type {string} */ text, me = false) =>
    element("span", { class: me ? "mention mention-me" : "mention" }, text);
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
 */
function renderDate(target, fallback) {
  const [, seconds = "", format = "", link] = target.split("^");
  const date = new Date(Number(seconds) * 1000);
  if (!seconds || Number.isNaN(date.getTime())) return fallback;
  const text = formatDate(date, decode(format));
  const time = element("time", { datetime: date.toISOString(), title: date.toLocaleString() }, text);
  return link ? renderLink(link, text) : time;
}

/**
 * @param {string} target
 * @param {string} [label]
 */
function renderLink(target, label) {
  const address = decode(target);
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return `<${label ?? address}>`;
  const text = label ?? address.replace(/^mailto:/i, "");
  return element("a", { href: address, target: "_blank", rel: "noreferrer" }, text);
}
