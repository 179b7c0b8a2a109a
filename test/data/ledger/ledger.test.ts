import { afterEach, describe, expect, test, vi } from "vitest";
import type { DrawDecision } from "../../../data/ledger/attempts.ts";
import { type DrawRecord, drawRecord, type Winner } from "../../../data/ledger/draw-record.ts";
import type { HistoryEntry } from "../../../data/ledger/history.ts";
import type { DrawRequest } from "../../../data/ledger/opening.ts";
import { countRequests } from "../../support/count-requests.ts";
import { attemptOf, drawnRecord, winnerAt } from "../../support/draw-records.ts";
import { recordLog } from "../../support/record-log.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const now = new Date("2026-06-15T12:00:00Z");
const seconds = now.getTime() / 1_000;

afterEach(() => {
  vi.restoreAllMocks();
});

function request(drawId: string, more: Partial<DrawRequest> = {}): DrawRequest {
  return {
    drawId,
    numOfWinners: 1,
    requestedAt: now.toISOString(),
    seed: "ab".repeat(32),
    rosterSize: 10,
    eligible: 8,
    leaseExpiresAt: seconds + 1_800,
    ...more,
  };
}

const winner: Winner = { employee_id: "E1", employee_name: "王芳", lottery_serial: 1 };

function decision(more: Partial<DrawDecision> = {}): DrawDecision {
  return {
    winners: [winner],
    lost: [],
    walked: 1,
    pages: ["page"],
    receipt: "ef".repeat(32),
    drawnAt: now.toISOString(),
    ...more,
  };
}

const failure = { error: "States.Timeout", cause: "It took too long.", facts: { eligible: 3 } };

async function start() {
  const db = await startDynamoDb();
  const open = async (drawId = "draw-a", more: Partial<DrawRequest> = {}) =>
    (await db.ledger.open(request(drawId, more), now)).draw;
  const readDrawn = async (drawNo: number) => {
    const record = await db.ledger.read(drawNo);
    if (record?.status !== "drawn") throw new Error("The draw is not decided.");
    return record;
  };
  return {
    ...db,
    open,
    readDrawn,
    async openDecided(drawId = "draw-a") {
      const draw = await open(drawId);
      expect(await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds)).toMatchObject({
        status: "drawn",
      });
      return readDrawn(draw.draw_no);
    },
    async openFailed(drawId = "draw-a") {
      const draw = await open(drawId);
      expect(await db.ledger.attempts.failDraw(attemptOf(draw), failure, now)).toMatchObject({
        status: "failed",
      });
      return db.ledger.readOwn(draw.draw_no, drawId);
    },
  };
}

describe("opening", () => {
  test("writes down what was asked, and the order before anybody is looked at", async () => {
    await using db = await start();
    const opened = await db.open("draw-a", {
      prize: "AirPods",
      requestedBy: "U0OPERATOR",
      channelId: "C0LOTTERY",
    });
    expect(opened).toEqual({
      draw_no: 1,
      draw_id: "draw-a",
      attempt_id: "draw-a",
      status: "drawing",
      num_of_winners: 1,
      prize: "AirPods",
      requested_by: "U0OPERATOR",
      channel_id: "C0LOTTERY",
      requested_at: now.toISOString(),
      seed: "ab".repeat(32),
      roster_size: 10,
      eligible: 8,
      lease_expires_at: seconds + 1_800,
      claim_round: 0,
      candidates: new Set(),
      pending: "yes",
    });
    expect(await db.ledger.read(1)).toEqual(opened);
    expect(await db.readById("draw-a")).toEqual(opened);
  });

  test("sixty draws at once, some delivered twice, get the numbers 1 to 60 without a gap", {
    tags: ["slow"],
  }, async () => {
    await using db = await start();
    const ids = Array.from({ length: 60 }, (_, i) => `draw-${i}`);
    const [first, second] = await Promise.all([
      Promise.all(ids.map((id) => db.open(id))),
      Promise.all(ids.slice(0, 15).map((id) => db.open(id))),
    ]);
    const numbers = first.map(({ draw_no }) => draw_no);
    expect(second.map(({ draw_no }) => draw_no)).toEqual(numbers.slice(0, 15));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    for (const [i, id] of ids.entries()) expect((await db.readById(id)).draw_no).toBe(numbers[i]);
    expect(await db.ledger.read(61)).toBeUndefined();
  });

  test("a second time answers the draw as it stands, with the seed of the first", async () => {
    await using db = await start();
    await db.openDecided("draw-a");
    const again = await db.open("draw-a", { seed: "cd".repeat(32), numOfWinners: 9 });
    expect(again).toMatchObject({
      draw_no: 1,
      status: "drawn",
      seed: "ab".repeat(32),
      num_of_winners: 1,
    });
    expect(await db.ledger.read(2)).toBeUndefined();
  });

  test("goes on after a record that somebody has spoilt", async () => {
    await using db = await start();
    await db.open("draw-a");
    await db.putRecord({ ledger: "draws", entry: "0000000002", draw_no: "two" });
    expect(await db.open("draw-c")).toMatchObject({ draw_no: 3 });
  });
});

