import { type Message, section } from "./message.ts";

/** The block of a question's buttons. A click names it, so a click on a question can be distinguished from others. */
export const QUESTION_BLOCK = "lottery_question";

/** After this time a question is no longer about what the person saw when they asked. */
const EXPIRES_MS = 15 * 60_000;

/** Whether a question that was asked at this time has expired. */
export function isExpired(askedAt: Date, now: Date): boolean {
  return askedAt.getTime() + EXPIRES_MS <= now.getTime();
}

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
        block_id: QUESTION_BLOCK,
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
