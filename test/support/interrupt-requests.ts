import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** What a request that is interrupted throws. The SDK does not repeat it: that is behind it. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export interface Interruption {
  /**
   * `refused`: it is not done. `lost`: it is done, but nobody hears of it. `paused`: it is not done before `resume` is
   * called.
   */
  kind: "refused" | "lost" | "paused";
  /** Which request of the client: its number, from 1 on, or the first request for which this returns true. */
  at: number | ((input: unknown) => boolean);
  /** No later request is done either: the process has died. */
  forGood?: boolean;
}

/**
 * Interrupts one request of this client, in the order in which they are begun. `reached` resolves as soon as it has come
 * to that.
 */
export function interruptRequests(
  client: DynamoDBDocumentClient,
  { kind, at, forGood = false }: Interruption,
) {
  const reached = Promise.withResolvers<void>();
  const resumed = Promise.withResolvers<void>();
  let requests = 0;
  let isInterrupted = false;
  client.middlewareStack.add(
    (next) => async (args) => {
      const number = ++requests;
      if (forGood && isInterrupted) throw new Interrupted("The process is dead.");
      if (isInterrupted || !(typeof at === "number" ? number === at : at(args.input))) return next(args);
      isInterrupted = true;
      if (kind === "refused" || kind === "paused") reached.resolve();
      if (kind === "refused") throw new Interrupted("The request was refused.");
      if (kind === "paused") await resumed.promise;
      const answer = await next(args);
      reached.resolve();
      if (kind === "lost") throw new Interrupted("The answer was lost.");
      return answer;
    },
    { step: "initialize" },
  );
  return { reached: reached.promise, resume: () => resumed.resolve(), requests: () => requests };
}
