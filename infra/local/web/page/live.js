/**
 * @import { Command, Execution, Fault, HomeView, LogLine, Machine, Mail, Message, Person, SlackConnection, Table, View } from "./types.js"
 *
 * @typedef {object} State what the page shows
 * @property {string} user the person who reads and writes
 * @property {"connecting" | "open" | "lost"} connection
 * @property {{ name: string }} team
 * @property {{ id: string, name: string }} app
 * @property {{ id: string, name: string }} slackbot
 * @property {Person[]} people
 * @property {{ id: string, name: string, topic: string }[]} channels
 * @property {Message[]} messages oldest first
 * @property {number} epoch increases when the server sends the whole state again
 * @property {Command[]} commands
 * @property {View[]} views the open modals, the topmost last
 * @property {HomeView | null} home the app's Home tab, as it was published for this person
 * @property {Mail[]} mails newest first
 * @property {number} mailCount
 * @property {Machine | undefined} definition
 * @property {Execution[]} executions newest first
 * @property {Table[]} tables
 * @property {LogLine[]} log newest first
 * @property {Fault[]} faults
 * @property {SlackConnection | undefined} slack the connection to a real Slack
 * @property {"sent" | "shown" | undefined} mailing whether mails are sent or only shown; undefined in the simulated workspace
 */

/** The number of newest entries that the page keeps. */
const KEPT = { messages: 300, mails: 100, executions: 60, items: 200, log: 200 };

/** @type {State} */
export const INITIAL = {
  user: "U0OPERATOR",
  connection: "connecting",
  team: { name: "Lottery" },
  app: { id: "", name: "Lottery" },
  slackbot: { id: "", name: "Slackbot" },
  people: [],
  channels: [],
  messages: [],
  epoch: 0,
  commands: [],
  views: [],
  home: null,
  mails: [],
  mailCount: 0,
  definition: undefined,
  executions: [],
  tables: [],
  log: [],
  faults: [],
  slack: undefined,
  mailing: undefined,
};

/**
 * @param {State} state
 * @param {Message} message
 * @returns {Message[]}
 */
function putMessage({ messages }, message) {
  const at = messages.findLastIndex(({ ts }) => ts === message.ts);
  return at < 0 ? [...messages, message].slice(-KEPT.messages) : messages.with(at, message);
}

/**
 * @param {State} state
 * @param {Execution[]} changed
 * @returns {Execution[]}
 */
function putExecutions({ executions }, changed) {
  const byName = new Map(executions.map((each) => [each.name, each]));
  for (const each of changed) byName.set(each.name, each);
  return [...byName.values()].sort((a, b) => b.startDate - a.startDate).slice(0, KEPT.executions);
}

/**
 * @param {State} state
 * @param {{ table: string, count: number, changed: { key: string, item: Record<string, unknown> | null }[] }} change
 * @returns {Table[]}
 */
function putItems({ tables }, { table, count, changed }) {
  return tables.map((each) => {
    if (each.table !== table) return each;
    const items = new Map(each.items);
    for (const { key, item } of changed) {
      items.delete(key);
      if (item) items.set(key, item);
    }
    for (const key of items.keys()) {
      if (items.size <= KEPT.items) break;
      items.delete(key);
    }
    return { ...each, count, items, fresh: new Set(changed.map(({ key }) => key)) };
  });
}

/** The changes of the state by each event of the stream. */
const REDUCERS = /** @type {Record<string, (state: State, data: any) => Partial<State>>} */ ({
  state: ({ epoch }, { inspector, mails, messages = [], views = [], ...workspace }) => ({
    ...workspace,
    views,
    epoch: epoch + 1,
    messages: messages.slice(-KEPT.messages),
    mails: mails.slice(-KEPT.mails).reverse(),
    mailCount: mails.length,
    definition: inspector.executions?.definition,
    executions: inspector.executions?.executions ?? [],
    log: (inspector.log ?? []).slice(-KEPT.log).reverse(),
    faults: inspector.faults ?? [],
    slack: inspector.slack,
    tables: (inspector.tables ?? []).map((/** @type {any} */ table) => ({
      ...table,
      items: new Map(table.items.map((/** @type {any} */ { key, item }) => [key, item])),
      fresh: new Set(),
    })),
  }),
  message: (state, message) => ({ messages: putMessage(state, message) }),
  removed: ({ messages }, { ts }) => ({ messages: messages.filter((message) => message.ts !== ts) }),
  views: (_, views) => ({ views }),
  home: (_, home) => ({ home }),
  mail: ({ mails, mailCount }, mail) => {
    const at = mails.findIndex(({ id }) => id === mail.id);
    return at < 0
      ? { mails: [mail, ...mails].slice(0, KEPT.mails), mailCount: mailCount + 1 }
      : { mails: mails.with(at, mail) };
  },
  executions: (state, changed) => ({ executions: putExecutions(state, changed) }),
  tables: (state, change) => ({ tables: putItems(state, change) }),
  log: ({ log }, line) => ({ log: [line, ...log].slice(0, KEPT.log) }),
  faults: (_, faults) => ({ faults }),
  slack: (_, slack) => ({ slack }),
});

/**
 * Follows the server's events for one person. After an interruption the server sends the whole state again.
 * @param {(state: State) => void} onChange called at most once per animation frame, and at once when the person changes
 * @param {(user: string) => string} formatPath formats the path of a person's stream
 */
export function followLive(
  onChange,
  formatPath = (user) => `/playground/events?user=${encodeURIComponent(user)}`,
) {
  let state = INITIAL;
  let isDue = false;
  /** @type {EventSource | undefined} */
  let source;

  /** @param {Partial<State>} changes */
  const change = (changes) => {
    state = { ...state, ...changes };
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      onChange(state);
    });
  };

  const connect = () => {
    source?.close();
    source = new EventSource(formatPath(state.user));
    for (const [name, reduce] of Object.entries(REDUCERS))
      source.addEventListener(name, (event) => change(reduce(state, JSON.parse(event.data))));
    source.addEventListener("open", () => change({ connection: "open" }));
    source.addEventListener("error", () => change({ connection: "lost" }));
  };
  connect();

  return {
    /** @param {string} user */
    switchUser(user) {
      state = { ...state, user, home: null };
      // A text that is sent before the next frame already belongs to this person.
      onChange(state);
      connect();
    },
  };
}
