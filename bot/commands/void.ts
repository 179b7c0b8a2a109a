import { LONGEST_REASON } from "../../workflow/attempt/requests.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { formatHandOverWarning } from "../messages/hand-over.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import { formatNames } from "../messages/winner-list.ts";
import type { CreateCommand } from "./command.ts";
import { createConfirmRevision } from "./confirm-revision.ts";
import { createWithCurrentWinners } from "./with-current-winners.ts";

/** `/lottery void <draw> [reason]`: cancels a whole draw. Its winners can win later draws. */
export const createVoid: CreateCommand = ({ texts, ledger, startExecution, now }) => {
  const { ask, buttons } = createConfirmRevision({ kind: "void", texts, startExecution });
  const withCurrentWinners = createWithCurrentWinners({ texts, ledger, now });
  return {
    buttons,
    run(args, caller) {
      const parsed = parseDrawNumber(args);
      if (!parsed) return formatParagraph(texts.void.usage);
      const { drawNo, rest: reason } = parsed;
      return withCurrentWinners(drawNo, async (draw, winners) => {
        if (reason.length > LONGEST_REASON)
          return formatParagraph(texts.revision.reasonTooLong(LONGEST_REASON));
        const names = formatNames(winners, texts.listSeparator, texts.history.more);
        const question = texts.void.question(drawNo, names, escapeMrkdwn(reason) || undefined);
        const handOvers = await ledger.handOvers.list(drawNo);
        const handed = winners.flatMap(({ employee_id }) => handOvers.get(employee_id) ?? []);
        const audience = texts.revision.audience(draw.channel_id !== undefined);
        const lines = [
          question,
          ...(handed.length > 0 ? [formatHandOverWarning(handed, texts)] : []),
          audience,
        ];
        return ask(lines.join("\n"), { draw_no: drawNo, ...(reason && { reason }) }, caller);
      });
    },
  };
};
