import { formatDate } from "../shared/date.js";
import { html } from "../shared/html.js";

const DELIVERIES = { sending: "being sent", sent: "sent", failed: "not sent" };

/** @param {{ mail: import("../types.js").Mail }} props */
const OneMail = ({ mail: { to, subject, text, at, delivery } }) =>
  html`<article class="mail">
    <h3>${subject}</h3>
    <p class="mail-head">
      <span>to <b>${to}</b>${delivery && html` · <span class="delivery" data-delivery=${delivery}>${DELIVERIES[delivery]}</span>`}</span
      ><time datetime=${at}>${formatDate(new Date(at), "{time}")}</time>
    </p>
    <div class="mail-text">${text}</div>
  </article>`;

/**
 * The mails that were sent, newest first.
 * @param {{ mails: import("../types.js").Mail[] }} props
 */
export const Mails = ({ mails }) =>
  html`<div role="log" aria-label="Mails">
    ${mails.map((mail) => html`<${OneMail} key=${mail.id} mail=${mail} />`)}
    ${
      mails.length === 0 &&
      html`<p class="nothing">No mail yet. When winners are drawn, every subscriber gets one.</p>`
    }
  </div>`;
