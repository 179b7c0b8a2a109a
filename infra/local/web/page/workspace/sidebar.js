import { Avatar } from "../shared/avatar.js";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";

/** @param {{ state: import("../live.js").State, channel: string }} props */
export const Sidebar = ({ state: { team, channels, people, app, user }, channel }) =>
  html`<nav class="sidebar" aria-label=${texts.sidebar.label}>
    <p class="team"><img src="/page/lottery.svg" alt="" width="32" height="32" /><span>${team.name}</span></p>
    <p class="sidebar-title" id="channels-title">${texts.sidebar.channels}</p>
    <ul aria-labelledby="channels-title">
      ${channels.map(
        ({ id, name }) => html`<li key=${id} aria-current=${id === channel ? "page" : undefined}>
          <span class="hash">#</span>${name}
        </li>`,
      )}
    </ul>
    <p class="sidebar-title" id="people-title">${texts.sidebar.people}</p>
    <ul aria-labelledby="people-title">
      ${people.map(
        ({ id, real_name: name }) => html`<li key=${id}>
          <${Avatar} id=${id} name=${name} /><span>${name}</span>${id === user && html`<span class="you">${texts.sidebar.you}</span>`}
        </li>`,
      )}
    </ul>
    <p class="sidebar-title" id="apps-title">${texts.sidebar.apps}</p>
    <ul aria-labelledby="apps-title">
      <li><${Avatar} id=${app.id} name=${app.name} isApp />${app.name}</li>
    </ul>
    <p class="sidebar-note">${texts.sidebar.note}</p>
  </nav>`;
