import { expect } from "vitest";
import * as z from "zod";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { RosterPages } from "../../data/ledger/roster-pages.ts";
import { campaignOf } from "../../data/ledger/rules.ts";
import { claim, findExpiry, winsOf } from "../../data/people/claim.ts";
import { type BeaconChain, quicknet } from "../../data/runtime/beacon-chain.ts";
import type { VisitLog } from "../../workflow/attempt/open-visit-log.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { naiveOrder } from "./naive-order.ts";
import { rememberGenuine } from "./remember-genuine.ts";
import type { TableItem } from "./start-dynamodb.ts";

/** The parts of the tables that the invariants need. */
interface Books {
  /** All records of the ledger, oldest first. */
  records(): Promise<DrawRecord[]>;
  /** Numbers that are reserved for draws. */
  reservedNumbers(): Promise<number[]>;
  winnerItems(): Promise<Record<string, unknown>[]>;
  campaignItems(): Promise<Record<string, unknown>[]>;
  visitLog: Pick<VisitLog, "read">;
  rosterPages: Pick<RosterPages, "read">;
  /** The chain of sealed draws. */
  chain?: BeaconChain;
  rosterItems: readonly TableItem[];
  /** People who had won before the ledger existed. */
  formerWinners: readonly string[];
}

/** Tables that are read by one request each. */
interface UnreadBooks extends Pick<Books, "chain" | "rosterItems" | "formerWinners"> {
  readTables(): Promise<Omit<Books, "chain" | "rosterItems" | "formerWinners">>;
}

/**
 * Checks what must be true of the tables at any moment. With `atRest`, it also checks what must be true when no draw is
 * under way and nothing is pending.
 */
export async function checkInvariants(
  given: Books | UnreadBooks,
  { atRest, roster = given.rosterItems }: { atRest: boolean; roster?: Books["rosterItems"] },
) {
  const books = "readTables" in given ? { ...given, ...(await given.readTables()) } : given;
  const records = await books.records();
  // A number without a record belongs to a draw that is being opened, or that stopped there and has a lease.
  const numbers = new Set(records.map(({ draw_no }) => draw_no));
  if (!atRest) for (const reserved of await books.reservedNumbers()) numbers.add(reserved);
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from(numbers, (_, i) => i + 1));

  checkCampaigns(records, await books.campaignItems(), atRest);
  const items = new Map(
    (await books.winnerItems()).map((item) => [String(item["employee_id"]), claim.parse(item)]),
  );
  const wins = new Wins(books.formerWinners);
  /** Cancelled wins: they are removed from the item as soon as the draw has no pending work. */
  const takenBack = new Set<string>();
  const serials = new Map(roster.map((item) => [item["lottery_serial"], item["employee_id"]]));
  for (const record of records) {
    if (record.status !== "drawn") continue;
    const current = currentWinners(record.winners);
    const isVoid = record.revisions.some(({ kind }) => kind === "void");
    expect(current).toHaveLength(isVoid ? 0 : record.num_of_winners);
    for (const { employee_id } of current) {
      wins.add(employee_id, record);
      // A decided winner is claimed by the draw at every moment, also before the claim is final.
      const item = items.get(employee_id);
      const held = item && !item.void ? [item, ...winsOf(item)].map(({ draw_no }) => draw_no) : [];
      expect(held, `${employee_id} is not held`).toContain(record.draw_no);
    }

    if (!record.claims_final)
      for (const { employee_id } of record.winners.filter((winner) => winner.void))
        takenBack.add(`${employee_id} ${record.draw_no}`);

    const visits = new Map<readonly string[], ReturnType<VisitLog["read"]>>();
    /** Reads each page once. */
    const readPositions: VisitLog["read"] = (drawId, pages) => {
      const known = visits.get(pages) ?? books.visitLog.read(drawId, pages);
      visits.set(pages, known);
      return known;
    };
    const positions = await readPositions(record.draw_id, record.pages);
    const further = record.revisions.map(({ pages }) => readPositions(record.draw_id, pages));
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
      readPositions,
      rosterPages: books.rosterPages,
    });
    expect(verifyDraw(exported, { chain: books.chain ?? quicknet, isGenuine: rememberGenuine })).toEqual([]);
  }

  for (const [id, item] of items) {
    if (atRest) expect(findExpiry(item), `${id} is still held`).toBeUndefined();
    const found = winsOf(item).map(({ draw_no }) => draw_no ?? 0);
    expect(new Set(found).size, `${id} has a win twice`).toBe(found.length);
    const counting = found.filter((drawNo) => !takenBack.has(`${id} ${drawNo}`));
    expect(wins.drawsOf(id), `${id} has won`).toEqual(expect.arrayContaining(counting));
    if (atRest) expect(counting.toSorted(), `${id} has won`).toEqual(wins.drawsOf(id).toSorted());
  }
  if (atRest) {
    expect(wins.people().filter((id) => !items.has(id))).toEqual([]);
    expect(records.filter(({ status }) => status === "drawing")).toEqual([]);
  }
}

