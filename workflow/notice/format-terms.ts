import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { toOneLine } from "../../data/people/employee.ts";
import { limitsPeople, summarizeRules } from "../draw/summarize-rules.ts";
import type { NoticeTexts } from "./locales/texts.ts";

/** The lines of an email with the campaign and the rules of a draw. A campaign without a name and missing rules have none. */
export function formatTerms({ rules }: DrawnRecord, texts: NoticeTexts): string[] {
  const name = rules.campaign?.name;
  const facts = summarizeRules(rules, toOneLine);
  return [
    ...(name === undefined ? [] : [texts.campaign(toOneLine(name))]),
    ...(limitsPeople(facts) ? [texts.rules(facts)] : []),
  ];
}
