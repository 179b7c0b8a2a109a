import { Component } from "preact";
import { Blocks } from "../block-kit/blocks.js";
import { renderMrkdwn } from "../block-kit/mrkdwn.js";
import { Avatar } from "../shared/avatar.js";
import { formatDate, formatDay } from "../shared/date.js";
import { html } from "../shared/html.js";
import { locale, texts } from "../shared/texts.js";

/** @import { Message } from "../types.js" */

/** ms between messages of one person that are shown under one name. */
const GROUP_FOR = 300_000;
/** @param {Message} message */
const dateOf = (message) => new Date(Number(message.ts) * 1000);

/**
 * Returns whether a message is shown under the name of the message before it.
 * @param {Message} message
 * @param {Message | undefined} before
 */
const continues = (message, before) =>
  before !== undefined &&
  before.user === message.user &&
  !before.visible_to &&
  !message.visible_to &&
  dateOf(message).getTime() - dateOf(before).getTime() < GROUP_FOR;

/** @param {number} bytes */
const formatSize = (bytes) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** @param {{ file: import("../types.js").SlackFile, reader: string }} props */
const File = ({ file: { id, name, title, size }, reader }) =>
  html`<a class="file" href=${`/playground/files/${id}?user=${reader}`} download=${name}>
    <b>${title}</b><span>${name} · ${formatSize(size)} · ${texts.message.download}</span>
  </a>`;

/** @param {{ date: Date }} props */
const Time = ({ date }) =>
  html`<time datetime=${date.toISOString()} title=${date.toLocaleString(locale)}>${formatDate(date, "{time}")}</time>`;

/**
 * @typedef {object} MessageProps
 * @property {Message} message
 * @property {Message | undefined} before the message above it
 * @property {number} replies the number of replies in its thread
 * @property {import("./workspace.js").Reader} reader
 * @property {((ts: string) => void) | undefined} onThread opens its thread
 */

/**
 * Creates a component that renders again only when one of its props changes. (A vnode remembered with `useMemo` would
 * keep the whole page of its first rendering in memory.)
 * @template {Record<string, unknown>} Props
 * @param {(props: Props) => import("preact").VNode} renderProps
 */
const memo = (renderProps) =>
  /** @extends {Component<Props>} */
  class extends Component {
    /**
     * @override
     * @param {Props} next
     */
    shouldComponentUpdate(next) {
      const { props } = this;
      return Object.keys(next).some((name) => !Object.is(next[name], Reflect.get(props, name)));
    }

    /** @override */
    render() {
      return renderProps(this.props);
    }
  };

/** A message. The first message of a day has the date above it. */
export const MessageItem = memo(
  (/** @type {MessageProps} */ { message, before, replies, reader, onThread }) => {
    const author = reader.findAuthor(message.user);
    const date = dateOf(message);
    const isNewDay = !before || dateOf(before).toDateString() !== date.toDateString();
    const isContinued = !isNewDay && continues(message, before);
    const nameId = `author-${message.ts}`;
    const context = {
      id: message.ts,
      names: reader.names,
      people: reader.people,
      channels: reader.channels,
      channel: message.channel,
      onAction: (
        /** @type {string} */ blockId,
        /** @type {string} */ actionId,
        /** @type {object} */ values,
      ) =>
        reader.act({
          channel: message.channel,
          ts: message.ts,
          block_id: blockId,
          action_id: actionId,
          values,
        }),
    };
    const kind = `${isContinued ? " continued" : ""}${message.visible_to ? " ephemeral" : ""}`;
    const openThread = onThread && !message.visible_to && (() => onThread(message.ts));
    return html`<article class="message-item" data-ts=${message.ts} aria-labelledby=${nameId}>
      ${isNewDay && html`<p class="day"><span>${formatDay(date)}</span></p>`}
      <div class=${`message${kind}`}>
        ${message.visible_to && html`<p class="ephemeral-note">${texts.message.onlyVisibleToYou}</p>`}
        <${Avatar} ...${author} />
        <div class="message-body">
          <p class="byline">
            <b id=${nameId}>${author.name}</b>${author.isApp && html`<span class="badge">${texts.message.app}</span>`}
            <${Time} date=${date} />
          </p>
          ${
            message.blocks?.length
              ? html`<${Blocks} blocks=${message.blocks} context=${context} />`
              : html`<div class="text">${renderMrkdwn(message.text, reader.names)}</div>`
          }
          ${message.files?.map((file) => html`<${File} file=${file} reader=${reader.names.reader} />`)}
          ${message.edited && html`<small class="edited">${texts.message.edited}</small>`}
          ${
            openThread &&
            replies > 0 &&
            html`<button type="button" class="replies" onClick=${openThread}>
              ${texts.message.replies(replies)}
            </button>`
          }
        </div>
        ${
          openThread &&
          replies === 0 &&
          html`<button type="button" class="reply" aria-label=${texts.message.replyInThread} title=${texts.message.replyInThread} onClick=${openThread}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M3 4.500h14v9H9.500L6 16.800v-3.300H3Z" fill="none" stroke="currentColor" stroke-width="1.600" stroke-linejoin="round" />
            </svg>
          </button>`
        }
      </div>
    </article>`;
  },
);
