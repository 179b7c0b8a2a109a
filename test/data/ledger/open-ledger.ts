import { expect } from "vitest";
import type { DrawDecision } from "../../../data/ledger/attempts.ts";
import type { Winner } from "../../../data/ledger/draw-record.ts";
import type { DrawRequest } from "../../../data/ledger/opening.ts";
import { attemptOf } from "../../support/draw-records.ts";
import { UNSEALED } from "../../support/persons.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

/** The time of all writes. */
export const now = new Date("2026-06-15T12:00:00Z");
export const seconds = now.getTime() / 1_000;

function request(drawId: string, more: Partial<DrawRequest> = {}): DrawRequest {
  return {
    drawId,
    numOfWinners: 1,
    requestedAt: now.toISOString(),
    seed: "ab".repeat(32),
    sealing: UNSEALED,
    rosterSize: 10,
    eligible: 8,
    leaseExpiresAt: seconds + 1_800,
    ...more,
  };
}

export const winner: Winner = { employee_id: "E1", employee_name: "王芳", lottery_serial: 1 };

export function decision(more: Partial<DrawDecision> = {}): DrawDecision {
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

export const failure = { error: "States.Timeout", cause: "It took too long.", facts: { eligible: 3 } };

/** A ledger, and functions that open and end draws in it. */
export async function openLedger() {
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
