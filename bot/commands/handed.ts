import * as z from "zod";
import { type DrawnRecord, drawNumber, type RecordedWinner } from "../../data/ledger/draw-record.ts";
import type { HandOver } from "../../data/ledger/hand-overs.ts";
import { employeeId } from "../../data/people/employee.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { findWinner } from "../input/find-winner.ts";
import { parseDrawNumber } from "../input/parse-draw-number.ts";
import {
  formatHandOvers,
  formatSomeHandOvers,
  LIST_BUTTON,
  MARK_BUTTON,
  UNMARK_BUTTON,
} from "../messages/hand-over.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { formatWinner, nameErased } from "../messages/winner-list.ts";
import { parsePageStart } from "./button-values.ts";
import type { Caller, CreateCommand } from "./command.ts";
import { createWithCurrentWinners } from "./with-current-winners.ts";

const handOverButton = z.object({
  draw_no: drawNumber,
  employee_id: employeeId,
  handed_at: z.iso.datetime().optional(),
  from: z.int().min(0).optional(),
});

/** Throws `InvalidInput`. */
function parseHandOverButton(value: string) {
  const { data } = safeParse(jsonOf(handOverButton), value);
  if (!data) throw new LotteryError("InvalidInput", "The button's value is not a hand-over.");
  return data;
}

/**
 * `/lottery handed <draw> [winner]`: marks a prize as handed over, or lists the winners of a draw with a button each, which
 * also removes the mark. Marking twice is marking once, also by two people.
 */
export const createHanded: CreateCommand = ({ texts, ledger, recordChange, now }) => {
  const withCurrentWinners = createWithCurrentWinners({ texts, ledger, now });

  /** Writes the mark to the audit log. The nonce is the mark itself, so that any later run completes the entry. */
  const recordMark = async (drawNo: number, employee_id: string, { handed_at, handed_by }: HandOver) => {
    if (handed_by === undefined) return;
    const change = { action: "hand-over.mark", draw_no: drawNo, employee_id, after: { handed_at } } as const;
    await recordChange(change, { userId: handed_by, triggerId: `mark ${handed_at}` });
  };

  /**
   * Marks a prize, unless it is marked. If the winner was erased at the same time, removes the mark: nothing may name an
   * erased person.
   */
  const mark = async (drawNo: number, employee_id: string, { userId }: Caller): Promise<void> => {
    const handOver = { handed_at: now().toISOString(), handed_by: userId };
    const stored = await ledger.handOvers.mark(drawNo, employee_id, handOver);
    const draw = await ledger.read(drawNo);
    const isKnown = draw?.status === "drawn" && draw.winners.some((each) => each.employee_id === employee_id);
    if (!isKnown) await ledger.handOvers.erase(drawNo, employee_id);
    else if (stored) await recordMark(drawNo, employee_id, stored);
  };

  /**
   * Removes the mark of this time. If it is gone already, the log gets its entry nevertheless: the run that removed it may
   * have stopped before. An entry that is there stays.
   */
  const unmark = async (drawNo: number, employee_id: string, handed_at: string, { userId }: Caller) => {
    await ledger.handOvers.unmark(drawNo, employee_id, handed_at);
    const change = {
      action: "hand-over.unmark",
      draw_no: drawNo,
      employee_id,
      before: { handed_at },
    } as const;
    await recordChange(change, { userId, triggerId: `unmark ${handed_at}` });
  };

  const showOne = async (draw: DrawnRecord, winner: RecordedWinner): Promise<Message> => {
    const handOvers = await ledger.handOvers.list(draw.draw_no);
    const name = formatWinner(winner);
    const say = handOvers.has(winner.employee_id) ? texts.handed.marked : texts.handed.notMarked;
    return formatSomeHandOvers(say(draw.draw_no, name), draw, [winner], handOvers, texts);
  };

  const showList = async (draw: DrawnRecord, from: number): Promise<Message> =>
    formatHandOvers(draw, await ledger.handOvers.list(draw.draw_no), from, texts);

  const explainNotFound = (draw: DrawnRecord, input: string, { mentions }: Caller): Message => {
    const cancelled = nameErased(draw.winners, texts).filter((winner) => winner.void);
    const { found, isSure } = findWinner(input, cancelled, mentions);
    const [former] = isSure ? found : [];
    return formatParagraph(
      former
        ? texts.redraw.alreadyCancelled(draw.draw_no, formatWinner(former.winner))
        : texts.redraw.unknownWinner(draw.draw_no),
    );
  };

  /** Shows what is stored after a click: the page of the list, or the winner. */
  const showAfterClick = (
    draw: DrawnRecord,
    winner: RecordedWinner | undefined,
    from: number | undefined,
  ): Message | Promise<Message> => {
    if (from !== undefined) return showList(draw, from);
    return winner ? showOne(draw, winner) : formatParagraph(texts.redraw.unknownWinner(draw.draw_no));
  };

  return {
    run(args, caller) {
      const parsed = parseDrawNumber(args);
      if (!parsed) return formatParagraph(texts.handed.usage);
      const { drawNo, rest } = parsed;
      return withCurrentWinners(drawNo, async (draw, winners) => {
        if (rest === "") return showList(draw, 0);
        const { found, isSure } = findWinner(rest, winners, caller.mentions);
        const [first] = found;
        if (!first) return explainNotFound(draw, rest, caller);
        // More text than the name may mean that another person was meant.
        if (!isSure || first.reason !== "") {
          const candidates = found.map(({ winner }) => winner);
          const title = texts.redraw.whichWinner(drawNo);
          return formatSomeHandOvers(title, draw, candidates, await ledger.handOvers.list(drawNo), texts);
        }
        await mark(drawNo, first.winner.employee_id, caller);
        return showOne(draw, first.winner);
      });
    },
    buttons: {
      [MARK_BUTTON](value, caller) {
        const { draw_no, employee_id, from } = parseHandOverButton(value);
        return withCurrentWinners(draw_no, async (draw, winners) => {
          const winner = winners.find((each) => each.employee_id === employee_id);
          if (winner) await mark(draw_no, employee_id, caller);
          return showAfterClick(draw, winner, from);
        });
      },
      [UNMARK_BUTTON](value, caller) {
        const { draw_no, employee_id, handed_at, from } = parseHandOverButton(value);
        if (handed_at === undefined) throw new LotteryError("InvalidInput", "The button has no mark.");
        return withCurrentWinners(draw_no, async (draw, winners) => {
          const winner = winners.find((each) => each.employee_id === employee_id);
          if (winner) await unmark(draw_no, employee_id, handed_at, caller);
          return showAfterClick(draw, winner, from);
        });
      },
      [LIST_BUTTON](value) {
        const { drawNo, from } = parsePageStart(value);
        return withCurrentWinners(drawNo, (draw) => showList(draw, from));
      },
    },
  };
};
