/**
 * All errors that refuse a request or fail a draw. In the state machine the code is the error's name. The texts for users
 * are in the locales, keyed by the code.
 */
export const errorCodes = [
  /** The fire drill: `{"exception": true}`. */
  "CustomError",
  /** A malformed event. */
  "InvalidInput",
  /** More winners requested than a draw may have. */
  "TooManyWinners",
  /** Fewer people can win than were requested. */
  "NotEnoughEntrants",
  /** Enough people, but draws under way have claimed some of them. Worth a retry. */
  "EntrantsHeld",
  /** Two employees have the same serial. */
  "DuplicateSerial",
  /** A malformed stored item. */
  "InvalidItem",
  /** The ledger has no such draw. */
  "UnknownDraw",
  /** The draw has already failed. A late step does nothing. */
  "DrawFailed",
  /** No winner of the draw has this id. */
  "UnknownWinner",
  /** The win, or every win of the draw, is already void. */
  "AlreadyVoid",
  /** Nobody else can win the draw, so the win is not cancelled. */
  "NoRunnerUp",
  /** Another redraw or void of the draw is under way. */
  "RevisionUnderWay",
  /** The redraw or void was abandoned. A late step does nothing. */
  "RevisionEnded",
  /** The draw is not decided yet. */
  "DrawNotDecided",
  /** The lease of the draw has expired. */
  "LeaseExpired",
  /** The draw stopped without an error, and a later run ended it. */
  "Abandoned",
  /** A number that was reserved for a repeated request, and that no draw has. */
  "NumberUnused",
  /** Too many draws were opened at the same time. */
  "LedgerBusy",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

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
