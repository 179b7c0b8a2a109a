import * as z from "zod";
import { drawNumber } from "../../data/ledger/draw-record.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { RevisionRequest } from "../../workflow/attempt/requests.ts";
import type { Texts } from "../locales/texts.ts";
import { formatConfirmation } from "../messages/confirmation.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller } from "./command.ts";
import type { StartExecution } from "./start-execution.ts";

/** The value of a button about a revision. `nonce` identifies the question: two clicks on its button start one execution. */
const revisionButton = z.object({
  nonce: z.string(),
  draw_no: drawNumber,
  employee_id: z.string().optional(),
  reason: z.string().optional(),
});

/** What a redraw or a void will change. */
export type RevisionTarget = Omit<z.output<typeof revisionButton>, "nonce">;

export function formatRevisionButton(target: RevisionTarget, { triggerId }: Caller): string {
  return JSON.stringify({ nonce: triggerId, ...target });
}

/** Throws `InvalidInput`. */
export function parseRevisionButton(value: string) {
  const { data } = safeParse(jsonOf(revisionButton), value);
  if (!data) throw new LotteryError("InvalidInput", "The button's value is not a revision.");
  return data;
}

/** Asks the caller to confirm a redraw or a void. The confirmation starts the execution. */
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
    ask: (question: string, target: RevisionTarget, caller: Caller): Message =>
      formatConfirmation(
        question,
        { action: actions.yes, label, value: formatRevisionButton(target, caller) },
        { action: actions.no, label: texts.cancel },
      ),

    buttons: {
      async [actions.yes](value: string, { userId, channelId }: Caller) {
        const { nonce, ...target } = parseRevisionButton(value);
        const status = await startExecution(`${kind}-${nonce}`, {
          revise: { kind, ...target },
          requested_by: userId,
          // There is no channel on the Home tab.
          ...(channelId && { channel_id: channelId }),
        });
        const { revision } = texts;
        return formatParagraph(
          (status === "started" ? revision.started : revision.notStarted)(target.draw_no),
        );
      },
      [actions.no]: () => formatParagraph(texts.cancelled),
    },
  };
}
