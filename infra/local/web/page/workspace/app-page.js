import { useEffect, useState } from "preact/hooks";
import { Blocks } from "../block-kit/blocks.js";
import { Writers } from "../composer/composer.js";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { MessageItem } from "./message.js";

const TABS = /** @type {const} */ (["home", "messages"]);

/** @param {{ home: import("../types.js").HomeView | null, isOpening: boolean, reader: import("./workspace.js").Reader }} props */
function Home({ home, isOpening, reader }) {
  if (!home) return html`<p class="app-empty">${isOpening ? texts.app.opening : texts.app.noHome}</p>`;
  const context = {
    id: home.id,
    names: reader.names,
    people: reader.people,
    channels: reader.channels,
    channel: reader.channel,
    onAction: (/** @type {string} */ blockId, /** @type {string} */ actionId, /** @type {object} */ values) =>
      reader.act({ view_id: home.id, block_id: blockId, action_id: actionId, values }),
  };
  return html`<${Blocks} key=${home.id} blocks=${home.blocks} context=${context} />`;
}

/**
 * The direct messages of the app, oldest first.
 * @param {{ messages: import("../types.js").Message[], reader: import("./workspace.js").Reader }} props
 */
function Messages({ messages, reader }) {
  const direct = messages.filter((message) => message.is_direct);
  if (direct.length === 0) return html`<p class="app-empty">${texts.app.noMessages}</p>`;
  return direct.map(
    (message, at) =>
      html`<${MessageItem} key=${message.ts} message=${message} before=${direct[at - 1]} replies=${0} reader=${reader} />`,
  );
}

/**
 * The app: its Home tab, and its direct messages.
 * @param {object} props
 * @param {import("../live.js").State} props.state
 * @param {string} props.channel the name of the channel
 * @param {import("./workspace.js").Reader} props.reader
 * @param {() => void} props.onChannel
 * @param {(user: string) => void} props.onWriter
 * @param {import("preact").ComponentChildren} props.children buttons for the end of the bar
 */
export function AppPage({ state, channel, reader, onChannel, onWriter, children }) {
  const { user, epoch, people, app, home, messages } = state;
  const [tab, setTab] = useState(/** @type {typeof TABS[number]} */ ("home"));
  const [isOpening, setOpening] = useState(true);

  // Slack tells the app each time that somebody opens a tab. Before the first state, the reader is not known.
  useEffect(() => {
    if (epoch === 0) return;
    setOpening(true);
    void reader.openApp(tab).then(() => setOpening(false));
  }, [user, tab, epoch]);

  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const next = tab === "home" ? "messages" : "home";
    setTab(next);
    document.getElementById(`app-tab-${next}`)?.focus();
  };

  return html`<main class="channel app-page">
    <header class="bar">
      <div class="bar-text"><h1>${app.name}</h1></div>
      <p id="connection" role="status">${state.connection === "lost" ? texts.channel.reconnecting : ""}</p>
      <button type="button" class="bar-button place-switch" onClick=${onChannel}># ${channel}</button>
      ${children}
    </header>
    <div class="tabs" role="tablist" aria-label=${app.name} onKeyDown=${onKey}>
      ${TABS.map(
        (name) => html`<button
          type="button"
          role="tab"
          id=${`app-tab-${name}`}
          aria-selected=${name === tab}
          aria-controls="app-panel"
          tabindex=${name === tab ? 0 : -1}
          onClick=${() => setTab(name)}
        >
          ${texts.app[name]}
        </button>`,
      )}
    </div>
    <div
      id="app-panel"
      class=${`app-panel app-${tab}`}
      role="tabpanel"
      aria-labelledby=${`app-tab-${tab}`}
      aria-busy=${isOpening}
      tabindex="0"
    >
      ${
        tab === "home"
          ? html`<${Home} home=${home} isOpening=${isOpening} reader=${reader} />`
          : html`<${Messages} messages=${messages} reader=${reader} />`
      }
    </div>
    <footer class="app-foot">
      <${Writers} legend=${texts.app.viewAs} people=${people} user=${user} onWriter=${onWriter} />
    </footer>
  </main>`;
}
