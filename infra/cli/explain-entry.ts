import type { SealedAs } from "../../data/ledger/sealing.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { groupDigits } from "../../data/runtime/group-digits.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import type { ExportedEntry } from "../../workflow/draw/exported-entry.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import type { EntryFault } from "../../workflow/draw/verify-entry.ts";
import { printable } from "./printable.ts";
import { explainRules } from "./story/explain-rules.ts";
import { formatTime, indent } from "./story/phrases.ts";

const faultTexts: Readonly<Record<EntryFault, string>> = {
  entry: "the entry is not on the list with this digest",
  seal: "the seal does not match the list and the draw",
  chain: "the draw was sealed for another beacon",
};

const sealedAsTexts: Readonly<Record<SealedAs, string>> = {
  free: "could win",
  taken: "had already won or was claimed by another draw",
  left: "was marked as having left",
  excluded: "was excluded from draws",
  department: "was not in a department of this draw",
  opted_out: "had opted out of draws",
  joined: "had an entry date that was too late for this draw, or unknown",
};

/** The result of a verification as text: whether a person is on the sealed list of a draw, and what is left to compare. */
export function explainEntry(
  entry: ExportedEntry,
  faults: readonly EntryFault[],
  chain: BeaconChain,
): string {
  const { draw_no, lottery_serial, roster_size, prize, round } = entry;
  const who = `${printable(entry.employee_name)} (${printable(entry.employee_id)})`;
  if (faults.length > 0)
    return [
      `This does not prove that ${who} is on the list of draw ${draw_no}:`,
      ...indent(faults.map((fault) => faultTexts[fault])),
    ].join("\n");
  return [
    `${who} is No. ${lottery_serial} of ${groupDigits(roster_size)} on the list that was sealed for draw ${draw_no}.`,
    `When it was sealed, this person ${sealedAsTexts[entry.sealed_as]}.`,
    "",
    `Winners requested: ${entry.num_of_winners}`,
    ...(prize === undefined ? [] : [`Prize: ${printable(prize)}`]),
    ...explainRules(entry.rules),
    `Seal for round ${round}: ${formatReceipt(entry.seal)}`,
    "",
    `Now compare the seal: it must be in a message in the channel from before ${formatTime(roundTime(chain, round))}.`,
  ].join("\n");
}
