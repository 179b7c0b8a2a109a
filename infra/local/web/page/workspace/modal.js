import { useEffect, useRef, useState } from "preact/hooks";
import { readValues } from "../block-kit/block-elements.js";
import { Blocks } from "../block-kit/blocks.js";
import { Dialog } from "../shared/dialog.js";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";

/**
 * A modal that the app opened.
 * @param {object} props
 * @param {import("../types.js").View} props.view
 * @param {import("./workspace.js").Reader} props.reader
 * @param {boolean} props.isCovered by a modal above it
 */
export function Modal({ view, reader, isCovered }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [problem, setProblem] = useState("");
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}));
  const [isBusy, setBusy] = useState(false);

  // As in Slack, the errors disappear when the app changes the modal. What was entered stays.
  useEffect(() => setErrors({}), [view.hash]);

  const context = {
    id: view.id,
    names: reader.names,
    people: reader.people,
    channels: reader.channels,
    channel: reader.channel,
    onFile: reader.sendFile,
    onAction: (/** @type {string} */ blockId, /** @type {string} */ actionId, /** @type {object} */ values) =>
      reader.act({ view_id: view.id, block_id: blockId, action_id: actionId, values }),
  };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    const result = await reader.submit(view.id, readValues(form.current));
    setBusy(false);
    setErrors(result.errors ?? {});
    setProblem(result.error && !result.errors ? texts.failures.submission : "");
  };

  return html`<${Dialog} title=${view.title.text} isHidden=${isCovered} onClose=${() => reader.closeView(view.id)}>
    <form ref=${form} class="modal" onSubmit=${submit} aria-busy=${isBusy}>
      <p class="modal-problem" role="alert">${problem}</p>
      <${Blocks} blocks=${view.blocks} context=${context} errors=${errors} isModal />
      <footer class="dialog-foot">
        <button type="button" class="button" onClick=${() => reader.closeView(view.id)}>
          ${view.close?.text ?? texts.cancel}
        </button>
        ${view.submit && html`<button type="submit" class="button primary">${view.submit.text}</button>`}
      </footer>
    </form>
  <//>`;
}
