import { useMemo, useState } from "preact/hooks";
import { Composer } from "../composer/composer.js";
import { html } from "../shared/html.js";
import { post, postFile } from "../shared/post.js";
import { texts } from "../shared/texts.js";
import { AppPage } from "./app-page.js";
import { Channel } from "./channel.js";
import { Modal } from "./modal.js";

const CHANNEL = "C0LOTTERY";
const CONNECTION = { connecting: "", open: "", lost: texts.channel.reconnecting };

/**
 * Creates what the user sees of the workspace and can do there.
 * @param {import("../live.js").State} state
 */
function createReader({ user, people, channels, app, slackbot, epoch }) {
  const findPerson = (/** @type {string} */ id) => people.find((person) => person.id === id);
  const who = { user, channel: CHANNEL };
  return {
    epoch,
    people,
    channels,
    channel: CHANNEL,
    names: {
      reader: user,
      person: (/** @type {string} */ id) => (id === app.id ? app.name : findPerson(id)?.real_name),
      channel: (/** @type {string} */ id) => channels.find((channel) => channel.id === id)?.name,
    },
    findAuthor(/** @type {string} */ id) {
      const isApp = id === app.id;
      return { id, isApp, name: findPerson(id)?.real_name ?? (isApp ? app.name : slackbot.name) };
    },
    say: async (/** @type {string} */ text, /** @type {string | undefined} */ thread) =>
      (await post("/playground/command", { ...who, text, ...(thread && { thread_ts: thread }) })).error,
    act: async (/** @type {Record<string, unknown>} */ action) =>
      (await post("/playground/action", { ...who, ...action })).error,
    submit: (/** @type {string} */ view, /** @type {object} */ values) =>
      post("/playground/submission", { ...who, view_id: view, values }),
    sendFile: (/** @type {File} */ file) => postFile("/playground/form-files", user, file),
    openApp: (/** @type {string} */ tab) => post("/playground/home", { ...who, tab }),
    closeView: (/** @type {string} */ view) => post("/playground/closing", { ...who, view_id: view }),
  };
}

/** @typedef {ReturnType<typeof createReader>} Reader */

/**
 * The channel or one of its threads with the composer, or the app, and the modal above them.
 * @param {object} props
 * @param {import("../live.js").State} props.state
 * @param {import("./sidebar.js").Place} props.place
 * @param {(place: import("./sidebar.js").Place) => void} props.onPlace
 * @param {(user: string) => void} props.onWriter
 * @param {() => void} props.onInspector shows the inspector instead, on a narrow screen
 */
export function Workspace({ state, place, onPlace, onWriter, onInspector }) {
  const { user, epoch, people, channels, views, messages, executions } = state;
  const [thread, setThread] = useState(/** @type {string | undefined} */ (undefined));
  const reader = useMemo(() => createReader(state), [user, epoch]);
  const { name, topic } = channels.find(({ id }) => id === CHANNEL) ?? { name: "lottery", topic: "" };
  const isRunning = executions.some(({ status }) => status === "RUNNING");

  const modals = views.map(
    (view) =>
      html`<${Modal} key=${view.id} view=${view} reader=${reader} isCovered=${view !== views.at(-1)} />`,
  );
  const inspectorSwitch = html`<button
    type="button"
    class=${`view-switch${isRunning ? " running" : ""}`}
    onClick=${onInspector}
  >
    ${texts.channel.inspector}
  </button>`;

  if (place === "app")
    return html`<${AppPage}
        state=${state}
        channel=${name}
        reader=${reader}
        onChannel=${() => onPlace("channel")}
        onWriter=${onWriter}
      >
        ${inspectorSwitch}
      <//>
      ${modals}`;

  return html`<main class="channel">
      <header class="bar">
        ${
          thread &&
          html`<button type="button" class="bar-button" aria-label=${texts.channel.backToChannel} onClick=${() => setThread(undefined)}>
            ←
          </button>`
        }
        <div class="bar-text">
          <h1>${thread ? texts.channel.thread : `# ${name}`}</h1>
          <p>${thread ? `# ${name}` : topic}</p>
        </div>
        <p id="connection" role="status">${CONNECTION[state.connection]}</p>
        <button type="button" class="bar-button place-switch" onClick=${() => onPlace("app")}>${state.app.name}</button>
        ${inspectorSwitch}
      </header>
      <${Channel}
        name=${name}
        messages=${messages}
        thread=${thread}
        reader=${reader}
        onThread=${setThread}
        onExample=${reader.say}
      />
      <${Composer}
        channel=${name}
        isThread=${thread !== undefined}
        people=${people}
        commands=${state.commands}
        user=${user}
        onSend=${(/** @type {string} */ text) => reader.say(text, thread)}
        onWriter=${onWriter}
      />
    </main>
    ${modals}`;
}