/** All wins that count. Nobody has two in a campaign, unless earlier winners may win one of the two draws. */
class Wins {
  readonly #draws = new Map<string, { draw_no: number; campaignNo: number; again: boolean }[]>();

  constructor(formerWinners: readonly string[]) {
    for (const id of formerWinners) this.#draws.set(id, [{ draw_no: 0, campaignNo: 1, again: false }]);
  }

  add(employeeId: string, { draw_no, rules }: DrawRecord) {
    const win = { draw_no, campaignNo: campaignOf(rules), again: rules.again === true };
    const others = this.#draws.get(employeeId) ?? [];
    const twice = others.find(
      ({ campaignNo, again }) => campaignNo === win.campaignNo && !again && !win.again,
    );
    expect(twice, `${employeeId} has won twice`).toBeUndefined();
    this.#draws.set(employeeId, [...others, win]);
  }

  drawsOf(employeeId: string): number[] {
    return (this.#draws.get(employeeId) ?? []).map(({ draw_no }) => draw_no);
  }

  people(): string[] {
    return [...this.#draws.keys()];
  }
}

const totals = z.object({
  campaign_no: z.number(),
  counted_to: z.number(),
  draws: z.number(),
  winners: z.number(),
  drawn: z.record(z.string(), z.number()),
  voided: z.set(z.number()).default(new Set<number>()),
});

/** Checks that the totals of each campaign are those of its draws up to the one that is named, without those that are void. */
function checkCampaigns(
  records: readonly DrawRecord[],
  items: readonly Record<string, unknown>[],
  atRest: boolean,
) {
  for (const item of items) {
    const { campaign_no, counted_to, voided, drawn, ...sums } = totals.parse(item);
    expect(records.filter(({ draw_no, status }) => draw_no <= counted_to && status === "drawing")).toEqual(
      [],
    );
    const own = records.filter(
      ({ rules, status }) => status === "drawn" && campaignOf(rules) === campaign_no,
    );
    const counted = own.map((draw) => ({
      draw,
      sign: (draw.draw_no <= counted_to ? 1 : 0) - (voided.has(draw.draw_no) ? 1 : 0),
    }));
    const sum = (value: (draw: DrawRecord) => number) =>
      counted.reduce((total, { draw, sign }) => total + sign * value(draw), 0);
    expect(sums).toEqual({ draws: sum(() => 1), winners: sum(({ num_of_winners }) => num_of_winners) });
    for (const [id, count] of Object.entries(drawn))
      expect(count).toBe(sum(({ prize_id, num_of_winners }) => (prize_id === id ? num_of_winners : 0)));
    const isVoid = (draw: DrawRecord) =>
      draw.status === "drawn" && draw.revisions.some(({ kind }) => kind === "void");
    const expected = own.filter((draw) => isVoid(draw)).map(({ draw_no }) => draw_no);
    expect(expected).toEqual(expect.arrayContaining([...voided]));
    if (atRest) expect([...voided].toSorted()).toEqual(expected.toSorted());
  }
}
