import type { DrawnRecord, RecordedWinner } from "../../data/ledger/draw-record.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import type { LotteryNotice } from "./lottery-notice.ts";

/** The callback gets the first winners, in at most this much JSON. It reads all winners from the ledger. */
const WINNERS_BYTES = 4_000;

function takeFirst(winners: readonly RecordedWinner[]): RecordedWinner[] {
  let room = WINNERS_BYTES;
  const end = winners.findIndex((winner) => {
    room -= Buffer.byteLength(JSON.stringify(winner));
    return room < 0;
  });
  return end === -1 ? [...winners] : winners.slice(0, end);
}

/**
 * Returns what a notice consists of. `sns` is the text for people. `notice` is a JSON object with one text for each kind
 * of subscriber; the text for `lambda` is the JSON of a `LotteryNotice`.
 */
export function formatMessages({
  draw,
  revision,
  subject,
  headline,
  text,
}: {
  draw: DrawnRecord;
  revision: number;
  subject: string;
  headline: string;
  text: string;
}) {
  const winners = currentWinners(draw.winners);
  const notice: LotteryNotice = {
    draw_no: draw.draw_no,
    draw_id: draw.draw_id,
    revision,
    num_of_winners: winners.length,
    winners: takeFirst(winners),
    ...(draw.channel_id && { channel_id: draw.channel_id }),
    ...(draw.prize && { prize: draw.prize }),
  };
  return {
    sns: text,
    subject,
    notice: JSON.stringify({
      default: headline.replace(/[:：]$/, ""),
      email: text,
      lambda: JSON.stringify(notice),
    }),
  };
}
