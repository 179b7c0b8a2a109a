import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { campaignOf } from "../../data/ledger/rules.ts";
import type { Claim, WinScope } from "../../data/people/claim.ts";
import type { Claims } from "../../data/people/claims.ts";
import { type ClaimStatus, classifyClaim, findDrawToRead } from "../draw/classify-claim.ts";
import type { Recovery } from "./recovery.ts";

export type JudgeClaim = ReturnType<typeof createJudgeClaim>;

/**
 * Reads what the ledger knows about a claim, and classifies the claim by it. A draw whose lease has expired is ended
 * first. One judge serves one task: it reads each draw once.
 */
export function createJudgeClaim({
  ledger,
  claims,
  recovery,
  scope,
  now,
}: {
  ledger: Ledger;
  claims: Claims;
  recovery: Recovery;
  /** The wins that the attempt considers. */
  scope: WinScope;
  now: () => Date;
}) {
  // The key includes the attempt: a record that was read before a revision began does not know the revision's claims.
  const records = new Map<string, Promise<DrawRecord | undefined>>();
  const finalizing = new Map<DrawRecord, Promise<void>>();

  const counts = ({ rules }: DrawRecord) => !scope.again && campaignOf(rules) === scope.campaignNo;

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

  /** Makes all wins of a draw final, once, although each of its winners is judged. */
  const finalizeOnce = (record: DrawRecord) => {
    const finalized = finalizing.get(record) ?? recovery.finalizeClaims(record);
    finalizing.set(record, finalized);
    return finalized;
  };

  return async function judgeClaim(claim: Claim | undefined, attemptId: string): Promise<ClaimStatus> {
    const drawNo = findDrawToRead(claim, attemptId);
    const reader = { attemptId, scope, now: now() };
    if (!claim || drawNo === undefined) return classifyClaim(claim, undefined, reader);
    const record = await readRecordOnce(drawNo, claim.draw_id);
    const status = classifyClaim(claim, record, reader);
    if (status.status !== "won" || !record || counts(record)) return status;
    // The win does not count, but its claim must be final before this attempt may claim the person, too.
    await finalizeOnce(record);
    return classifyClaim(await claims.readOne(claim.employee_id), undefined, reader);
  };
}
