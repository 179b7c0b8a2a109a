import { render } from "preact";
import { useState } from "preact/hooks";
import { Inspector } from "./inspector/inspector.js";
import { followLive } from "./live.js";
import { html } from "./shared/html.js";
import { Sidebar } from "./workspace/sidebar.js";
import { Workspace } from "./workspace/workspace.js";

/** @param {{ state: import("./live.js").State, become: (user: string) => void }} props */
function Page({ state, become }) {
  const [view, setView] = useState("channel");
  return html`<div class="page" data-view=${view}>
    <${Sidebar} state=${state} channel="C0LOTTERY" />
    <${Workspace} state=${state} onWriter=${become} onInside=${() => setView("inside")} />
    <${Inspector} state=${state} onChannel=${() => setView("channel")} />
  </div>`;
}

const root = document.getElementById("page");
if (!root) throw new Error("The page has no #page.");
const { become } = followLive((state) => render(html`<${Page} state=${state} become=${become} />`, root));
