import { expect } from "vitest";
import { naiveWalk } from "./naive-walk.ts";
import type { Lottery } from "./start-lottery.ts";

/**
 * What must be true of the tables at any moment, whatever happened before; with `atRest` also what must be true when
 * no draw is under way and everything left behind was put in order.
 */
export async function checkInvariants(
  lottery: Lottery,
  { atRest, roster = lottery.rosterItems }: { atRest: boolean; roster?: Lottery["rosterItems"] },
) {
  const records = await lottery.records();
  expect(records.map(({ draw_no }) => draw_no)).toEqual(records.map((_, i) => i + 1));

  const items = new Map((await lottery.winnerItems()).map((item) => [item["employee_id"], item]));
  const winnerOf = new Map<string, number>(lottery.formerWinners.map((id) => [id, 0]));
  const serials = new Map(roster.map((item) => [item["lottery_serial"], item["employee_id"]]));
  for (const record of records) {
    if (record.status !== "drawn") continue;
    expect(record.winners).toHaveLength(record.num_of_winners);
    for (const { employee_id } of record.winners) {
      expect(winnerOf.get(employee_id), `${employee_id} has won twice`).toBeUndefined();
      winnerOf.set(employee_id, record.draw_no);
      // A decided winner is in the draw's hands at every moment, not only once the win is final.
      expect(items.get(employee_id), `${employee_id} is not held`).toMatchObject({ draw_no: record.draw_no });
    }

    const places = await lottery.trail.read(record.draw_id, record.pages);
    expect(record.walked).toBe(places.length);
    const order = naiveWalk(Buffer.from(record.seed, "hex"), record.roster_size);
    expect(places.map(({ lottery_serial }) => lottery_serial)).toEqual(order.slice(0, places.length));
    const lost = new Set(record.lost.map(({ employee_id }) => employee_id));
    const chosen = places.filter(({ outcome }) => outcome === "chosen").map((place) => place.lottery_serial);
    const replayed = chosen.map((serial) => serials.get(serial)).filter((id) => !lost.has(String(id)));
    expect(record.winners.map(({ employee_id }) => employee_id)).toEqual(replayed);
  }

  for (const [id, item] of items) {
    if (atRest) expect(item, `${String(id)} is still held`).not.toHaveProperty("claim_expires_at");
    if (!("claim_expires_at" in item))
      expect(winnerOf.get(String(id)), `${String(id)} has won`).toBeDefined();
  }
  if (atRest) {
    expect(items.size).toBe(winnerOf.size);
    expect(records.filter(({ status }) => status === "drawing")).toEqual([]);
  }
}
