import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { html } from "./html.js";
import { texts } from "./texts.js";

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text
 * @property {string} yes
 * @property {string} no
 * @property {boolean} [isDanger]
 */

/**
 * A window above the page. It keeps the focus until it closes.
 * @param {object} props
 * @param {string} props.title
 * @param {() => void} props.onClose
 * @param {boolean} [props.isHidden] by a window above it
 * @param {import("preact").ComponentChildren} props.children
 */
export function Dialog({ title, onClose, isHidden = false, children }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Gives the focus back.
    return () => dialog?.close();
  }, []);
  return html`<dialog
    ref=${ref}
    class="dialog"
    hidden=${isHidden}
    aria-label=${title}
    onCancel=${(/** @type {Event} */ event) => {
      event.preventDefault();
      onClose();
    }}
  >
    <header class="dialog-head">
      <h2>${title}</h2>
      <button type="button" class="dialog-close" aria-label=${texts.close} onClick=${onClose}>✕</button>
    </header>
    ${children}
  </dialog>`;
}

/**
 * Asks the user to confirm an action.
 * @param {Question} question
 * @returns {Promise<boolean>} whether the user agrees
 */
export function ask({ title, text, yes, no, isDanger = false }) {
  const container = document.createElement("div");
  document.body.append(container);
  const focused = document.activeElement;
  return new Promise((resolve) => {
    const close = (/** @type {boolean} */ isConfirmed) => {
      render(null, container);
      container.remove();
      if (focused instanceof HTMLElement) focused.focus();
      resolve(isConfirmed);
    };
    render(
      html`<${Dialog} title=${title} onClose=${() => close(false)}>
        <p class="dialog-text">${text}</p>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick=${() => close(false)}>${no}</button>
          <button type="button" class=${`button ${isDanger ? "danger" : "primary"}`} onClick=${() => close(true)}>
            ${yes}
          </button>
        </footer>
      <//>`,
      container,
    );
  });
}
