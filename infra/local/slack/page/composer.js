import { renderAvatar } from "./avatar.js";
import { byId, element } from "./element.js";

/**
 * The box to write in, and the choice of who writes.
 * @param {object} deps
 * @param {(text: string) => Promise<string | undefined>} deps.onSend answers what to tell if it failed
 * @param {(user: string) => void} deps.onWriter
 */
export function createComposer({ onSend, onWriter }) {
  const form = byId("composer");
  const box = /** @type {HTMLTextAreaElement} */ (byId("message-box"));
  const problem = byId("composer-error");

  const markReady = () => form.classList.toggle("ready", box.value.trim() !== "");

  /** @param {string} text */
  async function send(text) {
    problem.textContent = "";
    const failure = await onSend(text);
    if (!failure) return;
    problem.textContent = failure;
    box.value ||= text;
    markReady();
  }

  box.addEventListener("input", markReady);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.dispatchEvent(new SubmitEvent("submit", { cancelable: true }));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    markReady();
    void send(text);
  });

  return {
    send,

    /** @param {{ name: string }} channel */
    showChannel({ name }) {
      box.setAttribute("aria-label", `Message #${name}`);
      box.placeholder = `Message #${name}, or type /lottery`;
    },

    /**
     * @param {{ id: string, real_name: string }[]} people
     * @param {string} chosen
     */
    showWriters(people, chosen) {
      const writers = byId("writers");
      if (writers.querySelector("input")) return;
      writers.append(
        ...people.map(({ id, real_name: name }) =>
          element(
            "label",
            {},
            element("input", {
              type: "radio",
              name: "writer",
              value: id,
              checked: id === chosen,
              onchange: () => onWriter(id),
            }),
            renderAvatar({ id, name, isApp: false }),
            element("span", { class: "writer-name" }, name),
          ),
        ),
      );
    },
  };
}
