import { expect } from "vitest";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { RosterPages } from "../../data/ledger/roster-pages.ts";
import { type BeaconChain, quicknet } from "../../data/runtime/beacon-chain.ts";
import type { VisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { naiveOrder } from "./naive-order.ts";
import type { RosterItem } from "./start-dynamodb.ts";

/** Signatures that are genuine. A draw is checked after each step, and the check of a signature takes long. */
const genuine = new Set<string>();

/** Like `isGenuine`, but checks each genuine signature only once. */
function rememberGenuine(chain: BeaconChain, round: number, signature: string): boolean {
  const key = `${chain.public_key} ${round} ${signature}`;
  const known = genuine.has(key) || isGenuine(chain, round, signature);
  if (known) genuine.add(key);
  return known;
}

/** The parts of the tables that the invariants need. */
export interface Books {
  /** All records of the ledger, oldest first. */
  records(): Promise<DrawRecord[]>;
  /** Numbers that are reserved for draws. */
  reservedNumbers(): Promise<number[]>;
  winnerItems(): Promise<Record<string, unknown>[]>;
  visitLog: Pick<VisitLog, "read">;
  rosterPages: Pick<RosterPages, "read">;
  /** The chain of sealed draws. */
  chain?: BeaconChain;
  rosterItems: readonly RosterItem[];
  /** People who had won before the ledger existed. */
  formerWinners: readonly string[];
}

/**
 * Checks what must be true of the tables at any moment. With `atRest`, it also checks what must be true when no draw is
 * under way and nothing is pending.
 */
export async function checkInvariants(
  books: Books,
  { atRest, roster = books.rosterItems }: { atRest: boolean; roster?: Books["rosterItems"] },
) {
  const records = await books.records();
  // A number without a record belongs to a draw that is being opened, or that stopped there and has a lease.
  const numbers = new Set(records.map(({ draw_no }) => draw_no));
  if (!atRest) for (const reserved of await books.reservedNumbers()) numbers.add(reserved);
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from(numbers, (_, i) => i + 1));

  const items = new Map((await books.winnerItems()).map((item) => [item["employee_id"], item]));
  const winnerOf = new Map<string, number>(books.formerWinners.map((id) => [id, 0]));
  /** Cancelled wins: the item is marked as soon as the draw has no pending work. */
  const takenBack = new Set<string>();
  const serials = new Map(roster.map((item) => [item["lottery_serial"], item["employee_id"]]));
  for (const record of records) {
    if (record.status !== "drawn") continue;
    const current = currentWinners(record.winners);
    const isVoid = record.revisions.some(({ kind }) => kind === "void");
    expect(current).toHaveLength(isVoid ? 0 : record.num_of_winners);
    for (const { employee_id } of current) {
      expect(winnerOf.get(employee_id), `${employee_id} has won twice`).toBeUndefined();
      winnerOf.set(employee_id, record.draw_no);
      // A decided winner is claimed by the draw at every moment, also before the claim is final.
      const item = items.get(employee_id);
      expect(item, `${employee_id} is not held`).toMatchObject({ draw_no: record.draw_no });
      expect(item, `${employee_id} has been set free`).not.toHaveProperty("void");
    }

    if (!record.claims_final)
      for (const { employee_id } of record.winners.filter((winner) => winner.void))
        takenBack.add(employee_id);

    const positions = await books.visitLog.read(record.draw_id, record.pages);
    const further = record.revisions.map(({ pages }) => books.visitLog.read(record.draw_id, pages));
    expect(record.walked).toBe([positions, ...(await Promise.all(further))].flat().length);
    const order = naiveOrder(Buffer.from(record.seed, "hex"), record.roster_size);
    expect(positions.map(({ lottery_serial }) => lottery_serial)).toEqual(order.slice(0, positions.length));
    const lost = new Set(record.lost.map(({ employee_id }) => employee_id));
    const chosen = positions
      .filter(({ outcome }) => outcome === "chosen")
      .map((visited) => visited.lottery_serial);
    const replayed = chosen.map((serial) => serials.get(serial)).filter((id) => !lost.has(String(id)));
    const first = record.winners.filter(({ replaces }) => replaces === undefined);
    expect(first.map(({ employee_id }) => employee_id)).toEqual(replayed);
    const exported = await exportDraw(record, {
      readPositions: books.visitLog.read,
      rosterPages: books.rosterPages,
    });
    expect(verifyDraw(exported, { chain: books.chain ?? quicknet, isGenuine: rememberGenuine })).toEqual([]);
  }

  for (const [id, item] of items) {
    if (atRest) expect(item, `${String(id)} is still held`).not.toHaveProperty("claim_expires_at");
    if (!("claim_expires_at" in item || "void" in item || takenBack.has(String(id))))
      expect(winnerOf.get(String(id)), `${String(id)} has won`).toBeDefined();
  }
  if (atRest) {
    expect([...items.values()].filter((item) => !("void" in item))).toHaveLength(winnerOf.size);
    expect(records.filter(({ status }) => status === "drawing")).toEqual([]);
  }
}
