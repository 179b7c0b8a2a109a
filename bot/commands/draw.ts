import { LONGEST_PRIZE, MOST_WINNERS } from "../../workflow/messages.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { StartExecution } from "../start-execution.ts";
import type { Words } from "../words/words.ts";
import type { Command } from "./command.ts";

/** A whole number and what follows it; digits may be full-width, as Chinese keyboards write them. */
function parseArguments(args: string): { winners: number; prize: string } | undefined {
  const [, digits, prize = ""] = /^([0-9０-９]{1,9})(?:\s+(.*))?$/su.exec(args) ?? [];
  const winners = Number(digits?.normalize("NFKC"));
  return winners >= 1 ? { winners, prize: prize.replace(/[\s\p{Cc}]+/gu, " ").trim() } : undefined;
}

/** `/lottery draw <n> [prize]`: starts a draw, which is announced by the callback. */
export function createDrawCommand({
  words,
  startExecution,
}: {
  words: Words;
  startExecution: StartExecution;
}): Command {
  return {
    name: "draw",
    usage: { en: "draw <number> [prize]", "zh-CN": "draw <人数> [奖品]" },
    summary: {
      en: "draws so many winners and announces them here",
      "zh-CN": "抽取相应人数的中奖者并在本频道公布",
    },
    permission: "operators",
    async run(args, { userId, channelId, triggerId }) {
      const asked = parseArguments(args);
      if (!asked) return formatParagraph(words.draw.usage);
      const { winners, prize } = asked;
      if (winners > MOST_WINNERS)
        return formatParagraph(
          words.failure(undefined, words.reasons.TooManyWinners({ most: MOST_WINNERS })),
        );
      if (prize.length > LONGEST_PRIZE) return formatParagraph(words.draw.prizeTooLong(LONGEST_PRIZE));
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
