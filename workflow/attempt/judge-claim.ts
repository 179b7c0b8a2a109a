import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Claim } from "../../data/people/claim.ts";
import { type ClaimStatus, classifyClaim, findDrawToRead } from "../draw/eligibility.ts";
import type { Recovery } from "./recovery.ts";

export type JudgeClaim = ReturnType<typeof createJudgeClaim>;

/**
 * Reads what the ledger knows about a claim, and classifies the claim by it. A draw whose lease has expired is ended
 * first. One judge serves one task: it reads each draw once.
 */
export function createJudgeClaim({
  ledger,
  recovery,
  now,
}: {
  ledger: Ledger;
  recovery: Recovery;
  now: () => Date;
}) {
  // The key includes the attempt: a record that was read before a revision began does not know the revision's claims.
  const records = new Map<string, Promise<DrawRecord | undefined>>();

  const readRecord = async (drawNo: number) => {
    const record = await ledger.read(drawNo);
    return record && recovery.endIfAbandoned(record);
  };

  const readRecordOnce = (drawNo: number, attemptId: string | undefined) => {
    const key = `${drawNo} ${attemptId}`;
    const reading = records.get(key) ?? readRecord(drawNo);
    records.set(key, reading);
    return reading;
  };

  return async function judgeClaim(claim: Claim | undefined, attemptId: string): Promise<ClaimStatus> {
    const drawNo = findDrawToRead(claim, attemptId);
    const record = drawNo === undefined ? undefined : await readRecordOnce(drawNo, claim?.draw_id);
    return classifyClaim(claim, record, { attemptId, now: now() });
  };
}