describe("reading", () => {
  test("an unknown draw is an error with its name", async () => {
    await using db = await start();
    await db.open("draw-a");
    await expect(db.ledger.readOwn(1, "draw-b")).rejects.toMatchObject({ name: "UnknownDraw" });
    await expect(db.ledger.readOwn(2, "draw-a")).rejects.toMatchObject({ name: "UnknownDraw" });
    expect(await db.ledger.read(2)).toBeUndefined();
  });

  test("a record that does not fit is an error with its name", async () => {
    await using db = await start();
    await db.putRecord({ ledger: "draws", entry: "0000000001", draw_no: 1, status: "drawn" });
    await expect(db.ledger.read(1)).rejects.toMatchObject({ name: "InvalidItem" });
  });
});

describe("the decision", () => {
  test("is taken once", async () => {
    await using db = await start();
    const draw = await db.open();
    const others = { ...winner, employee_id: "E2" };
    const answers = await Promise.all([
      db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds),
      db.ledger.attempts.decideDraw(attemptOf(draw), decision({ winners: [others] }), seconds),
    ]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    const record = await db.readById("draw-a");
    expect(record).toMatchObject({ status: "drawn", winners: [answers[0] ? winner : others] });
  });

  test("and a failure exclude each other, however close they come", async () => {
    await using db = await start();
    for (let i = 0; i < 10; i++) {
      const draw = await db.open(`draw-${i}`);
      const both = [
        () => db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds),
        () => db.ledger.attempts.failDraw(attemptOf(draw), failure, now),
      ];
      const order = i % 2 === 0 ? both : both.toReversed();
      const answers = await Promise.all(order.map((write) => write()));
      expect(answers.filter(Boolean)).toHaveLength(1);
      const decided = answers[i % 2 === 0 ? 0 : 1];
      expect((await db.readById(`draw-${i}`)).status).toBe(decided ? "drawn" : "failed");
    }
  });

  test("is not taken for a draw that has let its people go meanwhile", async () => {
    await using db = await start();
    const draw = await db.open();
    expect(await db.ledger.attempts.endRound(attemptOf(draw))).toBe(true);
    expect(await db.ledger.attempts.endRound(attemptOf(draw))).toBe(false);
    expect(await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds)).toBeUndefined();
    const next = await db.readById("draw-a");
    expect(next.claim_round).toBe(1);
    expect(await db.ledger.attempts.decideDraw(attemptOf(next), decision(), seconds)).toMatchObject({
      status: "drawn",
    });
  });

  test("is not taken when the lease ends too soon", async () => {
    await using db = await start();
    const draw = await db.open();
    expect(await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds + 1_800)).toBeUndefined();
    expect(await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds + 1_799.5)).toMatchObject(
      {
        status: "drawn",
      },
    );
  });

  test("keeps the candidates, of whom none can be added any more", async () => {
    await using db = await start();
    const draw = await db.open();
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E1", "E2"])).toBe(true);
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E2", "E3"])).toBe(true);
    await db.ledger.attempts.decideDraw(attemptOf(draw), decision(), seconds);
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E4"])).toBe(false);
    expect((await db.readById("draw-a")).candidates).toEqual(new Set(["E1", "E2", "E3"]));
  });
});

