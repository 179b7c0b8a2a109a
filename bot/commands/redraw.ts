import type { DrawnRecord, RecordedWinner } from "../../data/ledger/draw-record.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { LONGEST_REASON } from "../../workflow/tasks/events.ts";
import { type FoundWinner, findWinner, type Mention } from "../input/find-winner.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { CHOOSE_BUTTON, formatCandidates } from "../messages/candidates.ts";
import { formatUndecided } from "../messages/failure.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import { formatWinner } from "../messages/winner-list.ts";
import type { Caller, Command } from "./command.ts";
import { createConfirmRevision, formatAsked, parseAsked } from "./confirm-revision.ts";

/** `/lottery redraw <draw> <winner> [reason]`: cancels one win; the next entrant in the draw order wins instead. */
export const redrawCommand: Command = {
  needsOperator: true,
  create({ texts, ledger, startExecution, now }) {
    const { ask, buttons } = createConfirmRevision({ kind: "redraw", texts, startExecution });

    const withWinners = async (
      drawNo: number,
      answer: (draw: DrawnRecord, standing: RecordedWinner[]) => Message,
    ): Promise<Message> => {
      const draw = await ledger.read(drawNo);
      if (!draw) return formatParagraph(texts.history.unknownDraw(drawNo));
      if (draw.status !== "drawn") return formatUndecided(draw, texts, now());
      const standing = currentWinners(draw.winners);
      return standing.length === 0 ? formatParagraph(texts.revision.isVoid(drawNo)) : answer(draw, standing);
    };

    const request = ({ draw_no }: DrawnRecord, { winner, reason }: FoundWinner) => ({
      draw_no,
      employee_id: winner.employee_id,
      ...(reason && { reason }),
    });

    const askAbout = (draw: DrawnRecord, found: FoundWinner, caller: Caller): Message => {
      const { winner, reason } = found;
      const question = texts.redraw.question(
        draw.draw_no,
        formatWinner(winner),
        escapeMrkdwn(reason) || undefined,
      );
      const audience = texts.revision.audience(draw.channel_id !== undefined);
      return ask(`${question}\n${audience}`, request(draw, found), caller);
    };

    const showCandidates = (
      draw: DrawnRecord,
      standing: readonly RecordedWinner[],
      found: readonly FoundWinner[],
      caller: Caller,
    ): Message =>
      formatCandidates(
        draw.draw_no,
        found.map((each) => ({
          ...each,
          rank: standing.indexOf(each.winner) + 1,
          value: formatAsked(request(draw, each), caller),
        })),
        texts,
      );

    const explainNobody = (
      { draw_no, winners }: DrawnRecord,
      typed: string,
      mentions: readonly Mention[],
    ) => {
      const cancelled = winners.filter((winner) => winner.void);
      const { found, isSure } = findWinner(typed, cancelled, mentions);
      const [person] = isSure ? found : [];
      return formatParagraph(
        person
          ? texts.redraw.alreadyCancelled(draw_no, formatWinner(person.winner))
          : texts.redraw.unknownWinner(draw_no),
      );
    };

    return {
      buttons: {
        ...buttons,
        [CHOOSE_BUTTON](value, caller) {
          const { draw_no, employee_id, reason = "" } = parseAsked(value);
          return withWinners(draw_no, (draw, standing) => {
            const winner = standing.find((each) => each.employee_id === employee_id);
            if (winner) return askAbout(draw, { winner, reason }, caller);
            const before = draw.winners.find((each) => each.employee_id === employee_id);
            return formatParagraph(
              before
                ? texts.redraw.alreadyCancelled(draw_no, formatWinner(before))
                : texts.redraw.unknownWinner(draw_no),
            );
          });
        },
      },
      run(args, caller) {
        const asked = parseDrawNumber(args);
        if (!asked || asked.rest === "") return formatParagraph(texts.redraw.usage);
        return withWinners(asked.drawNo, (draw, standing) => {
          const { found, isSure } = findWinner(asked.rest, standing, caller.mentions);
          const [first] = found;
          if (!first) return explainNobody(draw, asked.rest, caller.mentions);
          if (found.some(({ reason }) => reason.length > LONGEST_REASON))
            return formatParagraph(texts.revision.reasonTooLong(LONGEST_REASON));
          return isSure ? askAbout(draw, first, caller) : showCandidates(draw, standing, found, caller);
        });
      },
    };
  },
};
