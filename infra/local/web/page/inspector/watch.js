import { html } from "../shared/html.js";
import { Executions } from "./executions.js";
import { Log } from "./log.js";
import { Mails } from "./mails.js";
import { Tables } from "./tables.js";

/** @import { State } from "../live.js" */

/** Where the bot is, and whether it hears what people type there. @param {{ state: State }} props */
function ConnectionStatus({ state: { connection, slack } }) {
  const { status, team, bot } = slack ?? {};
  const isConnected = connection === "open" && status === "connected";
  const text =
    connection === "lost"
      ? html`The lottery does not answer. Is it still running?`
      : isConnected && team
        ? html`In the Slack workspace <b>${team.name}</b>${bot && html`, as <b>@${bot}</b>`}: type${" "}
            <code>/lottery help</code> in any channel`
        : html`Connecting to Slack${team && html`, to the workspace <b>${team.name}</b>`} …`;
  return html`<p class="connection-status" role="status" data-status=${isConnected ? "connected" : "connecting"}>${text}</p>`;
}

/** What is in the way of the first draw. @param {{ state: State }} props */
const Missing = ({ state: { tables } }) =>
  tables.some(({ table, count }) => table === "EMPLOYEE_TABLE" && count === 0) &&
  html`<p class="missing">
    <b>Nobody is on the roster yet, so nobody can be drawn.</b> The README tells how${" "}
    <code>npm run roster -- employees.csv</code> loads your people.
  </p>`;

/**
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.title
 * @param {unknown} props.children
 */
const Panel = ({ name, title, children }) =>
  html`<section class=${`watch-panel watch-${name}`} aria-labelledby=${`${name}-title`}>
    <h2 id=${`${name}-title`}>${title}</h2>
    <div class="panel" tabindex="0" role="group" aria-labelledby=${`${name}-title`}>${children}</div>
  </section>`;

/** What happens behind a bot that is in a real workspace; nothing here changes anything. @param {{ state: State }} props */
export function Watch({ state }) {
  const { slack, definition, executions, tables, mails, mailing, log } = state;
  const isUnsent = mailing === "shown" && mails.length > 0;
  return html`<div class="watch">
    <header class="bar">
      <img src="/page/lottery.svg" alt="" width="36" height="36" />
      <div class="bar-text">
        <h1>Lottery</h1>
        <${ConnectionStatus} state=${state} />
      </div>
      ${
        slack?.team &&
        html`<a class="bar-button" href=${slack.team.url} target="_blank" rel="noreferrer">Open Slack</a>`
      }
    </header>
    <${Missing} state=${state} />
    <main class="watch-panels">
      <${Panel} name="machine" title="State machine">
        <${Executions} definition=${definition} executions=${executions} tables=${tables} />
      <//>
      <${Panel} name="tables" title="Tables"><${Tables} tables=${tables} /><//>
      <${Panel} name="mails" title="Mails">
        ${
          isUnsent &&
          html`<p class="unsent">Shown here, and sent to nobody: <code>SMTP_URL</code> is not set.</p>`
        }
        <${Mails} mails=${mails} />
      <//>
      <${Panel} name="log" title="Log"><${Log} lines=${log} /><//>
    </main>
  </div>`;
}
