import { formatDate } from "./date.js";
import { byId, element } from "./element.js";

/** @typedef {{ to: string, subject: string, text: string, at: string }} Mail */

/** How many mails stay on the page. */
const SHOWN = 100;

/** @param {Mail} mail */
function renderMail({ to, subject, text, at }) {
  const date = new Date(at);
  return element(
    "article",
    { class: "mail" },
    element("h3", {}, subject),
    element(
      "p",
      { class: "mail-head" },
      element("span", {}, "to ", element("b", {}, to)),
      element("time", { datetime: at }, formatDate(date, "{time}")),
    ),
    element("div", { class: "mail-text" }, text),
  );
}

/** The mails that were sent, newest first. */
export function createMails() {
  const list = byId("mails");
  const badge = byId("mails-badge");
  let count = 0;

  const showCount = () => {
    badge.textContent = String(count);
  };

  return {
    /** @param {Mail[]} mails oldest first */
    reset(mails) {
      count = mails.length;
      showCount();
      const shown = mails.slice(-SHOWN).reverse().map(renderMail);
      const nothing = element(
        "p",
        { class: "nothing" },
        "No mail yet. When winners are drawn, every subscriber gets one.",
      );
      list.replaceChildren(...(shown.length ? shown : [nothing]));
    },

    /** @param {Mail} mail */
    add(mail) {
      count += 1;
      showCount();
      list.querySelector(".nothing")?.remove();
      const shown = renderMail(mail);
      shown.classList.add("arrived");
      list.prepend(shown);
      if (list.childElementCount > SHOWN) list.lastElementChild?.remove();
    },
  };
}
