import { LONGEST_PRIZE, MOST_WINNERS } from "../../workflow/tasks/events.ts";
import type { Words } from "../locales/words.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { CheckChannel } from "../slack/check-channel.ts";
import { parseDrawRequest } from "../typed/parse-draw-request.ts";
import type { Command } from "./command.ts";
import type { StartExecution } from "./start-execution.ts";

/** `/lottery draw <n> [prize]`: starts a draw, which is announced by the callback. */
export function createDrawCommand({
  words,
  startExecution,
  checkChannel,
}: {
  words: Words;
  startExecution: StartExecution;
  checkChannel: CheckChannel;
}): Command {
  return {
    name: "draw",
    usage: { en: "draw <number> [prize]", "zh-CN": "draw <人数> [奖品]" },
    summary: {
      en: "draws so many winners and announces them here",
      "zh-CN": "抽取相应人数的中奖者并在本频道公布",
    },
    permission: "operators",
    async run(args, { userId, channelId, channelName, triggerId }) {
      const asked = parseDrawRequest(args);
      if (!asked) return formatParagraph(words.draw.usage);
      if (asked.kind === "grouped") return formatParagraph(words.draw.grouped(asked.digits));
      const { winners, prize } = asked;
      if (winners > MOST_WINNERS)
        return formatParagraph(
          words.failure(undefined, words.reasons.TooManyWinners({ most: MOST_WINNERS })),
        );
      if (prize.length > LONGEST_PRIZE) return formatParagraph(words.draw.prizeTooLong(LONGEST_PRIZE));
      if (asked.kind === "number-prize") {
        const otherReading = asked.otherReading && escapeMrkdwn(asked.otherReading);
        return formatParagraph(words.draw.numberPrize(winners, escapeMrkdwn(prize), otherReading));
      }
      const place = await checkChannel({ channelId, channelName });
      if (place !== "open") return formatParagraph(words.draw.notHere[place]);
      const started = await startExecution(triggerId, {
        input: winners,
        ...(prize && { prize }),
        requested_by: userId,
        channel_id: channelId,
      });
      return formatParagraph(
        started ? words.draw.started(winners, escapeMrkdwn(prize) || undefined) : words.draw.notStarted,
      );
    },
  };
}