describe("a failure", () => {
  test("is written down once, with the error that came first", async () => {
    await using db = await start();
    const draw = await db.open();
    expect(await db.ledger.attempts.failDraw(attemptOf(draw), failure, now)).toMatchObject({
      status: "failed",
    });
    expect(
      await db.ledger.attempts.failDraw(attemptOf(draw), { ...failure, error: "Abandoned" }, now),
    ).toBeUndefined();
    expect(await db.ledger.attempts.addCandidates(attemptOf(draw), ["E1"])).toBe(false);
    expect(await db.ledger.attempts.endRound(attemptOf(draw))).toBe(false);
    expect(await db.readById("draw-a")).toMatchObject({
      status: "failed",
      error: "States.Timeout",
      cause: "It took too long.",
      error_facts: { eligible: 3 },
      failed_at: now.toISOString(),
    });
  });

  test("has a cause that leaves room for the rest of the record", async () => {
    await using db = await start();
    const draw = await db.open();
    await db.ledger.attempts.failDraw(attemptOf(draw), { ...failure, cause: "x".repeat(50_000) }, now);
    expect(await db.readById("draw-a")).toMatchObject({ cause: "x".repeat(1_000) });
  });
});

describe("the right to announce", () => {
  const later = (by: number) => new Date(now.getTime() + by * 1_000);

  test("is one run's at a time, and free again after its time", async () => {
    await using db = await start();
    const draw = await db.openDecided();
    const runs = await Promise.all([1, 2, 3].map(() => db.ledger.announcements.begin(draw, now, 60)));
    expect(runs.filter(Boolean)).toHaveLength(1);
    expect(await db.ledger.announcements.begin(draw, later(60), 60)).toBeUndefined();
    expect(await db.ledger.announcements.begin(draw, later(61), 60)).toMatchObject({
      announcement_attempts: 2,
    });
    expect(await db.readById("draw-a")).toMatchObject({ announcement_attempts: 2 });
  });

  test("is nobody's before the draw has ended", async () => {
    await using db = await start();
    expect(await db.ledger.announcements.begin(await db.open(), now, 60)).toBeUndefined();
  });

  test("is nobody's after the draw was announced", async () => {
    await using db = await start();
    const draw = await db.openFailed();
    await db.ledger.announcements.begin(draw, now, 60);
    await db.ledger.announcements.mark(draw, { at: now, messageTs: "1.5" });
    expect(await db.ledger.announcements.begin(draw, later(600), 60)).toBeUndefined();
    const record = await db.readById("draw-a");
    expect(record).toMatchObject({ announced_at: now.toISOString(), message_ts: "1.5" });
    expect(record).not.toHaveProperty("announcing_until");
  });

  test("is given back by the run that has it", async () => {
    await using db = await start();
    const draw = await db.openDecided();
    await db.ledger.announcements.begin(draw, now, 60);
    await db.ledger.announcements.abandon(await db.readById("draw-a"), "is_archived");
    expect(await db.readById("draw-a")).toMatchObject({ announcement_error: "is_archived" });
    expect(await db.ledger.announcements.begin(draw, now, 60)).toBeDefined();
  });

  test("is not given back by a run that has lost it to another", async () => {
    await using db = await start();
    const draw = await db.openDecided();
    await db.ledger.announcements.begin(draw, now, 60);
    const first = await db.readById("draw-a");
    await db.ledger.announcements.begin(draw, later(61), 60);
    await db.ledger.announcements.abandon(first);
    expect(await db.ledger.announcements.begin(draw, later(62), 60)).toBeUndefined();
  });
});

