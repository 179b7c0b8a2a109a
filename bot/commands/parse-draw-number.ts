import { drawNumber } from "../../data/draw-record.ts";

/** A draw's number (`3`, `#3`, full-width digits too) and what follows it; undefined where there is none. */
export function parseDrawNumber(args: string): { drawNo: number; rest: string } | undefined {
  const [, digits, rest = ""] = /^#?([0-9０-９]{1,10})(?:\s+(.*))?$/su.exec(args) ?? [];
  const drawNo = drawNumber.safeParse(digits === undefined ? undefined : Number(digits.normalize("NFKC")));
  return drawNo.success
    ? { drawNo: drawNo.data, rest: rest.replace(/[\s\p{Cc}]+/gu, " ").trim() }
    : undefined;
}
