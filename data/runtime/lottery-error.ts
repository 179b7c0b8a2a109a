/**
 * Every way in which a draw, or a request for one, can be refused or fail. In the state machine the code is the
 * error's name; the words for people stand in one table keyed by it.
 */
export const errorCodes = [
  /** The fire drill: `{"exception": true}`. */
  "CustomError",
  /** An event that does not say what it must. */
  "InvalidInput",
  /** More winners asked for than one draw hands out. */
  "TooManyWinners",
  /** Fewer people can still win than were asked for. */
  "NotEnoughEntrants",
  /** Enough people, but some are held by draws that are under way: worth waiting for. */
  "EntrantsHeld",
  /** Two employees share a place on the roster. */
  "DuplicateSerial",
  /** A stored item that does not fit its schema. */
  "InvalidItem",
  /** No such draw in the ledger. */
  "UnknownDraw",
  /** The draw has failed already; a step that came late does nothing more for it. */
  "DrawFailed",
  /** Nobody of that id has won the draw. */
  "UnknownWinner",
  /** The win, or the draw, has been taken back already. */
  "AlreadyVoid",
  /** Nobody else can win the draw: the win stays as it is. */
  "NoRunnerUp",
  /** The draw is being changed by somebody else. */
  "RevisionUnderWay",
  /** A change of the draw that was given up already; a step that came late does nothing more for it. */
  "RevisionEnded",
  /** A step that needs a decided draw came before the decision. */
  "DrawNotDecided",
  /** The time in which the draw may hold people has run out. */
  "LeaseExpired",
  /** The draw stopped without a word and was cleared away by a later one. */
  "Abandoned",
  /** A number that was reserved for a second delivery of a request, and is the number of no draw. */
  "NumberUnused",
  /** Too many draws were opened at the same moment. */
  "LedgerBusy",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The figures and names that the words for an error need. */
export type ErrorFacts = Readonly<Record<string, number | string>>;

/** A failure with a name. `facts` are what its words for people need; `message` is for engineers. */
export class LotteryError extends Error {
  override readonly name: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, options: { facts?: ErrorFacts; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = code;
    this.facts = options.facts ?? {};
  }
}
