import type { Winner } from "../../data/draw-record.ts";
import type { Ledger } from "../../data/ledger.ts";
import { standingWinners } from "../../workflow/draw/apply-revision.ts";
import { LONGEST_REASON } from "../../workflow/messages.ts";
import { fillSections, formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import { formatWinner } from "../messages/winner-list.ts";
import type { StartExecution } from "../start-execution.ts";
import type { Words } from "../words/words.ts";
import type { Command } from "./command.ts";
import { createConfirmRevision } from "./confirm-revision.ts";
import { findWinner } from "./find-winner.ts";
import { parseDrawNumber } from "./parse-draw-number.ts";

/** The first of them show what an employee id looks like. */
const NAMESAKES_LENGTH = 2_000;

function formatNamesakes(winners: readonly Winner[]): string {
  return fillSections(winners.map(formatWinner), NAMESAKES_LENGTH).texts.join("\n");
}

/** `/lottery redraw <draw> <winner> [reason]`: takes one win back; the next entrant on the same walk wins instead. */
export function createRedrawCommand({
  words,
  ledger,
  startExecution,
}: {
  words: Words;
  ledger: Ledger;
  startExecution: StartExecution;
}): Command {
  const { ask, buttons } = createConfirmRevision({ kind: "redraw", words, startExecution });
  return {
    name: "redraw",
    usage: { en: "redraw <draw> <winner> [reason]", "zh-CN": "redraw <第几次> <中奖者> [原因]" },
    summary: {
      en: "takes one win back and draws the next in line for it",
      "zh-CN": "取消一位中奖者，由同一顺序的下一位递补",
    },
    permission: "operators",
    buttons,
    async run(args, caller) {
      const asked = parseDrawNumber(args);
      if (!asked || asked.rest === "") return formatParagraph(words.redraw.usage);
      const draw = await ledger.read(asked.drawNo);
      if (!draw) return formatParagraph(words.history.unknownDraw(asked.drawNo));
      if (draw.status !== "drawn") return formatParagraph(words.revision.undecided(asked.drawNo));

      const standing = standingWinners(draw.winners);
      const { winners, rest: reason } = findWinner(asked.rest, standing, caller.mentions);
      const [winner, ...others] = winners;
      if (!winner) return formatParagraph(words.redraw.unknownWinner(asked.drawNo));
      if (others.length > 0) return formatParagraph(words.redraw.severalWinners(formatNamesakes(winners)));
      if (reason.length > LONGEST_REASON)
        return formatParagraph(words.revision.reasonTooLong(LONGEST_REASON));
      return ask(
        words.redraw.question(asked.drawNo, formatWinner(winner), escapeMrkdwn(reason) || undefined),
        { draw_no: asked.drawNo, employee_id: winner.employee_id, ...(reason && { reason }) },
        caller,
      );
    },
  };
}
