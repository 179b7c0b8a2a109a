import { parseDrawNumber } from "../input/parse-draw-number.ts";
import { formatDraw, formatHistory, MORE_WINNERS, NEWEST_DRAWS, OLDER_DRAWS } from "../messages/history.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { parseDrawButton, parsePageStart } from "./button-values.ts";
import { createIsListed } from "./check-permission.ts";
import type { Caller, CreateCommand } from "./command.ts";

const DRAWS_PER_PAGE = 10;

/** `/lottery winners [draw]`: shows the history, ten draws per page, or one draw with all its winners. */
export const createWinners: CreateCommand = ({ texts, ledger, configuredOperators, showsIds, now }) => {
  const isListed = createIsListed({ ledger, configuredOperators });

  const showHistory = async (before?: number): Promise<Message> =>
    formatHistory(await ledger.history(DRAWS_PER_PAGE, before), before === undefined, texts, now());

  const showDraw = async (drawNo: number, from: number, { userId }: Caller): Promise<Message> => {
    const [draw, handOvers, isOperator] = await Promise.all([
      ledger.read(drawNo),
      ledger.handOvers.list(drawNo),
      isListed(userId),
    ]);
    if (!draw) return formatParagraph(texts.history.unknownDraw(drawNo));
    return formatDraw(draw, from, texts, now(), { handOvers, isOperator, showsIds });
  };

  return {
    run(args, caller) {
      if (args === "") return showHistory();
      const parsed = parseDrawNumber(args);
      return parsed && !parsed.rest
        ? showDraw(parsed.drawNo, 0, caller)
        : formatParagraph(texts.history.usage);
    },
    buttons: {
      [OLDER_DRAWS]: (value) => showHistory(parseDrawButton(value)),
      [NEWEST_DRAWS]: () => showHistory(),
      [MORE_WINNERS](value, caller) {
        const { drawNo, from } = parsePageStart(value);
        return showDraw(drawNo, from, caller);
      },
    },
  };
};
