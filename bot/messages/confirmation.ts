import { type Message, section } from "./message.ts";

/** A question with two buttons. `value` is the value of the button that confirms. */
export function formatConfirmation(
  question: string,
  yes: { action: string; label: string; value: string },
  no: { action: string; label: string },
): Message {
  return {
    text: question,
    blocks: [
      section(question),
      {
        type: "actions",
        elements: [
          {
            type: "button",
            style: "danger",
            action_id: yes.action,
            text: { type: "plain_text", text: yes.label },
            value: yes.value,
          },
          { type: "button", action_id: no.action, text: { type: "plain_text", text: no.label } },
        ],
      },
    ],
  };
}
