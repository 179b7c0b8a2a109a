import { renderAvatar } from "./avatar.js";
import { renderBlocks } from "./block-kit.js";
import { formatDate, formatDay } from "./date.js";
import { element } from "./element.js";
import { renderMrkdwn } from "./mrkdwn.js";

/**
 * @typedef {object} Message
 * @property {string} ts
 * @property {string} channel
 * @property {string} user
 * @property {string} text
 * @property {import("./block-kit.js").Block[]} [blocks]
 * @property {object} [edited]
 * @property {string} [visible_to]
 */

const GROUP_FOR = 300_000;
/** @param {Message} message */
const dateOf = (message) => new Date(Number(message.ts) * 1000);

/**
 * Whether a message stands under the name of the one before it, as what somebody goes on to say does.
 * @param {Message} message
 * @param {Message | undefined} before
 */
const continues = (message, before) =>
  before !== undefined &&
  before.user === message.user &&
  !before.visible_to &&
  !message.visible_to &&
  dateOf(message).getTime() - dateOf(before).getTime() < GROUP_FOR;

/**
 * One message, with the day above it where a new one begins.
 * @param {Message} message
 * @param {Message | undefined} before the message above it
 * @param {import("./block-kit.js").Surroundings & { author: { id: string, name: string, isApp: boolean } }} surroundings
 * @returns {HTMLElement}
 */
export function renderMessage(message, before, surroundings) {
  const { author, names } = surroundings;
  const date = dateOf(message);
  const isNewDay = !before || dateOf(before).toDateString() !== date.toDateString();
  const isContinued = !isNewDay && continues(message, before);
  const nameId = `author-${message.ts}`;
  const time = element(
    "time",
    { datetime: date.toISOString(), title: date.toLocaleString("en") },
    formatDate(date, "{time}"),
  );
  return element(
    "article",
    { class: "message-place", "data-ts": message.ts, "aria-labelledby": nameId },
    isNewDay && element("p", { class: "day" }, element("span", {}, formatDay(date))),
    element(
      "div",
      { class: `message${isContinued ? " continued" : ""}${message.visible_to ? " ephemeral" : ""}` },
      message.visible_to && element("p", { class: "ephemeral-note" }, "Only visible to you"),
      renderAvatar(author),
      element(
        "div",
        { class: "message-body" },
        element(
          "p",
          { class: "byline" },
          element("b", { id: nameId }, author.name),
          author.isApp && element("span", { class: "badge" }, "App"),
          time,
        ),
        message.blocks?.length
          ? element("div", { class: "blocks" }, ...renderBlocks(message.blocks, surroundings))
          : element("div", { class: "text" }, renderMrkdwn(message.text, names)),
        message.edited && element("small", { class: "edited" }, "(edited)"),
      ),
    ),
  );
}
