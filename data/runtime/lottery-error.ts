/**
 * All errors that refuse a request or fail a draw. In the state machine the code is the error's name. The texts for users
 * are in the locales, keyed by the code. Each code says whether a retry helps:
 * - `final`: no retry can help. The attempt ends at once, and the state machine does not retry the task.
 * - `temporary`: a retry can succeed.
 * - `recorded`: no task throws the error; it is only stored in records.
 */
export const errorCodes = {
  /** The fire drill: `{"exception": true}`. */
  CustomError: "final",
  /** A malformed event. */
  InvalidInput: "final",
  /** More winners requested than a draw may have. */
  TooManyWinners: "final",
  /** Fewer people can win than were requested. */
  NotEnoughEntrants: "final",
  /** Enough people, but draws under way have claimed some of them. */
  EntrantsHeld: "temporary",
  /** Two employees have the same serial. */
  DuplicateSerial: "final",
  /** A malformed stored item. */
  InvalidItem: "final",
  /** The ledger has no such draw. */
  UnknownDraw: "final",
  /** The draw has already failed. A late step does nothing. */
  DrawFailed: "final",
  /** No winner of the draw has this id. */
  UnknownWinner: "final",
  /** The win, or every win of the draw, is already void. */
  AlreadyVoid: "final",
  /** The data of the winner was erased, so the win cannot be redrawn. */
  WinnerErased: "final",
  /** The names of everybody in the draw were erased, so it cannot be changed. */
  NamesErased: "final",
  /** Nobody else can win the draw, so the win is not cancelled. */
  NoRunnerUp: "final",
  /** Another redraw or void of the draw is under way. */
  RevisionUnderWay: "final",
  /** The redraw or void was abandoned. A late step does nothing. */
  RevisionEnded: "final",
  /** The draw is not decided yet. */
  DrawNotDecided: "final",
  /** A roster entry that decides the draw is not the sealed one. */
  RosterChanged: "final",
  /** Slack refused to post the seal. */
  SealNotPosted: "final",
  /** Slack did not respond when the seal was posted. */
  SlackUnreachable: "temporary",
  /** Each seal was posted when its round could already be known. */
  SealLate: "final",
  /** No relay has the round of a sealed draw. */
  BeaconUnreachable: "temporary",
  /** The lease of the draw has expired. */
  LeaseExpired: "final",
  /** The draw stopped without an error, and a later run ended it. */
  Abandoned: "recorded",
  /** A number that was reserved for a repeated request, and that no draw has. */
  NumberUnused: "recorded",
  /** Too many draws were opened at the same time. */
  LedgerBusy: "temporary",
} as const satisfies Record<string, "final" | "temporary" | "recorded">;

export type ErrorCode = keyof typeof errorCodes;

/** Whether no retry can help after this error. */
export function isFinal(code: ErrorCode): boolean {
  return errorCodes[code] === "final";
}

/** The numbers and names in the text of an error. */
export type ErrorFacts = Readonly<Record<string, number | string>>;

/** An error with a code. Its text for users contains `facts`; `message` is for engineers. */
export class LotteryError extends Error {
  override readonly name: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, options: { facts?: ErrorFacts; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = code;
    this.facts = options.facts ?? {};
  }
}
