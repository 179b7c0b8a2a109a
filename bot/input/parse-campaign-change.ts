import { LONGEST_CAMPAIGN } from "../../data/ledger/rules.ts";
import { toOneLine } from "../../data/people/employee.ts";
import { cleanInput, unwrapQuotes } from "./clean-input.ts";

/** `new` or `rename`, and the typed name after it; undefined for any other text. */
export interface CampaignChange {
  kind: "start" | "rename";
  name: string;
}

const KINDS: Readonly<Record<string, CampaignChange["kind"]>> = {
  new: "start",
  start: "start",
  新: "start",
  新建: "start",
  开始: "start",
  rename: "rename",
  name: "rename",
  改名: "rename",
  重命名: "rename",
};

/** The name of a campaign as it is stored: one line, without quotes around it. */
export function cleanCampaignName(text: string): string {
  return unwrapQuotes(toOneLine(cleanInput(text)));
}

/** Parses `new …` and `rename …`, in any case and width. */
export function parseCampaignChange(args: string): CampaignChange | undefined {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/su.exec(args) ?? [];
  const folded = word.normalize("NFKC").toLowerCase();
  const kind = Object.hasOwn(KINDS, folded) ? KINDS[folded] : undefined;
  return kind && { kind, name: cleanCampaignName(rest) };
}

/** What is wrong with a name; undefined if nothing is. */
export function findNameFault(name: string): "empty" | "tooLong" | undefined {
  if (name === "") return "empty";
  return name.length > LONGEST_CAMPAIGN ? "tooLong" : undefined;
}
