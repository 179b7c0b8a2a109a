import type { DrawRules } from "../../data/ledger/rules.ts";
import { limitsPeople, summarizeRules } from "../../workflow/draw/summarize-rules.ts";
import type { Texts } from "../locales/texts.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** The rules of a draw in words, in one short line; undefined if everybody can win once. */
export function formatRules(rules: DrawRules, texts: Texts): string | undefined {
  const facts = summarizeRules(rules, escapeMrkdwn);
  return limitsPeople(facts) ? texts.rules(facts) : undefined;
}
