import { WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { classifySlackError, MISSING_SCOPE, NOT_INVITED } from "../slack/classify-slack-error.ts";
import { type createReadPeople, firstPosition, type Reading } from "./read-people.ts";
import type { SourceProblem, StepOf, SyncPosition } from "./steps.ts";

/** After so many ms, a step ends, and the next one continues. So the progress is reported now and then. */
const STEP_MS = 45_000;
/** After a failure, a step that has read something ends, so that this is not read again. */
const PAUSE_SECONDS = 1;
/** Slack's own pauses are shorter. */
const LONGEST_PAUSE_SECONDS = 900;

/** Slack's error codes for a channel or a group that it does not have, or does not show to the app. */
const NOT_FOUND = new Set([...NOT_INVITED, "no_such_subteam", "subteam_not_found"]);

/** Where reading has got to: the end, a position from which to continue after a pause, or a problem. */
export type ReadSoFar =
  | { kind: "all"; position: SyncPosition }
  | { kind: "part"; position: SyncPosition; waitSeconds: number }
  | { kind: "problem"; problem: SourceProblem };

/** Returns why Slack refuses what was asked. Throws the error if another try may succeed. */
export function findProblem(error: unknown): SourceProblem {
  const failure = classifySlackError(error);
  if (failure.kind === "unauthorized" && failure.reason === MISSING_SCOPE) return { kind: "missing-scope" };
  if (failure.kind !== "refused") throw error;
  const { reason } = failure;
  return NOT_FOUND.has(reason) ? { kind: "not-found" } : { kind: "slack", reason };
}

export type SyncPeople = ReturnType<typeof createSyncPeople>;

/**
 * Creates the function that reads people from Slack, page by page. It ends early if Slack asks for a pause or fails, or when
 * its time is over: the state machine waits then, and calls it again with the position.
 */
export function createSyncPeople({
  connect,
  readPeople,
  now,
}: {
  connect: () => Promise<WebClient>;
  readPeople: ReturnType<typeof createReadPeople>;
  now: () => Date;
}) {
  return async function syncPeople(event: StepOf<"read">, source: Reading["source"]): Promise<ReadSoFar> {
    const slack = await connect();
    const reading = { importId: event.import_id, source, otherAccounts: event.request.other_accounts };
    const end = now().getTime() + STEP_MS;
    const begin = event.position ?? firstPosition(source);
    let position = begin;
    while (now().getTime() < end) {
      try {
        const { next, isEnd } = await readPeople(slack, reading, position);
        position = next;
        if (isEnd) return { kind: "all", position };
      } catch (error) {
        if (!(error instanceof WebAPIRateLimitedError)) {
          const mayContinue = position !== begin && classifySlackError(error).kind === "transient";
          if (mayContinue) return { kind: "part", position, waitSeconds: PAUSE_SECONDS };
          return { kind: "problem", problem: findProblem(error) };
        }
        const waitSeconds = Math.max(1, Math.ceil(error.retryAfter));
        if (waitSeconds > LONGEST_PAUSE_SECONDS)
          throw new LotteryError("SlackUnreachable", "Slack asks for a long pause.", { cause: error });
        return { kind: "part", position, waitSeconds };
      }
    }
    return { kind: "part", position, waitSeconds: 0 };
  };
}
