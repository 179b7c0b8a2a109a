/** @module-tag slow */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import { createRecovery } from "../../../workflow/attempt/recovery.ts";
import { attemptOf, drawingRecord, drawnRecord, failedRecord, winnerAt } from "../../support/draw-records.ts";
import { recordLog } from "../../support/record-log.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

const DECIDED = "2026-06-15T12:00:00.000Z";

/** Writes a pending record of draw 7, and returns it as the ledger reads it. */
async function keep(lottery: Lottery, record: DrawRecord): Promise<DrawRecord> {
  const item = { ...record, ledger: "draws", entry: "0000000007", pending: "yes" };
  // Without revisions the ledger stores no list of them.
  if (record.status === "drawn" && record.revisions.length === 0) Reflect.deleteProperty(item, "revisions");
  await lottery.putRecord(item);
  const kept = await lottery.ledger.read(7);
  if (!kept) throw new Error("The record was not kept.");
  return kept;
}

/** A claim. */
function held(employee_id: string, draw_id: string, claim_round = 0) {
  return { employee_id, draw_id, draw_no: 7, claim_round, claim_expires_at: 1_800_000_000 };
}

const won = (employee_id: string, more = {}) => ({
  employee_id,
  draw_id: "execution-7",
  draw_no: 7,
  ...more,
});

const byId = (items: readonly Record<string, unknown>[]) =>
  items.toSorted((a, b) => String(a["employee_id"]).localeCompare(String(b["employee_id"])));

const revision = {
  revision_id: "revision",
  kind: "redraw" as const,
  requested_at: DECIDED,
  revised_at: DECIDED,
  voided: ["E0001"],
  walked_from: 1,
  winners: [winnerAt(2)],
  lost: [],
  pages: [],
  receipt: "ef".repeat(32),
};

const redrawn = drawnRecord({
  candidates: new Set(["E0001", "E0002", "E0003"]),
  winners: [winnerAt(1, { void: { revision: 1 } }), winnerAt(2, { replaces: "E0001" })],
  revisions: [revision],
});

describe("a decided draw", () => {
  const decided = drawnRecord({ candidates: new Set(["E0001", "E0002"]), drawn_at: DECIDED });

  test("gets final wins, and releases its other claims", async () => {
    await using lottery = await startLottery({
      winners: [held("E0001", "execution-7"), held("E0002", "execution-7"), held("E0003", "execution-7")],
    });
    await lottery.recovery.finalizeClaims(await keep(lottery, decided));
    expect(byId(await lottery.winnerItems())).toEqual([
      won("E0001", { campaign_no: 1, won_at: DECIDED }),
      held("E0003", "execution-7"),
    ]);
    expect(await lottery.readDrawn(7)).toMatchObject({ claims_final: true });
    expect(log.lines).toEqual([]);
  });

  test("with final wins is not changed, and leaves the pending index once it is announced and mailed", async () => {
    await using lottery = await startLottery({ winners: [held("E0002", "execution-7")] });
    const mailed_at = { 0: DECIDED };
    const complete = { ...decided, claims_final: true as const, announced_at: DECIDED, mailed_at };
    await lottery.recovery.finalizeClaims(await keep(lottery, complete));
    expect(await lottery.winnerItems()).toEqual([held("E0002", "execution-7")]);
    expect(await lottery.readDrawn(7)).not.toHaveProperty("pending");
  });

  test("does not finalize the win of a person whom another draw holds, and logs it", async () => {
    await using lottery = await startLottery({ winners: [held("E0001", "rival")] });
    await lottery.recovery.finalizeClaims(await keep(lottery, decided));
    expect(await lottery.winnerItems()).toEqual([held("E0001", "rival")]);
    expect(log.lines).toEqual([
      {
        level: "error",
        text: '{"level":"error","event":"win-not-final","draw_no":7,"draw_id":"execution-7"}',
      },
    ]);
  });

  test("finalizes the win of an expired, deleted claim, but not in the first five minutes", async () => {
    await using lottery = await startLottery();
    lottery.advance(299);
    await lottery.recovery.finalizeClaims(await keep(lottery, decided));
    expect(await lottery.winnerItems()).toEqual([]);
    lottery.advance(1);
    await lottery.recovery.finalizeClaims(await keep(lottery, decided));
    expect(await lottery.winnerItems()).toEqual([won("E0001", { campaign_no: 1, won_at: DECIDED })]);
  });
});

