import type { Ledger } from "../../data/ledger/ledger.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { LONGEST_REASON } from "../../workflow/tasks/events.ts";
import type { Words } from "../locales/words.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import { formatUndecided } from "../messages/undecided.ts";
import { formatNames } from "../messages/winner-list.ts";
import { parseDrawNumber } from "../typed/parse-draw-number.ts";
import type { Command } from "./command.ts";
import { createConfirmRevision } from "./confirm-revision.ts";
import type { StartExecution } from "./start-execution.ts";

/** `/lottery void <draw> [reason]`: cancels a whole draw. Its people can win later draws. */
export function createVoidCommand({
  words,
  ledger,
  startExecution,
  now,
}: {
  words: Words;
  ledger: Ledger;
  startExecution: StartExecution;
  now: () => Date;
}): Command {
  const { ask, buttons } = createConfirmRevision({ kind: "void", words, startExecution });
  return {
    name: "void",
    usage: { en: "void <draw> [reason]", "zh-CN": "void <第几次> [原因]" },
    summary: { en: "cancels a whole draw", "zh-CN": "整次抽奖作废" },
    permission: "operators",
    buttons,
    async run(args, caller) {
      const asked = parseDrawNumber(args);
      if (!asked) return formatParagraph(words.void.usage);
      const { drawNo, rest: reason } = asked;
      const draw = await ledger.read(drawNo);
      if (!draw) return formatParagraph(words.history.unknownDraw(drawNo));
      if (draw.status !== "drawn") return formatUndecided(draw, words, now());
      const standing = currentWinners(draw.winners);
      if (standing.length === 0) return formatParagraph(words.revision.isVoid(drawNo));
      if (reason.length > LONGEST_REASON)
        return formatParagraph(words.revision.reasonTooLong(LONGEST_REASON));
      const names = formatNames(standing, words.listSeparator, words.history.more);
      return ask(
        `${words.void.question(drawNo, names, escapeMrkdwn(reason) || undefined)}\n${words.revision.told(draw.channel_id !== undefined)}`,
        { draw_no: drawNo, ...(reason && { reason }) },
        caller,
      );
    },
  };
}
