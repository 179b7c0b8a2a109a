import { LONGEST_PRIZE, MOST_WINNERS } from "../../workflow/tasks/events.ts";
import { parseDrawRequest } from "../input/parse-draw-request.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { Command } from "./command.ts";

/** `/lottery draw <n> [prize]`: starts a draw, which is announced by the callback. */
export const drawCommand: Command = {
  needsOperator: true,
  create({ texts, startExecution, checkChannel }) {
    return {
      async run(args, { userId, channelId, channelName, triggerId }) {
        const asked = parseDrawRequest(args);
        if (!asked) return formatParagraph(texts.draw.usage);
        if (asked.kind === "grouped") return formatParagraph(texts.draw.grouped(asked.digits));
        const { winners, prize } = asked;
        if (winners > MOST_WINNERS)
          return formatParagraph(
            texts.failure(undefined, texts.reasons.TooManyWinners({ most: MOST_WINNERS })),
          );
        if (prize.length > LONGEST_PRIZE) return formatParagraph(texts.draw.prizeTooLong(LONGEST_PRIZE));
        if (asked.kind === "number-prize") {
          const otherReading = asked.otherReading && escapeMrkdwn(asked.otherReading);
          return formatParagraph(texts.draw.numberPrize(winners, escapeMrkdwn(prize), otherReading));
        }
        const place = await checkChannel({ channelId, channelName });
        if (place !== "open") return formatParagraph(texts.draw.notHere[place]);
        const started = await startExecution(triggerId, {
          input: winners,
          ...(prize && { prize }),
          requested_by: userId,
          channel_id: channelId,
        });
        return formatParagraph(
          started ? texts.draw.started(winners, escapeMrkdwn(prize) || undefined) : texts.draw.notStarted,
        );
      },
    };
  },
};
