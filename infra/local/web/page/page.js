import { render } from "preact";
import { useState } from "preact/hooks";
import { Inspector } from "./inspector/inspector.js";
import { followLive } from "./live.js";
import { html } from "./shared/html.js";
import { Sidebar } from "./workspace/sidebar.js";
import { Workspace } from "./workspace/workspace.js";

/** @param {{ state: import("./live.js").State, switchUser: (user: string) => void }} props */
function Page({ state, switchUser }) {
  const [view, setView] = useState("channel");
  const [place, setPlace] = useState(/** @type {import("./workspace/sidebar.js").Place} */ ("channel"));
  return html`<div class="page" data-view=${view}>
    <${Sidebar} state=${state} channel="C0LOTTERY" place=${place} onPlace=${setPlace} />
    <${Workspace}
      state=${state}
      place=${place}
      onPlace=${setPlace}
      onWriter=${switchUser}
      onInspector=${() => setView("inspector")}
    />
    <${Inspector} state=${state} onChannel=${() => setView("channel")} />
  </div>`;
}

const root = document.getElementById("page");
if (!root) throw new Error("The page has no #page.");
const { switchUser } = followLive((state) =>
  render(html`<${Page} state=${state} switchUser=${switchUser} />`, root),
);
