import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { computeReceipt, computeRevisionReceipt } from "../../workflow/draw/receipt.ts";
import { computeCommitment, computeSeal } from "../../workflow/draw/seal.ts";

/** The same draw with new receipts, as a person who forges a record would compute them. */
export function sign(draw: ExportedDraw): ExportedDraw {
  let previous = computeReceipt(draw, draw);
  const receipt = previous;
  const revisions = draw.revisions.map((revision) => {
    previous = computeRevisionReceipt(previous, revision, revision);
    return { ...revision, receipt: previous };
  });
  return { ...draw, receipt, revisions };
}

/** The same draw with new seals and receipts, as if it had been sealed with these facts. */
export function seal(draw: ExportedDraw): ExportedDraw {
  const { secret, chain } = draw;
  if (secret === undefined || chain === undefined) return sign(draw);
  const facts = { ...draw, commitment: computeCommitment(secret), chain };
  return sign({
    ...draw,
    seals: draw.seals.map((each) => ({ ...each, seal: computeSeal(facts, each.round) })),
  });
}
