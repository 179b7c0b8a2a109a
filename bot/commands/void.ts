import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { LONGEST_REASON } from "../../workflow/tasks/events.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { formatUndecided } from "../messages/failure.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import { formatNames } from "../messages/winner-list.ts";
import type { Command } from "./command.ts";
import { createConfirmRevision } from "./confirm-revision.ts";

/** `/lottery void <draw> [reason]`: cancels a whole draw. Its people can win later draws. */
export const voidCommand: Command = {
  needsOperator: true,
  create({ texts, ledger, startExecution, now }) {
    const { ask, buttons } = createConfirmRevision({ kind: "void", texts, startExecution });
    return {
      buttons,
      async run(args, caller) {
        const asked = parseDrawNumber(args);
        if (!asked) return formatParagraph(texts.void.usage);
        const { drawNo, rest: reason } = asked;
        const draw = await ledger.read(drawNo);
        if (!draw) return formatParagraph(texts.history.unknownDraw(drawNo));
        if (draw.status !== "drawn") return formatUndecided(draw, texts, now());
        const standing = currentWinners(draw.winners);
        if (standing.length === 0) return formatParagraph(texts.revision.isVoid(drawNo));
        if (reason.length > LONGEST_REASON)
          return formatParagraph(texts.revision.reasonTooLong(LONGEST_REASON));
        const names = formatNames(standing, texts.listSeparator, texts.history.more);
        return ask(
          `${texts.void.question(drawNo, names, escapeMrkdwn(reason) || undefined)}\n${texts.revision.audience(draw.channel_id !== undefined)}`,
          { draw_no: drawNo, ...(reason && { reason }) },
          caller,
        );
      },
    };
  },
};
