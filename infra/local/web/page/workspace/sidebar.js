import { Avatar } from "../shared/avatar.js";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";

/** @typedef {"channel" | "app"} Place what is shown next to the sidebar */

/**
 * @param {object} props
 * @param {import("../live.js").State} props.state
 * @param {string} props.channel
 * @param {Place} props.place
 * @param {(place: Place) => void} props.onPlace
 */
export const Sidebar = ({ state: { team, channels, people, app, user }, channel, place, onPlace }) =>
  html`<nav class="sidebar" aria-label=${texts.sidebar.label}>
    <p class="team"><img src="/page/lottery.svg" alt="" width="32" height="32" /><span>${team.name}</span></p>
    <p class="sidebar-title" id="channels-title">${texts.sidebar.channels}</p>
    <ul aria-labelledby="channels-title">
      ${channels.map(
        ({ id, name }) => html`<li key=${id}>
          <button
            type="button"
            aria-current=${place === "channel" && id === channel ? "page" : undefined}
            onClick=${() => onPlace("channel")}
          >
            <span class="hash">#</span>${name}
          </button>
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
      <li>
        <button type="button" aria-current=${place === "app" ? "page" : undefined} onClick=${() => onPlace("app")}>
          <${Avatar} id=${app.id} name=${app.name} isApp />${app.name}
        </button>
      </li>
    </ul>
    <p class="sidebar-note">${texts.sidebar.note}</p>
  </nav>`;
