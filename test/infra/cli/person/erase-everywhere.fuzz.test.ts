import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quicknet } from "../../../../data/runtime/beacon-chain.ts";
import { LotteryError } from "../../../../data/runtime/lottery-error.ts";
import { findItemsOf, slackIdOf, verifyAll } from "../../../support/check-erasure.ts";
import { type FakeBeacon, startFakeBeacon } from "../../../support/fake-beacon.ts";
import { FUZZ_TIMEOUT, fuzz } from "../../../support/fuzz.ts";
import { employeeItem } from "../../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../../support/start-lottery.ts";
import { createEraser } from "./create-eraser.ts";

const DAY = 24 * 60 * 60;
const PEOPLE = 9;

let now = () => new Date(0);
let beacon: FakeBeacon;
beforeAll(async () => {
  beacon = await startFakeBeacon({ period: 3, now: () => now() });
});
afterAll(() => beacon[Symbol.asyncDispose]());

/** What happens. `which` chooses a draw, a winner or a person. */
interface Event {
  kind: "draw" | "redraw" | "void" | "erase" | "replace" | "rename" | "leave";
  which: number;
}

const arbitraryEvent: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom(
    "draw",
    "draw",
    "redraw",
    "redraw",
    "void",
    "erase",
    "erase",
    "replace",
    "rename",
    "leave",
  ),
  which: fc.nat(1_000),
});

const item = (serial: number, more = {}) =>
  employeeItem(serial, { slack_user_id: slackIdOf(serial), ...more });

/** Ignores that a draw or a redraw is refused or fails: that is part of the history, too. */
async function tryToDraw(draw: Promise<unknown>) {
  await draw.catch((error: unknown) => {
    if (!(error instanceof LotteryError)) throw error;
  });
}

function createPlay(lottery: Lottery) {
  const erased = new Set<number>();
  return {
    erased,
    async play({ kind, which }: Event) {
      const serial = (which % PEOPLE) + 1;
      const records = await lottery.records();
      const record = records[which % Math.max(records.length, 1)];
      const { draw_no = 0 } = record ?? {};
      const winners = record?.status === "drawn" ? record.winners : [];
      const employee_id = winners[which % Math.max(winners.length, 1)]?.employee_id;
      if (kind === "draw") {
        const asked = lottery.attempt((which % 4) + 1);
        await tryToDraw(asked);
      } else if (kind === "redraw" && employee_id)
        await tryToDraw(
          lottery.revise({
            kind,
            draw_no,
            employee_id,
            reason: erased.has(serial) ? "is away" : `Name ${serial} is away`,
          }),
        );
      else if (kind === "void" && winners.length > 0) await tryToDraw(lottery.revise({ kind, draw_no }));
      else if (kind === "erase") {
        lottery.advance(DAY);
        await createEraser(lottery)(String(item(serial)["employee_id"]), "Dana");
        erased.add(serial);
      } else if (erased.has(serial))
        // A new person gets the serial of the erased one.
        await lottery.fillRoster([
          employeeItem(serial, { employee_id: `N${which}`, employee_name: `New ${which}` }),
        ]);
      else if (kind === "rename")
        await lottery.fillRoster([item(serial, { employee_name: `Name ${serial}, once` })]);
      else if (kind === "leave") await lottery.fillRoster([item(serial, { left_at: "20200101" })]);
    },
  };
}

test.each(["none", "drand"] as const)(
  "after any draws, redraws, voids and erasures (beacon %s) all draws are valid, and nothing of the erased people is left",
  { timeout: 10 * FUZZ_TIMEOUT },
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryEvent, { minLength: 6, maxLength: 16 }), async (events) => {
        const roster = Array.from({ length: PEOPLE }, (_, i) => item(i + 1));
        await using lottery = await startLottery({ roster, ...(kind === "drand" && { beacon }) });
        now = lottery.clock.now;
        const { play, erased } = createPlay(lottery);
        for (const event of events) {
          await play(event);
          expect(await findItemsOf(lottery, ...erased)).toEqual([]);
        }
        await verifyAll(lottery, kind === "drand" ? beacon.chain : quicknet);
      }),
      fuzz(14, 2),
    );
  },
);
