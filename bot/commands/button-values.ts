import { drawNumber } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";

/** A place in a list of a draw (from 0), as the value of a button carries it: `3:40`. Throws `InvalidInput`. */
export function parsePageStart(value: string): { drawNo: number; from: number } {
  const [, digits, place] = /^(\d{1,10}):(\d{1,15})$/.exec(value) ?? [];
  const drawNo = drawNumber.safeParse(Number(digits));
  if (!drawNo.success) throw new LotteryError("InvalidInput", "A button carries no place in a draw.");
  return { drawNo: drawNo.data, from: Number(place) };
}

/** The number of a draw, as the value of a button carries it. Throws `InvalidInput`. */
export function parseDrawButton(value: string): number {
  return parsePageStart(`${value}:0`).drawNo;
}
