import { createChannel } from "./channel.js";
import { createComposer } from "./composer.js";
import { byId } from "./element.js";
import { createMails } from "./mails.js";
import { showSidebar } from "./sidebar.js";

/**
 * @typedef {object} State what the server tells when a page comes
 * @property {{ name: string }} team
 * @property {{ id: string, name: string }} app
 * @property {{ id: string, name: string }} slackbot
 * @property {{ id: string, name: string, real_name: string }[]} people
 * @property {{ id: string, name: string, topic: string }[]} channels
 * @property {import("./message.js").Message[]} messages
 * @property {import("./mails.js").Mail[]} mails
 */

const CHANNEL = "C0LOTTERY";
const FAILURES = /** @type {Record<string, string>} */ ({
  operation_timeout: "The app did not answer in time.",
  dispatch_failed: "The app could not handle this.",
  message_not_found: "This message is gone.",
});

let user = "U0OPERATOR";
/** @type {State | undefined} */
let state;
/** @type {EventSource | undefined} */
let source;

/**
 * @param {string} path
 * @param {Record<string, string>} body
 * @returns {Promise<string | undefined>} what to tell the reader if it failed
 */
async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, channel: CHANNEL, ...body }),
    });
    const { ok, error } = await response.json();
    return ok ? undefined : (FAILURES[error] ?? error);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return "The local stack does not answer. Is it still running?";
  }
}

/** @param {string} id */
function findAuthor(id) {
  const person = state?.people.find((each) => each.id === id);
  if (person) return { id, name: person.real_name, isApp: false };
  return {
    id,
    name: (id === state?.app.id ? state?.app.name : state?.slackbot.name) ?? id,
    isApp: id === state?.app.id,
  };
}

const composer = createComposer({
  onSend: (text) => post("/playground/command", { text }),
  onWriter: (id) => {
    user = id;
    connect();
  },
});
const mails = createMails();
const channel = createChannel({
  onSuggestion: (text) => {
    void composer.send(text);
    byId("message-box").focus();
  },
  surroundingsOf: (message) => ({
    author: findAuthor(message.user),
    names: {
      reader: user,
      person: (id) =>
        id === state?.app.id ? state.app.name : state?.people.find((each) => each.id === id)?.real_name,
      channel: (id) => state?.channels.find((each) => each.id === id)?.name,
    },
    onAction: (block_id, action_id) =>
      post("/playground/action", { channel: message.channel, ts: message.ts, block_id, action_id }),
  }),
});

/** @param {State} received */
function showState(received) {
  state = received;
  const current = state.channels.find(({ id }) => id === CHANNEL);
  if (!current) return;
  byId("channel-name").textContent = `# ${current.name}`;
  byId("channel-topic").textContent = current.topic;
  composer.showChannel(current);
  composer.showWriters(state.people, user);
  showSidebar(state, CHANNEL, user);
  channel.reset(
    current,
    state.messages.filter((message) => message.channel === CHANNEL),
  );
  mails.reset(state.mails);
}

/** Listens to what happens for the one who writes; after a break everything is told anew. */
function connect() {
  source?.close();
  source = new EventSource(`/playground/events?user=${encodeURIComponent(user)}`);
  const on = (/** @type {string} */ name, /** @type {(data: any) => void} */ show) =>
    source?.addEventListener(name, (event) => show(JSON.parse(event.data)));
  on("state", showState);
  on("message", (message) => message.channel === CHANNEL && channel.show(message));
  on("removed", (removed) => removed.channel === CHANNEL && channel.remove(removed.ts));
  on("mail", (mail) => mails.add(mail));
  const tell = (/** @type {string} */ text) => {
    byId("connection").textContent = text;
  };
  source.addEventListener("open", () => tell(""));
  source.addEventListener("error", () => tell("Reconnecting …"));
}

for (const button of document.querySelectorAll(".view-switch"))
  button.addEventListener("click", () => {
    document.body.dataset["view"] = button instanceof HTMLElement ? button.dataset["view"] : "channel";
  });

// A keyboard that fills half of a phone should not open by itself.
if (matchMedia("(hover: hover)").matches) byId("message-box").focus();
connect();
