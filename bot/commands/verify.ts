import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { VisitLog } from "../../data/people/visit-log.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import type { Words } from "../locales/words.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { formatUndecided } from "../messages/undecided.ts";
import { formatPositions, formatVerification, POSITIONS_BUTTON } from "../messages/verification.ts";
import { parseDrawNumber } from "../typed/parse-draw-number.ts";
import type { Command } from "./command.ts";
import { parseRank } from "./parse-rank.ts";

/** `/lottery verify <draw>`: replays a draw from its record and says why these people won. */
export function createVerifyCommand({
  words,
  ledger,
  trail,
  now,
}: {
  words: Words;
  ledger: Ledger;
  trail: VisitLog;
  now: () => Date;
}): Command {
  const exportOf = (draw: DrawnRecord) => exportDraw(draw, trail.read);

  const withDraw = async (
    drawNo: number,
    format: (draw: DrawnRecord) => Promise<Message>,
  ): Promise<Message> => {
    const draw = await ledger.read(drawNo);
    if (!draw) return formatParagraph(words.history.unknownDraw(drawNo));
    if (draw.status !== "drawn") return formatUndecided(draw, words, now());
    return format(draw);
  };

  return {
    name: "verify",
    usage: { en: "verify <draw>", "zh-CN": "verify <第几次>" },
    summary: { en: "replays a draw and says why these people won", "zh-CN": "重算一次抽奖，说明中奖依据" },
    permission: "everyone",
    run(args) {
      const asked = parseDrawNumber(args);
      if (!asked) return formatParagraph(words.verify.usage);
      return withDraw(asked.drawNo, async (draw) => formatVerification(await exportOf(draw), words));
    },
    buttons: {
      [POSITIONS_BUTTON](value) {
        const { drawNo, from } = parseRank(value);
        return withDraw(drawNo, async (draw) => formatPositions(await exportOf(draw), from, words));
      },
    },
  };
}
