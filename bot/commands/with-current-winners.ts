import type { DrawnRecord, RecordedWinner } from "../../data/ledger/draw-record.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { formatUndecided } from "../messages/failure.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { nameErased } from "../messages/winner-list.ts";
import type { CommandServices } from "./command.ts";

/** For commands that change a decided draw. */
export function createWithCurrentWinners({
  texts,
  ledger,
  now,
}: Pick<CommandServices, "texts" | "ledger" | "now">) {
  /** Returns the response to a draw with winners. For any other draw, returns why it has none. */
  return async function withCurrentWinners(
    drawNo: number,
    respond: (draw: DrawnRecord, winners: RecordedWinner[]) => Message | Promise<Message>,
  ): Promise<Message> {
    const draw = await ledger.read(drawNo);
    if (!draw) return formatParagraph(texts.history.unknownDraw(drawNo));
    if (draw.status !== "drawn") return formatUndecided(draw, texts, now());
    if (draw.names_erased_at !== undefined) return formatParagraph(texts.revision.namesErased(drawNo));
    const winners = nameErased(currentWinners(draw.winners), texts);
    return winners.length === 0 ? formatParagraph(texts.revision.isVoid(drawNo)) : respond(draw, winners);
  };
}