describe("a decided redraw", () => {
  test("voids the win, finalizes the new one, and releases its other claims", async () => {
    await using lottery = await startLottery({
      winners: [
        won("E0001", { won_at: "2026-06-14T12:00:00.000Z" }),
        held("E0002", "revision"),
        held("E0003", "revision"),
        held("E0004", "revision"),
      ],
    });
    await lottery.recovery.finalizeClaims(await keep(lottery, redrawn));
    expect(byId(await lottery.winnerItems())).toEqual([
      won("E0001", { won_at: "2026-06-14T12:00:00.000Z", void: true }),
      won("E0002", { campaign_no: 1, won_at: DECIDED }),
      held("E0004", "revision"),
    ]);
    expect(await lottery.readDrawn(7)).toMatchObject({ claims_final: true });
  });
});

describe("a draw under way", () => {
  const candidates = new Set(["E0001"]);

  test("keeps its people", async () => {
    await using lottery = await startLottery({ winners: [held("E0001", "execution-7")] });
    await lottery.recovery.finalizeClaims(await keep(lottery, drawingRecord({ candidates })));
    expect(await lottery.winnerItems()).toEqual([held("E0001", "execution-7")]);
  });

  test("is not changed until its lease expires, and is ended then", async () => {
    await using lottery = await startLottery({ winners: [held("E0001", "execution-7")] });
    const lease_expires_at = Date.parse(DECIDED) / 1_000 + 10;
    const draw = await keep(lottery, drawingRecord({ candidates, lease_expires_at }));
    expect(await lottery.recovery.endIfAbandoned(draw)).toBe(draw);
    lottery.advance(10);
    expect(await lottery.recovery.endIfAbandoned(draw)).toMatchObject({ error: "Abandoned" });
    expect(await lottery.winnerItems()).toEqual([]);
  });
});

test("a draw that was revised since it was read is left to the run that finalizes the revision", async () => {
  await using lottery = await startLottery({ winners: [won("E0001")] });
  await keep(lottery, redrawn);
  await lottery.recovery.finalizeClaims({ ...redrawn, winners: [winnerAt(1)], revisions: [] });
  expect(await lottery.readDrawn(7)).not.toHaveProperty("claims_final");
});

describe("an abandoned redraw", () => {
  const revising = drawnRecord({
    candidates: new Set(["E0001", "E0002"]),
    attempt_id: "revision",
    lease_expires_at: 1_800_000_000,
    claims_final: true,
    revising: { kind: "redraw", requested_at: DECIDED, voided: ["E0001"] },
  });

  test("releases its claims, and is no longer under way", async () => {
    await using lottery = await startLottery({ winners: [won("E0001"), held("E0002", "revision")] });
    await keep(lottery, revising);
    await lottery.recovery.abandon(attemptOf(revising, "revision"));
    expect(await lottery.winnerItems()).toEqual([won("E0001")]);
    expect(await lottery.readDrawn(7)).not.toHaveProperty("revising");
  });

  test("that was decided before keeps its people, and its wins are finalized", async () => {
    await using lottery = await startLottery({ winners: [held("E0002", "revision")] });
    await keep(lottery, redrawn);
    await lottery.recovery.abandon(attemptOf(revising, "revision"));
    expect(await lottery.winnerItems()).toEqual([won("E0002", { campaign_no: 1, won_at: DECIDED })]);
  });
});

