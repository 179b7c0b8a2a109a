import { errorCodes } from "../../data/runtime/lottery-error.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { Facts, FailureCode, Texts } from "./texts.ts";

const failureCodes = new Set<string>([...errorCodes, "States.Timeout", "Aborted"]);

function isFailureCode(error: string): error is FailureCode {
  return failureCodes.has(error);
}

/** Why a draw failed, in words for people. An error without words of its own is told as what it is: unforeseen. */
export function explainFailure(texts: Texts, error: string, facts: Facts): string {
  const escaped = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === "string" ? escapeMrkdwn(fact) : fact]),
  );
  return texts.reasons[isFailureCode(error) ? error : "Unknown"](escaped);
}
