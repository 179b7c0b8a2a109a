import { drawNumber } from "../../data/ledger/draw-record.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";

/** Parses a button's value such as `3:40`: draw 3, from the list entry with index 40. Throws `InvalidInput`. */
export function parsePageStart(value: string): { drawNo: number; from: number } {
  const [, digits, from] = /^(\d{1,10}):(\d{1,15})$/.exec(value) ?? [];
  const drawNo = drawNumber.safeParse(Number(digits));
  if (!drawNo.success) throw new LotteryError("InvalidInput", "The button's value is malformed.");
  return { drawNo: drawNo.data, from: Number(from) };
}

/** Parses a button's value that is a draw number. Throws `InvalidInput`. */
export function parseDrawButton(value: string): number {
  return parsePageStart(`${value}:0`).drawNo;
}