describe("a draw that has failed", () => {
  const failed = failedRecord({ claim_round: 1, candidates: new Set(["E0001", "E0002"]) });

  test("releases the claims of all its rounds, and no others", async () => {
    await using lottery = await startLottery({
      winners: [held("E0001", "execution-7", 0), held("E0002", "execution-7", 1), held("E0003", "rival")],
    });
    await lottery.recovery.finalizeClaims(await keep(lottery, failed));
    expect(await lottery.winnerItems()).toEqual([held("E0003", "rival")]);
    expect(await lottery.ledger.read(7)).toMatchObject({ claims_released: true });
  });

  test("leaves the pending index once its claims are released and it is reported", async () => {
    await using lottery = await startLottery({ winners: [held("E0001", "execution-7")] });
    const complete = { ...failed, claims_released: true as const, announced_at: DECIDED };
    await lottery.recovery.finalizeClaims(await keep(lottery, complete));
    expect(await lottery.winnerItems()).toHaveLength(1);
    expect(await lottery.ledger.read(7)).not.toHaveProperty("pending");
  });
});

describe("the recovery of pending draws", () => {
  const candidates = new Set(["E0001"]);
  const lease_expires_at = Date.parse(DECIDED) / 1_000 + 10;

  test("ends a draw when its lease has expired, and not before", async () => {
    await using lottery = await startLottery({ winners: [held("E0001", "execution-7")] });
    await keep(lottery, drawingRecord({ candidates, lease_expires_at }));
    lottery.advance(9);
    await lottery.recovery.recoverPending();
    expect(await lottery.ledger.read(7)).toMatchObject({ status: "drawing" });
    lottery.advance(1);
    await lottery.recovery.recoverPending();
    expect(await lottery.ledger.read(7)).toMatchObject({
      status: "failed",
      error: "Abandoned",
      cause: "The draw stopped without a word, and the time in which it could hold people ran out.",
      failed_at: "2026-06-15T12:00:10.000Z",
      claims_released: true,
    });
    expect(await lottery.winnerItems()).toEqual([]);
  });

  test.for<[string, DrawRecord]>([
    ["decided", drawnRecord({ candidates, drawn_at: DECIDED })],
    ["failed", failedRecord({ candidates, failed_at: DECIDED })],
  ])("leaves a draw that has %s to its own steps for a minute", async ([, record]) => {
    await using lottery = await startLottery({ winners: [held("E0001", "execution-7")] });
    await keep(lottery, record);
    lottery.advance(59);
    await lottery.recovery.recoverPending();
    expect(await lottery.winnerItems()).toEqual([held("E0001", "execution-7")]);
    lottery.advance(1);
    await lottery.recovery.recoverPending();
    expect(await lottery.winnerItems()).not.toEqual([held("E0001", "execution-7")]);
  });

  describe("when a draw cannot be recovered", () => {
    /** Recovers two draws: one that has another record by now, and draw 7. */
    async function recover(lottery: Lottery, failure?: Error) {
      const draw = await keep(lottery, drawingRecord({ candidates, lease_expires_at }));
      lottery.advance(10);
      const ledger: Lottery["ledger"] = {
        ...lottery.ledger,
        pending: {
          ...lottery.ledger.pending,
          listClaims: () => Promise.resolve([{ ...draw, draw_id: "another" }, draw]),
        },
        attempts: {
          ...lottery.ledger.attempts,
          ...(failure && { failDraw: () => Promise.reject(failure) }),
        },
      };
      const { claims, clock } = lottery;
      await createRecovery({ ledger, claims, now: clock.now }).recoverPending();
    }

    test("continues with the next one, and logs it", async () => {
      await using lottery = await startLottery();
      await recover(lottery);
      expect(log.lines).toEqual([
        {
          level: "error",
          text: '{"level":"error","event":"draw-not-recovered","draw_no":7,"error":"UnknownDraw"}',
        },
      ]);
      expect(await lottery.ledger.read(7)).toMatchObject({ status: "failed", error: "Abandoned" });
    });

    test("stops with the error of DynamoDB", async () => {
      await using lottery = await startLottery();
      await expect(recover(lottery, new Error("no response"))).rejects.toThrow("no response");
    });
  });
});
