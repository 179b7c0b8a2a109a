import type { Locale } from "../../data/environment.ts";
import type { ErrorCode } from "../../data/lottery-error.ts";
import { english } from "./en.ts";
import { chinese } from "./zh-cn.ts";

/** The figures of an error, as the ledger keeps them; one that is missing is 0. */
export type Facts = Readonly<Record<string, number>>;

/**
 * What may have ended a draw: the errors that have a name here, an execution that ran out of time or was stopped, and
 * whatever else Step Functions or AWS may say.
 */
export type FailureCode = ErrorCode | "States.Timeout" | "Aborted" | "Unknown";

/**
 * Everything the bot says, in Slack's mrkdwn. Whatever people wrote (names, prizes, unknown commands) is passed in
 * escaped already; numbers come as numbers.
 */
export interface Words {
  help: {
    title: string;
    operatorsOnly: string;
  };
  unknownCommand: (typed: string) => string;
  operatorsOnly: string;
  trouble: string;
  draw: {
    usage: string;
    prizeTooLong: (longest: number) => string;
    started: (winners: number, prize: string | undefined) => string;
    notStarted: string;
  };
  announcement: {
    title: (drawNo: number) => string;
    winners: (count: number) => string;
    summary: (drawNo: number, prize: string | undefined, names: string) => string;
    more: (count: number, drawNo: number) => string;
    drawn: (time: string, rosterSize: number) => string;
    requestedBy: (mention: string) => string;
    channelClosed: (drawNo: number, reason: string) => string;
  };
  history: {
    title: string;
    empty: string;
    draw: (drawNo: number) => string;
    drawing: (winners: number) => string;
    failed: (reason: string) => string;
    more: (count: number) => string;
    older: string;
    newest: string;
    next: string;
    unknownDraw: (drawNo: number) => string;
    usage: string;
  };
  /** `drawNo` is undefined where the draw failed before it had a number. */
  failure: (drawNo: number | undefined, reason: string) => string;
  /** A redraw or a void that did not come about. */
  revisionFailure: (drawNo: number, reason: string) => string;
  listSeparator: string;
  reasons: Readonly<Record<FailureCode, (facts: Facts) => string>>;
}

export const words: Readonly<Record<Locale, Words>> = { en: english, "zh-CN": chinese };
