import * as z from "zod";
import { drawNumber } from "../../data/ledger/draw-record.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { RevisionRequest } from "../../workflow/tasks/events.ts";
import type { Texts } from "../locales/texts.ts";
import { formatConfirmation } from "../messages/confirmation.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller } from "./command.ts";
import type { StartExecution } from "./start-execution.ts";

/** What a button about a revision carries. `nonce` names the question, so that two clicks on it start one execution. */
const asked = z.object({
  nonce: z.string(),
  draw_no: drawNumber,
  employee_id: z.string().optional(),
  reason: z.string().optional(),
});

export type Asked = Omit<z.output<typeof asked>, "nonce">;

export function formatAsked(request: Asked, { triggerId }: Caller): string {
  return JSON.stringify({ nonce: triggerId, ...request });
}

/** Throws `InvalidInput`. */
export function parseAsked(value: string) {
  const { data } = safeParse(jsonOf(asked), value);
  if (!data) throw new LotteryError("InvalidInput", "A button carries no revision.");
  return data;
}

/** Asks before a win or a draw is taken back, and starts the execution that does it. */
export function createConfirmRevision({
  kind,
  texts,
  startExecution,
}: {
  kind: RevisionRequest["revise"]["kind"];
  texts: Texts;
  startExecution: StartExecution;
}) {
  const actions = { yes: `lottery_${kind}_confirm`, no: `lottery_${kind}_cancel` };
  const label = kind === "redraw" ? texts.redraw.confirm : texts.void.confirm;

  return {
    ask: (question: string, request: Asked, caller: Caller): Message =>
      formatConfirmation(
        question,
        { action: actions.yes, label, value: formatAsked(request, caller) },
        { action: actions.no, label: texts.cancel },
      ),

    buttons: {
      async [actions.yes](value: string, { userId, channelId }: Caller) {
        const { nonce, ...request } = parseAsked(value);
        const started = await startExecution(`${kind}-${nonce}`, {
          revise: { kind, ...request },
          requested_by: userId,
          channel_id: channelId,
        });
        const { revision } = texts;
        return formatParagraph((started ? revision.started : revision.notStarted)(request.draw_no));
      },
      [actions.no]: () => formatParagraph(texts.cancelled),
    },
  };
}
