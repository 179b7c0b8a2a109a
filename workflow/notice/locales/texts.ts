import type { RuleFacts } from "../../draw/summarize-rules.ts";

/** The texts of an email. Text that people wrote is passed in as it is. */
export interface NoticeTexts {
  /** The subjects consist of ASCII characters in every language, at most 100: `Publish` of SNS refuses others. */
  subject: {
    drawn: (drawNo: number, winners: number) => string;
    redrawn: (drawNo: number) => string;
    voided: (drawNo: number) => string;
  };
  headline: (drawNo: number, winners: number, prize: string | undefined) => string;
  more: (count: number, drawNo: number) => string;
  drawnAt: (time: string, eligible: number) => string;
  campaign: (name: string) => string;
  /** Who could win. The names of departments are in one line. */
  rules: (facts: RuleFacts) => string;
  receipt: (receipt: string) => string;
  /** Of a sealed draw. `inChannel`: the seal was posted in Slack. */
  sealed: (drawNo: number, inChannel: boolean) => string;
  history: string;
  redrawn: (drawNo: number, prize: string | undefined) => string;
  voided: (drawNo: number, prize: string | undefined) => string;
  cancelled: (name: string, replacement: string | undefined) => string;
  reason: (reason: string) => string;
  /** Instead of the name and the id of a person whose data was erased. */
  erasedPerson: string;
}
