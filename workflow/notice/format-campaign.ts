import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { toOneLine } from "../../data/people/employee.ts";
import type { NoticeTexts } from "./locales/texts.ts";

/** The line of an email that names the campaign of a draw. No line if the campaign has no name. */
export function formatCampaign({ rules }: DrawnRecord, texts: NoticeTexts): string[] {
  const name = rules.campaign?.name;
  return name === undefined ? [] : [texts.campaign(toOneLine(name))];
}
