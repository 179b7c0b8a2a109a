import { html } from "../shared/html.js";
import { slashCommand, texts } from "../shared/texts.js";
import { Executions } from "./executions.js";
import { Log } from "./log.js";
import { Mails } from "./mails.js";
import { Tables } from "./tables.js";

/** @import { State } from "../live.js" */

/** The workspace of the bot, and whether people can reach it there. @param {{ state: State }} props */
function ConnectionStatus({ state: { connection, slack } }) {
  const { status, team, bot } = slack ?? {};
  const isConnected = connection === "open" && status === "connected";
  const { lost, connected, connecting, connectingTo } = texts.watch;
  const text =
    connection === "lost"
      ? lost
      : isConnected && team
        ? html`${connected.before}<b>${team.name}</b>${bot && html`${connected.bot}<b>@${bot}</b>`}${connected.type}<code>${slashCommand} help</code>${connected.after}`
        : team
          ? html`${connectingTo[0]}<b>${team.name}</b>${connectingTo[1]}`
          : connecting;
  return html`<p class="connection-status" role="status" data-status=${isConnected ? "connected" : "connecting"}>${text}</p>`;
}

/** Says that the roster is empty. @param {{ state: State }} props */
function EmptyRoster({ state: { tables } }) {
  const [before, after] = texts.watch.importRoster;
  return (
    tables.some(({ table, count }) => table === "EMPLOYEE_TABLE" && count === 0) &&
    html`<p class="empty-roster">
      <b>${texts.watch.emptyRoster}</b> ${before}<code>npm run roster -- employees.csv</code>${after}
    </p>`
  );
}

/**
 * @param {object} props
 * @param {keyof typeof texts.inspector.tabs} props.name
 * @param {unknown} props.children
 */
const WatchPanel = ({ name, children }) =>
  html`<section class=${`watch-panel watch-${name}`} aria-labelledby=${`${name}-title`}>
    <h2 id=${`${name}-title`}>${texts.inspector.tabs[name]}</h2>
    <div class="panel" tabindex="0" role="group" aria-labelledby=${`${name}-title`}>${children}</div>
  </section>`;

/** The inspector of a bot in a real workspace. It cannot change anything. @param {{ state: State }} props */
export function Watch({ state }) {
  const { slack, definition, executions, tables, mails, mailing, log } = state;
  const [beforeSetting, afterSetting] = texts.watch.unsent;
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
        html`<a class="bar-button" href=${slack.team.url} target="_blank" rel="noreferrer">${texts.watch.openSlack}</a>`
      }
    </header>
    <${EmptyRoster} state=${state} />
    <main class="watch-panels">
      <${WatchPanel} name="machine">
        <${Executions} definition=${definition} executions=${executions} tables=${tables} />
      <//>
      <${WatchPanel} name="tables"><${Tables} tables=${tables} /><//>
      <${WatchPanel} name="mails">
        ${isUnsent && html`<p class="unsent">${beforeSetting}<code>SMTP_URL</code>${afterSetting}</p>`}
        <${Mails} mails=${mails} />
      <//>
      <${WatchPanel} name="log"><${Log} lines=${log} /><//>
    </main>
  </div>`;
}