describe("a draw needs care", () => {
  const needsCare = async ({ ledger, catchUp }: Awaited<ReturnType<typeof start>>) => {
    await catchUp();
    return (await ledger.pending.list(10)).map(({ draw_no }) => draw_no);
  };

  /** What whoever did something for the draw has, as it stood just then. */
  const settle = async (
    { ledger }: Awaited<ReturnType<typeof start>>,
    done: Promise<DrawRecord | undefined>,
  ) => {
    const record = await done;
    if (!record) throw new Error("It was not done.");
    await ledger.pending.remove(record);
  };

  test("as long as it is under way", async () => {
    await using db = await start();
    await settle(db, db.open());
    expect(await needsCare(db)).toEqual([1]);
  });

  test.for([
    ["final", "announced", "mailed"],
    ["final", "mailed", "announced"],
    ["announced", "final", "mailed"],
    ["announced", "mailed", "final"],
    ["mailed", "final", "announced"],
    ["mailed", "announced", "final"],
  ] as const)("until its wins are final and it is announced and mailed: %o", async (order) => {
    await using db = await start();
    const draw = await db.openDecided();
    const steps = {
      final: () => db.ledger.pending.markClaimsFinal(draw),
      announced: () => db.ledger.announcements.mark(draw, { at: now }),
      mailed: () => db.ledger.mailing.mark(draw, 0, now),
    };
    for (const step of order) {
      expect(await needsCare(db)).toEqual([1]);
      await settle(db, steps[step]());
    }
    expect(await needsCare(db)).toEqual([]);
  });

  test("until its people are let go and its failure is told", async () => {
    await using db = await start();
    const draw = await db.openFailed();
    await settle(db, db.ledger.announcements.mark(draw, { at: now }));
    expect(await needsCare(db)).toEqual([1]);
    await settle(db, db.ledger.pending.markClaimsReleased(draw));
    expect(await needsCare(db)).toEqual([]);
  });

  test("oldest first, and not more than asked for", async () => {
    await using db = await start();
    for (let i = 0; i < 12; i++) await db.open(`draw-${i}`);
    await db.catchUp();
    expect((await db.ledger.pending.list(3)).map(({ draw_no }) => draw_no)).toEqual([1, 2, 3]);
  });

  test("also beside a record that somebody has spoilt, which is logged", async () => {
    using log = recordLog();
    await using db = await start();
    await db.open("draw-a");
    await db.putRecord({ ledger: "draws", entry: "0000000002", pending: "yes", prize: "a secret" });
    await db.open("draw-c");
    expect(await needsCare(db)).toEqual([1, 3]);
    expect(log.events("ledger-record-malformed")).toMatchObject([{ entry: "0000000002" }]);
    expect(log.text()).not.toContain("a secret");
  });

  test("for its people, however many draws before it only wait to be announced or mailed", async () => {
    await using db = await start();
    for (let i = 0; i < 4; i++) {
      const draw = await db.openDecided(`draw-${i}`);
      await db.ledger.pending.markClaimsFinal(draw);
      if (i > 1) await db.ledger.announcements.mark(draw, { at: now });
    }
    await db.open("draw-dead");
    await db.catchUp();
    expect((await db.ledger.pending.listClaims(2)).map(({ draw_no }) => draw_no)).toEqual([5]);
  });
});

