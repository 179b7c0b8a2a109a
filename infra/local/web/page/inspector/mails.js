import { formatDate } from "../shared/date.js";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";
import { Nothing } from "./panel.js";

/** @param {{ mail: import("../types.js").Mail }} props */
const SingleMail = ({ mail: { to, subject, text, at, delivery } }) =>
  html`<article class="mail">
    <h3>${subject}</h3>
    <p class="mail-head">
      <span>${texts.mails.to} <b>${to}</b>${
        delivery &&
        html` · <span class="delivery" data-delivery=${delivery}>${texts.mails.delivery[delivery]}</span>`
      }</span
      ><time datetime=${at}>${formatDate(new Date(at), "{time}")}</time>
    </p>
    <div class="mail-text">${text}</div>
  </article>`;

/**
 * The sent mails, newest first.
 * @param {{ mails: import("../types.js").Mail[] }} props
 */
export const Mails = ({ mails }) =>
  html`<div role="log" aria-label=${texts.inspector.tabs.mails}>
    ${mails.map((mail) => html`<${SingleMail} key=${mail.id} mail=${mail} />`)}
    ${mails.length === 0 && html`<${Nothing}>${texts.mails.none}<//>`}
  </div>`;
