import { element } from "./element.js";
import { renderMrkdwn, renderPlain } from "./mrkdwn.js";

/**
 * @typedef {{ type: "plain_text" | "mrkdwn", text: string, emoji?: boolean }} TextObject
 * @typedef {{ type: "button", text: TextObject, action_id: string, url?: string,
 *   style?: "primary" | "danger", accessibility_label?: string }} Button
 * @typedef {{ type: "image", image_url: string, alt_text: string }} Image
 * @typedef {{ type: string, block_id: string, text?: TextObject, fields?: TextObject[],
 *   accessory?: Button | Image, elements?: (TextObject | Button | Image)[], alt_text?: string }} Block
 * @typedef {object} Surroundings
 * @property {import("./mrkdwn.js").Names} names
 * @property {(blockId: string, actionId: string) => Promise<string | undefined>} onAction
 *   sends a click; answers what to tell if it failed
 */

/**
 * @param {TextObject} text
 * @param {Surroundings} surroundings
 */
const renderText = (text, { names }) =>
  text.type === "mrkdwn" ? renderMrkdwn(text.text, names) : renderPlain(text.text);

/**
 * A button, and below it a line that tells when the app did not answer the click.
 * @param {Button} button
 * @param {string} blockId
 * @param {Surroundings} surroundings
 */
function renderButton(button, blockId, { onAction }) {
  const problem = element("span", { class: "button-problem", role: "alert" });
  const attributes = {
    class: `button ${button.style ?? ""}`,
    "aria-label": button.accessibility_label,
    onclick: async () => {
      if (made.getAttribute("aria-busy") === "true") return;
      made.setAttribute("aria-busy", "true");
      problem.textContent = (await onAction(blockId, button.action_id)) ?? "";
      made.removeAttribute("aria-busy");
    },
  };
  const made = button.url
    ? element(
        "a",
        { ...attributes, href: button.url, target: "_blank", rel: "noreferrer" },
        renderPlain(button.text.text),
      )
    : element("button", { ...attributes, type: "button" }, renderPlain(button.text.text));
  return element("span", { class: "button-place" }, made, problem);
}

/**
 * An image is told, not loaded: no request of this page leaves the machine.
 * @param {string} alt
 */
const renderImage = (alt) => element("span", { class: "image", role: "img", "aria-label": alt }, alt);

/**
 * @param {TextObject | Button | Image} part
 * @param {string} blockId
 * @param {Surroundings} surroundings
 */
function renderPart(part, blockId, surroundings) {
  if (part.type === "button") return renderButton(part, blockId, surroundings);
  if (part.type === "image") return renderImage(part.alt_text);
  return element("span", { class: "text" }, renderText(part, surroundings));
}

/**
 * @param {Block} block
 * @param {Surroundings} surroundings
 * @returns {HTMLElement}
 */
function renderBlock(block, surroundings) {
  const { type, block_id: id, text, fields, accessory, elements } = block;
  const parts = () => (elements ?? []).map((part) => renderPart(part, id, surroundings));
  switch (type) {
    case "header":
      return element("h2", { class: "block header" }, text && renderText(text, surroundings));
    case "divider":
      return element("hr", { class: "block" });
    case "context":
      return element("div", { class: "block context" }, ...parts());
    case "actions":
      return element("div", { class: "block actions" }, ...parts());
    case "image":
      return element("div", { class: "block" }, renderImage(block.alt_text ?? ""));
    default:
      return element(
        "div",
        { class: "block section" },
        element(
          "div",
          { class: "section-text" },
          text && element("div", { class: "text" }, renderText(text, surroundings)),
          fields &&
            element(
              "div",
              { class: "fields" },
              ...fields.map((field) => element("div", { class: "text" }, renderText(field, surroundings))),
            ),
        ),
        accessory && element("div", { class: "accessory" }, renderPart(accessory, id, surroundings)),
      );
  }
}

/**
 * The blocks of a message. https://docs.slack.dev/reference/block-kit/blocks
 * @param {Block[]} blocks
 * @param {Surroundings} surroundings
 * @returns {HTMLElement[]}
 */
export const renderBlocks = (blocks, surroundings) => blocks.map((block) => renderBlock(block, surroundings));
