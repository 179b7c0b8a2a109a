import { render } from "preact";
import { Watch } from "./inspector/watch.js";
import { followLive } from "./live.js";
import { html } from "./shared/html.js";

const root = document.getElementById("page");
if (!root) throw new Error("The page has no #page.");
followLive(
  (state) => render(html`<${Watch} state=${state} />`, root),
  () => "/inspector/events",
);
