import { LONGEST_PRIZE } from "../../data/ledger/prizes.ts";
import { MOST_WINNERS } from "../../workflow/attempt/requests.ts";
import { parseDrawRequest } from "../input/parse-draw-request.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { CreateCommand } from "./command.ts";

/** `/lottery draw <number> [prize]`: starts a draw. The callback announces it. */
export const createDraw: CreateCommand = ({ texts, isSealed, startExecution, checkChannel }) => {
  return {
    async run(args, { userId, channelId, channelName, triggerId }) {
      const parsed = parseDrawRequest(args);
      if (!parsed) return formatParagraph(texts.draw.usage);
      if (parsed.kind === "grouped") return formatParagraph(texts.draw.grouped(parsed.digits));
      const { winners, prize } = parsed;
      if (winners > MOST_WINNERS)
        return formatParagraph(
          texts.failure(undefined, texts.reasons.TooManyWinners({ most: MOST_WINNERS })),
        );
      if (prize.length > LONGEST_PRIZE) return formatParagraph(texts.draw.prizeTooLong(LONGEST_PRIZE));
      if (parsed.kind === "number-prize") {
        const otherReading = parsed.otherReading && escapeMrkdwn(parsed.otherReading);
        return formatParagraph(texts.draw.numberPrize(winners, escapeMrkdwn(prize), otherReading));
      }
      const status = await checkChannel({ channelId, channelName });
      if (status !== "open") return formatParagraph(texts.draw.notHere[status]);
      const started = await startExecution(triggerId, {
        input: winners,
        ...(prize && { prize }),
        requested_by: userId,
        channel_id: channelId,
      });
      if (!started) return formatParagraph(texts.draw.notStarted);
      const say = isSealed ? texts.draw.startedSealed : texts.draw.started;
      return formatParagraph(say(winners, escapeMrkdwn(prize) || undefined));
    },
  };
};
