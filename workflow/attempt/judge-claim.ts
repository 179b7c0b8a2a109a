import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Claim } from "../../data/people/claims.ts";
import type { SettleDraw } from "./settle-draw.ts";

/** What an item of the winners' table means for a draw that meets it. */
export type Standing =
  /** Free, or held by this draw itself. `deadDraw` still has a claim on them, which may be taken over. */
  { free: true; deadDraw?: string } | { free: false; outcome: "won" | "held"; drawNo: number | undefined };

export type JudgeClaim = ReturnType<typeof createJudgeClaim>;

/**
 * Tells whether a person may be drawn. The item alone does not say: a claim counts as long as the ledger says that its
 * draw lives, and is a win as soon as that draw is decided for them. One judge serves one task: each draw met is read once.
 */
export function createJudgeClaim({
  ledger,
  settleDraw,
  now,
}: {
  ledger: Ledger;
  settleDraw: SettleDraw;
  now: () => Date;
}) {
  // By the claim's maker too: a record read before a revision began knows nothing of the revision's claims.
  const records = new Map<string, Promise<DrawRecord | undefined>>();

  const readRecord = async (drawNo: number) => {
    const record = await ledger.read(drawNo);
    return record && settleDraw.endIfAbandoned(record);
  };

  const has = (draw: DrawnRecord, employeeId: string) =>
    draw.winners.some((winner) => winner.employee_id === employeeId && !winner.void);

  /** What the ledger says of a claim: decided for this person, still under way, or dead. */
  const judgeHolder = (claim: Claim, record: DrawRecord): "won" | "held" | "dead" => {
    if (record.draw_id === claim.draw_id) {
      if (record.status === "drawing") return "held";
      return record.status === "drawn" && has(record, claim.employee_id) ? "won" : "dead";
    }
    // Otherwise a revision of that draw has made it.
    if (record.status !== "drawn") return "dead";
    if (record.revisions.some(({ revision_id }) => revision_id === claim.draw_id))
      return has(record, claim.employee_id) ? "won" : "dead";
    const { revising } = record;
    if (!revising || revising.revision_id !== claim.draw_id) return "dead";
    return revising.lease_expires_at * 1_000 > now().getTime() ? "held" : "dead";
  };

  return async (claim: Claim | undefined, drawId: string): Promise<Standing> => {
    if (!claim) return { free: true };
    const { draw_no: drawNo, claim_expires_at } = claim;
    if (claim.draw_id === drawId)
      return claim.void ? { free: false, outcome: "won", drawNo } : { free: true };
    if (claim.void) return { free: true };
    if (claim.draw_id === undefined || claim_expires_at === undefined)
      return { free: false, outcome: "won", drawNo };

    let verdict: "won" | "held" | "dead" = claim_expires_at * 1_000 > now().getTime() ? "held" : "dead";
    if (drawNo !== undefined) {
      const maker = `${drawNo} ${claim.draw_id}`;
      const reading = records.get(maker) ?? readRecord(drawNo);
      records.set(maker, reading);
      const record = await reading;
      if (record) verdict = judgeHolder(claim, record);
    }
    return verdict === "dead"
      ? { free: true, deadDraw: claim.draw_id }
      : { free: false, outcome: verdict, drawNo };
  };
}
