import { useRef, useState } from "preact/hooks";
import { html } from "../shared/html.js";
import { texts } from "../shared/texts.js";

/**
 * A field for files. As in Slack, they are sent as soon as they are chosen, and the form has their ids.
 * @param {object} props
 * @param {import("../types.js").BlockElement} props.element
 * @param {object} props.field
 * @param {(file: File) => Promise<string | undefined>} [props.onFile]
 */
export function FileField({ element, field, onFile }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [ids, setIds] = useState("");
  const [isBusy, setBusy] = useState(false);

  const send = async () => {
    const node = input.current;
    setIds("");
    setBusy(true);
    node?.setCustomValidity(texts.failures.fileUnderWay);
    const sent = await Promise.all([...(node?.files ?? [])].map((file) => onFile?.(file)));
    setBusy(false);
    const isComplete = sent.every((id) => id !== undefined);
    setIds(isComplete ? sent.join(" ") : "");
    node?.setCustomValidity(isComplete ? "" : texts.failures.fileNotSent);
    if (!isComplete) node?.reportValidity();
  };

  return html`<input
    ref=${input}
    class="field"
    type="file"
    accept=${(element.filetypes ?? []).map((type) => `.${type}`).join()}
    multiple=${element.max_files !== 1}
    aria-busy=${isBusy}
    data-files=${ids || undefined}
    onChange=${send}
    ...${field}
  />`;
}
