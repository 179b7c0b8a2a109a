import { drawNumber } from "../../data/ledger/draw-record.ts";

const NUMBER = /^(?:draw\s*|第\s*)?[#＃№]?([0-9０-９]{1,10})/iu;
/** `3`, `第 3 次`, `3: reason`, but not `3.5`. */
const END = /^(?:\s*次(?:抽奖)?[\s,:;，：；、。.]*|\s+|[,:;.，：；、。．]+(?![0-9０-９])|$)/u;

/** Parses a draw's number (`3`, `#3`, `draw 3`, `第 3 次`, `３`) and the rest. Returns undefined if there is none. */
export function parseDrawNumber(args: string): { drawNo: number; rest: string } | undefined {
  const [number = "", digits] = NUMBER.exec(args) ?? [];
  const tail = args.slice(number.length);
  const end = END.exec(tail)?.[0];
  const drawNo = drawNumber.safeParse(digits === undefined ? undefined : Number(digits.normalize("NFKC")));
  if (!drawNo.success || end === undefined) return undefined;
  return {
    drawNo: drawNo.data,
    rest: tail
      .slice(end.length)
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim(),
  };
}
