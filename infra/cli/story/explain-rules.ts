import type { DrawRules } from "../../../data/ledger/rules.ts";
import { printable } from "../printable.ts";

type Departments = NonNullable<DrawRules["departments"]>;

function listNames(names: readonly string[]): string {
  const shown = names.map(printable);
  const last = shown.at(-1) ?? "";
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${last}` : last;
}

function describeDepartments(departments: Departments): string {
  const [where, names] = "only" in departments ? ["of", departments.only] : ["outside", departments.not];
  return `people ${where} the ${names.length === 1 ? "department" : "departments"} ${listNames(names)}`;
}

function explainWho({ departments, joined_before }: DrawRules): string[] {
  const joined = joined_before === undefined ? "" : `who joined before ${joined_before}`;
  if (departments) {
    const people = describeDepartments(departments);
    return [`Only ${people}${joined === "" ? "" : `, ${joined},`} could take part.`];
  }
  return joined === "" ? [] : [`Only people ${joined} could take part.`];
}

/** The name of the campaign of a draw; undefined for the first one, if it has none. */
function nameCampaign({ campaign }: DrawRules): string | undefined {
  return campaign && (campaign.name === undefined ? `No. ${campaign.no}` : printable(campaign.name));
}

/** The rules of a draw in words, in one line. No line if it has none. */
export function explainRules(rules: DrawRules): string[] {
  const campaign = nameCampaign(rules);
  const sentences = [
    ...explainWho(rules),
    ...(rules.again ? ["Earlier winners could win again."] : []),
    ...(campaign === undefined ? [] : [`Campaign: ${campaign}.`]),
  ];
  return sentences.length === 0 ? [] : [sentences.join(" ")];
}
