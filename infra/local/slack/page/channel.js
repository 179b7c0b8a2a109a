import { byId, element } from "./element.js";
import { renderMessage } from "./message.js";

/** @typedef {import("./message.js").Message} Message */

const SUGGESTIONS = [
  ["/lottery draw 2", "Draw two winners who have not won before"],
  ["/lottery winners", "See who has won so far"],
  ["/lottery help", "Find out what else it can do"],
];
/** How near to the end counts as reading along, in pixels. */
const NEAR_END = 80;

/**
 * What stands at the top of the channel: where one is, and three things to try.
 * @param {string} name
 * @param {(text: string) => void} onSuggestion
 */
function renderWelcome(name, onSuggestion) {
  return element(
    "section",
    { class: "welcome" },
    element("img", { src: "/page/lottery.svg", alt: "", width: 56, height: 56 }),
    element("h2", {}, `Welcome to #${name}`),
    element(
      "p",
      {},
      "A small Slack workspace on your own machine, with the Lottery app in it. Try one of these:",
    ),
    element(
      "ul",
      { class: "suggestions" },
      ...SUGGESTIONS.map(([command = "", explanation]) =>
        element(
          "li",
          {},
          element(
            "button",
            { type: "button", onclick: () => onSuggestion(command) },
            element("code", {}, command),
            element("span", {}, explanation),
          ),
        ),
      ),
    ),
  );
}

/**
 * The messages of the channel, oldest first, kept at the end while the reader is there.
 * @param {object} deps
 * @param {(message: Message) => Parameters<typeof renderMessage>[2]} deps.surroundingsOf
 * @param {(text: string) => void} deps.onSuggestion
 */
export function createChannel({ surroundingsOf, onSuggestion }) {
  const list = byId("messages");
  /** @type {Map<string, { message: Message, shown: HTMLElement }>} */
  const messages = new Map();

  /** @param {() => void} change */
  function keepingPlace(change) {
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
    change();
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  }

  /** @param {Element | null} shown */
  const messageOf = (shown) =>
    shown instanceof HTMLElement ? messages.get(shown.dataset["ts"] ?? "")?.message : undefined;

  /**
   * @param {Message} message
   * @param {Message | undefined} before
   */
  const render = (message, before) => renderMessage(message, before, surroundingsOf(message));

  return {
    /**
     * Shows a channel from the beginning.
     * @param {{ name: string }} channel
     * @param {Message[]} all
     */
    reset(channel, all) {
      messages.clear();
      const shown = all.map((message, index) => render(message, all[index - 1]));
      for (const [index, message] of all.entries()) {
        const place = shown[index];
        if (place) messages.set(message.ts, { message, shown: place });
      }
      list.replaceChildren(renderWelcome(channel.name, onSuggestion), ...shown);
      list.scrollTop = list.scrollHeight;
    },

    /**
     * Shows a new message, or an old one anew.
     * @param {Message} message
     */
    show(message) {
      keepingPlace(() => {
        const old = messages.get(message.ts)?.shown;
        const shown = render(message, messageOf(old ? old.previousElementSibling : list.lastElementChild));
        if (old) old.replaceWith(shown);
        else {
          shown.classList.add("arrived");
          list.append(shown);
        }
        messages.set(message.ts, { message, shown });
      });
    },

    /** @param {string} ts */
    remove(ts) {
      keepingPlace(() => {
        const shown = messages.get(ts)?.shown;
        const next = messageOf(shown?.nextElementSibling ?? null);
        shown?.remove();
        messages.delete(ts);
        // The name that stood above the removed message may now be missing above the next.
        if (next) this.show(next);
      });
    },
  };
}
