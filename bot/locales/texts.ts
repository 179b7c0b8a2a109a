import type { ErrorCode, ErrorFacts } from "../../data/runtime/lottery-error.ts";
import type { Outcome } from "../../workflow/draw/eligibility.ts";
import type { Fault } from "../../workflow/draw/verify-draw.ts";
import type { CommandName } from "../commands/registry.ts";
import type { ChannelStatus } from "../slack/check-channel.ts";

/** The figures and names of an error, as the ledger keeps them; names are escaped. */
export type Facts = ErrorFacts;

/**
 * What may have ended a draw: the errors that have a name here, an execution that ran out of time or was stopped, and
 * whatever else Step Functions or AWS may say.
 */
export type FailureCode = ErrorCode | "States.Timeout" | "Aborted" | "Unknown";

/**
 * Everything the bot says, in Slack's mrkdwn. Whatever people wrote (names, prizes, unknown commands) is passed in
 * escaped already; numbers come as numbers.
 */
export interface Texts {
  /** In plain text. */
  commands: Readonly<Record<CommandName, { usage: string; summary: string }>>;
  help: {
    title: string;
    operatorsOnly: string;
  };
  unknownCommand: (typed: string) => string;
  operatorsOnly: string;
  /** The request came from a workspace that this bot does not serve. */
  otherWorkspace: string;
  /** Nothing was started: an error came before that. */
  trouble: string;
  /** The answer was not ready in time. */
  late: string;
  /** What was asked for cannot be read from the tables. */
  malformedItem: string;
  draw: {
    usage: string;
    /** A number of winners with separators, which are decimal points elsewhere. */
    grouped: (digits: string) => string;
    /** A prize that looks like the rest of the number of winners. */
    numberPrize: (winners: number, prize: string, otherReading: string | undefined) => string;
    prizeTooLong: (longest: number) => string;
    /** Winners cannot be announced where the draw was requested. */
    notHere: Readonly<Record<Exclude<ChannelStatus, "open">, string>>;
    started: (winners: number, prize: string | undefined) => string;
    notStarted: string;
  };
  cancel: string;
  cancelled: string;
  revision: {
    underWay: (drawNo: number) => string;
    /** It stopped, and nothing has marked it as failed yet. */
    interrupted: (drawNo: number) => string;
    failed: (drawNo: number, reason: string) => string;
    isVoid: (drawNo: number) => string;
    /** Who is told of the change. */
    told: (hasChannel: boolean) => string;
    started: (drawNo: number) => string;
    notStarted: (drawNo: number) => string;
    reasonTooLong: (longest: number) => string;
    reason: (reason: string) => string;
  };
  redraw: {
    usage: string;
    unknownWinner: (drawNo: number) => string;
    whichWinner: (drawNo: number) => string;
    /** The label of the button beside each candidate. */
    choose: string;
    moreCandidates: (count: number, drawNo: number) => string;
    /** The person has won the draw once, but that win is cancelled. */
    cancelledBefore: (drawNo: number, winner: string) => string;
    question: (drawNo: number, winner: string, reason: string | undefined) => string;
    confirm: string;
    note: (drawNo: number, voided: string, replacement: string) => string;
  };
  void: {
    usage: string;
    question: (drawNo: number, names: string, reason: string | undefined) => string;
    confirm: string;
    note: (drawNo: number) => string;
  };
  verify: {
    usage: string;
    valid: (drawNo: number, receipt: string) => string;
    invalid: (drawNo: number) => string;
    facts: (facts: {
      seed: string;
      rosterSize: number;
      visited: number;
      counts: readonly string[];
    }) => string;
    faults: Readonly<Record<Fault["fault"], string>>;
    /** `position` counts from 0. */
    where: (position: number | undefined, revision: number | undefined) => string;
    showPositions: string;
    morePositions: string;
    positionsTitle: (drawNo: number) => string;
    outcomes: Readonly<
      Record<Outcome, { count: (count: number) => string; found: (drawNo: number | undefined) => string }>
    >;
  };
  announcement: {
    voided: (drawNo: number) => string;
    receipt: (receipt: string, drawNo: number) => string;
    title: (drawNo: number) => string;
    winners: (count: number) => string;
    summary: (drawNo: number, prize: string | undefined, names: string) => string;
    more: (count: number, drawNo: number) => string;
    drawn: (time: string, eligible: number) => string;
    requestedBy: (mention: string) => string;
    /** `reason` is Slack's error code; `isOutside`: the bot has to be invited into the channel. */
    refused: (drawNo: number, reason: string, isOutside: boolean) => string;
    notEditable: (drawNo: number, reason: string) => string;
  };
  history: {
    title: string;
    empty: string;
    draw: (drawNo: number) => string;
    voided: string;
    redrawn: (times: number) => string;
    drawing: (winners: number) => string;
    interrupted: string;
    failed: (reason: string) => string;
    more: (count: number) => string;
    older: string;
    newest: string;
    next: string;
    unknownDraw: (drawNo: number) => string;
    /** What the ledger has there does not fit its schema. */
    malformed: (drawNo: number) => string;
    usage: string;
  };
  /** `drawNo` is undefined where the draw failed before it had a number. */
  failure: (drawNo: number | undefined, reason: string) => string;
  /** A redraw or a void that did not come about. */
  revisionFailure: (drawNo: number, reason: string) => string;
  listSeparator: string;
  reasons: Readonly<Record<FailureCode, (facts: Facts) => string>>;
}