describe("a step that read a draw before it was revised", () => {
  const revise = async () => {
    const db = await start();
    const read = await db.openDecided();
    await db.ledger.pending.markClaimsFinal(read);
    await db.ledger.announcements.begin(read, now, 60);
    const told = await db.readDrawn(read.draw_no);
    const revising = {
      kind: "redraw" as const,
      requested_at: now.toISOString(),
      voided: ["E1"],
    };
    const lease = { id: "redraw", leaseExpiresAt: seconds + 1_800 };
    expect(await db.ledger.attempts.begin(told, { ...lease, revising })).toBe(true);
    const revision = {
      ...revising,
      revision_id: "redraw",
      revised_at: now.toISOString(),
      walked_from: 1,
      winners: [],
      lost: [],
      pages: [],
      receipt: "",
    };
    const result = { revision, winners: [winner], walked: 2 };
    const decided = await db.ledger.attempts.decideRevision(attemptOf(told, "redraw"), told, result, seconds);
    expect(decided).toMatchObject({ walked: 2 });
    return { db, read, told };
  };

  test("does not take the revision's wins for permanent", async () => {
    const { db, read } = await revise();
    await using _ = db;
    await db.ledger.pending.markClaimsFinal(read);
    expect(await db.readDrawn(1)).not.toHaveProperty("claims_final");
    await db.ledger.pending.markClaimsFinal(await db.readDrawn(1));
    expect(await db.readDrawn(1)).toMatchObject({ claims_final: true });
  });

  test("does not take the revision for announced, and keeps others from posting until it has given its right back", async () => {
    const { db, told } = await revise();
    await using _ = db;
    expect(await db.ledger.announcements.begin(told, now, 60)).toBeUndefined();
    expect(await db.ledger.announcements.mark(told, { at: now, messageTs: "1.5" })).toBeUndefined();
    const record = await db.readDrawn(1);
    expect(record).not.toHaveProperty("announced_at");
    expect(record).toMatchObject({ message_ts: "1.5" });
    await db.ledger.announcements.abandon(told);
    expect(await db.ledger.announcements.begin(told, now, 60)).toBeDefined();
    // Not the first attempt, so the channel is searched for what the first may have posted.
    expect(await db.readDrawn(1)).toMatchObject({ announcement_attempts: 2 });
  });

  test("does not take the draw off the list of those that need care", async () => {
    const { db, told } = await revise();
    await using _ = db;
    await db.ledger.mailing.mark(told, 0, now);
    const mailed = await db.readDrawn(1);
    await db.ledger.pending.markClaimsFinal(mailed);
    await db.ledger.announcements.mark(mailed, { at: now });
    const { mailed_at } = mailed;
    await db.ledger.pending.remove({
      ...told,
      claims_final: true,
      announced_at: now.toISOString(),
      mailed_at,
    });
    expect(await db.readDrawn(1)).toMatchObject({ pending: "yes", claims_final: true });
    const done = await db.ledger.mailing.mark(told, 1, now);
    if (done) await db.ledger.pending.remove(done);
    expect(await db.readDrawn(1)).not.toHaveProperty("pending");
  });
});

