import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { Element, Image } from "./block-elements.js";
import { renderPlain, renderText } from "./mrkdwn.js";

/**
 * @import { Block, BlockElement, TextObject } from "../types.js"
 * @import { BlockContext } from "./block-elements.js"
 */

/**
 * @param {BlockElement | TextObject} part
 * @param {string} blockId
 * @param {BlockContext} context
 */
const renderPart = (part, blockId, context) =>
  part.type === "mrkdwn" || part.type === "plain_text"
    ? html`<span class="text">${renderText(/** @type {TextObject} */ (part), context)}</span>`
    : html`<${Element} key=${"action_id" in part ? part.action_id : undefined} element=${part} blockId=${blockId} context=${context} />`;

/** @param {{ block: Block, context: BlockContext }} props */
function Section({ block: { block_id: id, text, fields, accessory }, context }) {
  return html`<div class="block section">
    <div class="section-text">
      ${text && html`<div class="text">${renderText(text, context)}</div>`}
      ${
        fields &&
        html`<div class="fields">
          ${fields.map((field) => html`<div class="text">${renderText(field, context)}</div>`)}
        </div>`
      }
    </div>
    ${accessory && html`<div class="accessory">${renderPart(accessory, id, context)}</div>`}
  </div>`;
}

/** @param {{ block: Block, context: BlockContext, error?: string | undefined, isModal: boolean }} props */
function Input({ block, context, error, isModal }) {
  const { block_id: id, label, hint, element, optional } = block;
  const [labelId, noteId] = [`label-${context.id}-${id}`, `note-${context.id}-${id}`];
  return html`<div class=${`block input${error ? " wrong" : ""}`}>
    <div class="input-label" id=${labelId}>
      ${renderPlain(label?.text ?? "")}${optional && html` <span class="optional">${texts.block.optional}</span>`}
    </div>
    <${Element}
      element=${element}
      blockId=${id}
      context=${context}
      labelledBy=${labelId}
      describedBy=${hint || error ? noteId : undefined}
      required=${isModal && !optional}
      isInput
      isSilent=${!block.dispatch_action}
    />
    <div class="input-note" id=${noteId} role=${error ? "alert" : undefined}>
      ${error ?? (hint && renderPlain(hint.text))}
    </div>
  </div>`;
}

/**
 * @param {object} props
 * @param {Block} props.block
 * @param {BlockContext} props.context
 * @param {string | undefined} props.error
 * @param {boolean} props.isModal
 */
function SingleBlock({ block, context, error, isModal }) {
  const { type, block_id: id, text, elements = [] } = block;
  switch (type) {
    case "header":
      return html`<h2 class="block header">${text && renderText(text, context)}</h2>`;
    case "divider":
      return html`<hr class="block" />`;
    case "context":
    case "actions":
      return html`<div class=${`block ${type}`}>
        ${elements.map((part) => renderPart(part, id, context))}
      </div>`;
    case "image":
      return html`<figure class="block">
        ${block.title && html`<figcaption>${renderPlain(block.title.text)}</figcaption>`}
        <${Image} url=${block.image_url} alt=${block.alt_text} />
      </figure>`;
    case "input":
      return html`<${Input} block=${block} context=${context} error=${error} isModal=${isModal} />`;
    default:
      return html`<${Section} block=${block} context=${context} />`;
  }
}

/**
 * Renders the blocks of a message or a modal. https://docs.slack.dev/reference/block-kit/blocks
 * @param {object} props
 * @param {Block[]} props.blocks
 * @param {BlockContext} props.context
 * @param {Record<string, string>} [props.errors] error texts by block id
 * @param {boolean} [props.isModal]
 */
export const Blocks = ({ blocks, context, errors = {}, isModal = false }) =>
  html`<div class="blocks" data-values>
    ${blocks.map(
      (block) =>
        html`<${SingleBlock}
          key=${block.block_id}
          block=${block}
          context=${context}
          error=${errors[block.block_id]}
          isModal=${isModal}
        />`,
    )}
  </div>`;
