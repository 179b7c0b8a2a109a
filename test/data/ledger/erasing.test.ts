import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import type { EndedRecord } from "../../../data/ledger/draw-record.ts";
import { attemptOf } from "../../support/draw-records.ts";
import { failure, now, openLedger, seconds, winner } from "./open-ledger.ts";

const placeholder = {
  employee_id: "erased-0123",
  employee_name: "erased",
  lottery_serial: 1,
  erased: "01".repeat(32),
};

/** The same record without its winner and its salts. */
function erase(draw: EndedRecord): EndedRecord {
  const { requested_by: _, ...rest } = draw;
  return rest.status === "drawn"
    ? { ...rest, winners: [placeholder], salts: [] }
    : { ...rest, cause: "erased", error_facts: {}, salts: [] };
}

async function openFinal() {
  const db = await openLedger();
  const draw = await db.openDecided();
  await db.ledger.pending.markClaimsFinal(draw);
  return { db, draw: await db.readDrawn(draw.draw_no) };
}

const revising = { kind: "redraw" as const, requested_at: now.toISOString(), voided: ["E1"] };
const lease = { id: "redraw", leaseExpiresAt: seconds + 1_800 };

describe("a record without its people", () => {
  test("replaces a decided one, whose receipt and other facts stay", async () => {
    const { db, draw } = await openFinal();
    await using _ = db;
    const stored = await db.ledger.erasing.replace(draw, erase(draw));
    expect(stored).toEqual({ ...erase(draw), erasures: 1 });
    expect(await db.readDrawn(draw.draw_no)).toEqual(stored);
  });

  test("replaces a failed one, without the person who asked for the draw", async () => {
    await using db = await openLedger();
    await db.open("draw-a", { requestedBy: "U0ERASED" });
    await db.ledger.attempts.failDraw({ id: "draw-a", drawNo: 1, drawId: "draw-a" }, failure, now);
    await db.ledger.pending.markClaimsReleased(await db.ledger.readOwn(1, "draw-a"));
    const draw = await db.ledger.readOwn(1, "draw-a");
    if (draw.status !== "failed") throw new Error("The draw has not failed.");
    expect(draw.requested_by).toBe("U0ERASED");
    const stored = await db.ledger.erasing.replace(draw, erase(draw));
    expect(stored).toEqual({ ...erase(draw), erasures: 1 });
  });

  test("does not replace one from which somebody else was erased since it was read", async () => {
    const { db, draw } = await openFinal();
    await using _ = db;
    const first = await db.ledger.erasing.replace(draw, erase(draw));
    expect(await db.ledger.erasing.replace(draw, draw)).toBeUndefined();
    const again = await db.readDrawn(draw.draw_no);
    expect(again).toEqual(first);
    expect(await db.ledger.erasing.replace(again, again)).toMatchObject({ erasures: 2 });
  });

  test("does not replace one whose claims are pending, or that is being redrawn, or was redrawn since", async () => {
    await using db = await openLedger();
    const undecided = await db.openDecided();
    expect(await db.ledger.erasing.replace(undecided, erase(undecided))).toBeUndefined();
    await db.ledger.pending.markClaimsFinal(undecided);
    const draw = await db.readDrawn(1);
    await db.ledger.attempts.begin(draw, { ...lease, revising });
    expect(await db.ledger.erasing.replace(draw, erase(draw))).toBeUndefined();
    const revision = { ...revising, revision_id: "redraw", revised_at: now.toISOString(), walked_from: 1 };
    await db.ledger.attempts.decideRevision(
      attemptOf(draw, "redraw"),
      await db.readDrawn(1),
      {
        revision: { ...revision, winners: [], lost: [], pages: [], receipt: "cd".repeat(32) },
        winners: [winner],
        walked: 2,
      },
      seconds,
    );
    await db.ledger.pending.markClaimsFinal(await db.readDrawn(1));
    expect(await db.ledger.erasing.replace(draw, erase(draw))).toBeUndefined();
    expect((await db.readDrawn(1)).winners).toEqual([winner]);
  });

  test("that has no room for its salts is refused by name, and changes nothing", async () => {
    const { db, draw } = await openFinal();
    await using _ = db;
    const salts = Array.from({ length: 8_192 }, (_each, i) => ({
      prefix: i.toString(2).padStart(13, "0"),
      seed: "5a".repeat(32),
    }));
    await expect(db.ledger.erasing.replace(draw, { ...draw, salts })).rejects.toMatchObject({
      name: "RecordFull",
      message: expect.stringContaining("draw 1"),
    });
    expect(await db.readDrawn(1)).toEqual(draw);
  });
});

test("an error that does not say that the item is too large is passed on", async () => {
  const { db, draw } = await openFinal();
  await using _ = db;
  const refusal = (name: string, message: string) =>
    new DynamoDBServiceException({ name, message, $fault: "client", $metadata: {} });
  for (const error of [
    refusal("ValidationException", "Invalid UpdateExpression"),
    refusal("ThrottlingException", "The size of the table limits its throughput"),
    Object.assign(new Error("size"), { name: "ValidationException" }),
  ]) {
    db.client.middlewareStack.add(() => () => Promise.reject(error), { name: "fail", step: "initialize" });
    await expect(db.ledger.erasing.replace(draw, erase(draw))).rejects.toBe(error);
    db.client.middlewareStack.remove("fail");
  }
});

describe("a redraw that was opened before an erasure", () => {
  test("does not begin: it would name the erased person again", async () => {
    const { db, draw } = await openFinal();
    await using _ = db;
    await db.ledger.erasing.replace(draw, erase(draw));
    expect(await db.ledger.attempts.begin(draw, { ...lease, revising })).toBe(false);
    const read = await db.readDrawn(1);
    const voided = [placeholder.employee_id];
    expect(await db.ledger.attempts.begin(read, { ...lease, revising: { ...revising, voided } })).toBe(true);
  });

  test("is not decided, even if it was begun again under the same name", async () => {
    const { db, draw } = await openFinal();
    await using _ = db;
    const attempt = attemptOf(draw, "redraw");
    await db.ledger.attempts.begin(draw, { ...lease, revising });
    const slow = await db.readDrawn(1);
    await db.ledger.attempts.abandonRevision(attempt);
    await db.ledger.erasing.replace(draw, erase(draw));
    const read = await db.readDrawn(1);
    await db.ledger.attempts.begin(read, { ...lease, revising });
    const revision = {
      ...revising,
      revision_id: "redraw",
      revised_at: now.toISOString(),
      walked_from: 1,
      winners: [],
      lost: [],
      pages: [],
      receipt: "cd".repeat(32),
    };
    const result = { revision, winners: slow.winners, walked: 2 };
    expect(await db.ledger.attempts.decideRevision(attempt, slow, result, seconds)).toBeUndefined();
    expect((await db.readDrawn(1)).winners).toEqual([placeholder]);
  });
});
