import type { BeaconChain } from "../../../data/runtime/beacon-chain.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { formatReceipt } from "../../../workflow/draw/receipt.ts";
import { findLead, findPostingTime } from "../../../workflow/draw/seal-time.ts";
import { formatTime } from "./phrases.ts";

type Seals = ExportedDraw["seals"];

/** One line for each seal, with the time of its message. */
export function listSeals(seals: Seals, chain: BeaconChain): string[] {
  return seals.map((each) => {
    const posted = findPostingTime(each);
    const isLate = (findLead(each, chain) ?? 0) <= 0;
    const when =
      posted === undefined ? "not posted" : `posted at ${formatTime(posted)}${isLate ? ", too late" : ""}`;
    return `Seal for round ${each.round} ${formatReceipt(each.seal)}, ${when}`;
  });
}

/** All seals and receipts of a draw, as people see them in the channel. */
export function listDigests({ seals, receipt, revisions }: ExportedDraw, chain: BeaconChain): string[] {
  return [
    ...listSeals(seals, chain),
    `Receipt of the draw ${formatReceipt(receipt)}`,
    ...revisions.map((change, i) => `Receipt of change ${i + 1} ${formatReceipt(change.receipt)}`),
  ];
}
