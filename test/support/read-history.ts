import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";

const PAGE = 1_000;

/** Returns all valid records of the ledger, newest first. */
export async function readHistory(ledger: Pick<Ledger, "history">): Promise<DrawRecord[]> {
  const draws: DrawRecord[] = [];
  let before: number | undefined;
  for (;;) {
    const { entries, more } = await ledger.history(PAGE, before);
    draws.push(...entries.flatMap(({ draw }) => draw ?? []));
    before = entries.at(-1)?.drawNo;
    if (!more || before === undefined) return draws;
  }
}
