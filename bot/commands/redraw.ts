import type { DrawnRecord, RecordedWinner } from "../../data/ledger/draw-record.ts";
import { LONGEST_REASON } from "../../workflow/attempt/requests.ts";
import type { Mention } from "../input/find-person.ts";
import { type FoundWinner, findWinner } from "../input/find-winner.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { CHOOSE_BUTTON, formatCandidates } from "../messages/candidates.ts";
import { formatHandOverWarning } from "../messages/hand-over.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import { formatWinner, nameErased } from "../messages/winner-list.ts";
import type { Caller, CreateCommand } from "./command.ts";
import { createConfirmRevision, formatRevisionButton, parseRevisionButton } from "./confirm-revision.ts";
import { createWithCurrentWinners } from "./with-current-winners.ts";

/** `/lottery redraw <draw> <winner> [reason]`: cancels one win. The next person in the draw order wins instead. */
export const createRedraw: CreateCommand = ({ texts, ledger, startExecution, now }) => {
  const { ask, buttons } = createConfirmRevision({ kind: "redraw", texts, startExecution });

  const withCurrentWinners = createWithCurrentWinners({ texts, ledger, now });

  const targetOf = ({ draw_no }: DrawnRecord, { winner, reason }: FoundWinner) => ({
    draw_no,
    employee_id: winner.employee_id,
    ...(reason && { reason }),
  });

  const askAbout = async (draw: DrawnRecord, found: FoundWinner, caller: Caller): Promise<Message> => {
    const { winner, reason } = found;
    if (winner.erased !== undefined) return formatParagraph(texts.redraw.erasedWinner(draw.draw_no));
    const handOver = (await ledger.handOvers.list(draw.draw_no)).get(winner.employee_id);
    const question = texts.redraw.question(
      draw.draw_no,
      formatWinner(winner),
      escapeMrkdwn(reason) || undefined,
    );
    const audience = texts.revision.audience(draw.channel_id !== undefined);
    const lines = [question, ...(handOver ? [formatHandOverWarning([handOver], texts)] : []), audience];
    return ask(lines.join("\n"), targetOf(draw, found), caller);
  };

  const showCandidates = (
    draw: DrawnRecord,
    winners: readonly RecordedWinner[],
    found: readonly FoundWinner[],
    caller: Caller,
  ): Message =>
    formatCandidates(
      draw.draw_no,
      found.map((each) => ({
        ...each,
        rank: winners.indexOf(each.winner) + 1,
        value: formatRevisionButton(targetOf(draw, each), caller),
      })),
      texts,
    );

  const explainNotFound = (
    { draw_no, winners }: DrawnRecord,
    input: string,
    mentions: readonly Mention[],
  ) => {
    const cancelled = nameErased(winners, texts).filter((winner) => winner.void);
    const { found, isSure } = findWinner(input, cancelled, mentions);
    const [former] = isSure ? found : [];
    return formatParagraph(
      former
        ? texts.redraw.alreadyCancelled(draw_no, formatWinner(former.winner))
        : texts.redraw.unknownWinner(draw_no),
    );
  };

  return {
    buttons: {
      ...buttons,
      [CHOOSE_BUTTON](value, caller) {
        const { draw_no, employee_id, reason = "" } = parseRevisionButton(value);
        return withCurrentWinners(draw_no, (draw, winners) => {
          const winner = winners.find((each) => each.employee_id === employee_id);
          if (winner) return askAbout(draw, { winner, reason }, caller);
          const former = nameErased(draw.winners, texts).find((each) => each.employee_id === employee_id);
          return formatParagraph(
            former
              ? texts.redraw.alreadyCancelled(draw_no, formatWinner(former))
              : texts.redraw.unknownWinner(draw_no),
          );
        });
      },
    },
    run(args, caller) {
      const parsed = parseDrawNumber(args);
      if (!parsed || parsed.rest === "") return formatParagraph(texts.redraw.usage);
      return withCurrentWinners(parsed.drawNo, (draw, winners) => {
        const { found, isSure } = findWinner(parsed.rest, winners, caller.mentions);
        const [first] = found;
        if (!first) return explainNotFound(draw, parsed.rest, caller.mentions);
        if (found.some(({ reason }) => reason.length > LONGEST_REASON))
          return formatParagraph(texts.revision.reasonTooLong(LONGEST_REASON));
        return isSure ? askAbout(draw, first, caller) : showCandidates(draw, winners, found, caller);
      });
    },
  };
};
