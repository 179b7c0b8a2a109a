import { render } from "preact";
import { html } from "./html.js";
import { Watch } from "./inspector/watch.js";
import { followLive } from "./live.js";

const root = document.getElementById("page");
if (!root) throw new Error("The page has no #page.");
followLive(
  (state) => render(html`<${Watch} state=${state} />`, root),
  () => "/inspector/events",
);