describe("the history", () => {
  const numbers = ({ entries }: { entries: HistoryEntry[] }) => entries.map(({ drawNo }) => drawNo);

  test("is empty before the first draw", async () => {
    await using db = await start();
    expect(await db.ledger.history(10)).toEqual({ entries: [], more: false });
  });

  test("goes from the newest draw to the oldest, page by page", async () => {
    await using db = await start();
    for (let i = 1; i <= 12; i++) await db.open(`draw-${i}`);
    const first = await db.ledger.history(5);
    expect([numbers(first), first.more]).toEqual([[12, 11, 10, 9, 8], true]);
    const second = await db.ledger.history(5, 8);
    expect([numbers(second), second.more]).toEqual([[7, 6, 5, 4, 3], true]);
    const third = await db.ledger.history(5, 3);
    expect([numbers(third), third.more]).toEqual([[2, 1], false]);
  });

  test("costs one request, however many draws there are", async () => {
    await using db = await start();
    for (let i = 1; i <= 12; i++) await db.open(`draw-${i}`);
    expect(await countRequests(db.client, () => db.ledger.history(10))).toBe(1);
  });

  test("says that there is nothing more when a page ends with draw 1", async () => {
    await using db = await start();
    for (let i = 1; i <= 5; i++) await db.open(`draw-${i}`);
    expect(await db.ledger.history(5)).toMatchObject({ more: false });
    expect(await db.ledger.history(5, 1)).toEqual({ entries: [], more: false });
  });

  test("has failed draws in their place", async () => {
    await using db = await start();
    await db.openDecided("draw-a");
    await db.openFailed("draw-b");
    await db.open("draw-c");
    const { entries } = await db.ledger.history(10);
    expect(entries.map(({ draw }) => draw?.status)).toEqual(["drawing", "failed", "drawn"]);
  });

  test("names a record that does not fit, and goes on to those before it", async () => {
    using log = recordLog();
    await using db = await start();
    await db.open("draw-a");
    await db.putRecord({ ledger: "draws", entry: "0000000002", draw_no: 2, draw_id: "draw-b" });
    await db.open("draw-c");
    await db.putRecord({ ledger: "draws", entry: "stray", draw_no: "?" });
    const { entries } = await db.ledger.history(10);
    expect(entries.map(({ drawNo, draw }) => [drawNo, draw?.draw_id])).toEqual([
      [3, "draw-c"],
      [2, undefined],
      [1, "draw-a"],
    ]);
    expect(log.events("ledger-record-malformed")).toMatchObject([{ entry: "0000000002" }]);
    await expect(db.ledger.read(2)).rejects.toMatchObject({ name: "InvalidItem" });
  });

  test("takes no record for another that says it is one", async () => {
    using log = recordLog();
    await using db = await start();
    const { draw_no: _, ...record } = await db.open("draw-a");
    const impostor = { ...record, candidates: undefined, ledger: "draws", entry: "0000000002", draw_no: 1 };
    await db.putRecord(impostor);
    await expect(db.ledger.read(2)).rejects.toMatchObject({ name: "InvalidItem" });
    expect((await db.ledger.pending.list(10)).map(({ draw_id }) => draw_id)).toEqual(["draw-a"]);
    expect(log.events("ledger-record-malformed")).toHaveLength(1);
  });
});

describe("who has won a draw", () => {
  const mark = { revision: 1 };

  test.each([
    ["replace themselves", [winnerAt(1, { void: mark }), winnerAt(1, { void: mark, replaces: "E0001" })]],
    [
      "replace each other in turn",
      [
        winnerAt(1, { void: mark }),
        winnerAt(2, { void: mark, replaces: "E0001" }),
        winnerAt(1, { void: mark, replaces: "E0002" }),
      ],
    ],
    ["replace somebody who never won", [winnerAt(1), winnerAt(2, { replaces: "E0009" })]],
    [
      "replace the same one twice",
      [winnerAt(1, { void: mark }), winnerAt(2, { replaces: "E0001" }), winnerAt(3, { replaces: "E0001" })],
    ],
  ])("cannot %s: no reader may go in circles", (_, winners) => {
    expect(drawRecord.safeParse(drawnRecord()).success).toBe(true);
    expect(drawRecord.safeParse({ ...drawnRecord(), winners }).error?.issues).toMatchObject([
      { path: ["winners"] },
    ]);
  });

  test("has a name that keys of the tables can hold", () => {
    expect(drawRecord.safeParse({ ...drawnRecord(), draw_id: "x".repeat(80) }).success).toBe(true);
    expect(drawRecord.safeParse({ ...drawnRecord(), draw_id: "x".repeat(81) }).success).toBe(false);
  });

  test("is shown at a time that is one, and by whom only where that is a Slack id", () => {
    for (const field of ["drawn_at", "requested_at", "announced_at"])
      expect(drawRecord.safeParse({ ...drawnRecord(), [field]: "<!channel>" }).success).toBe(false);
    const { requested_by } = drawRecord.parse({ ...drawnRecord(), requested_by: "U1> <!channel" });
    expect(requested_by).toBeUndefined();
  });
});
