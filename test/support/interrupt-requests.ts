import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The error of an interrupted request. It is thrown above the retries of the SDK. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export interface Interruption {
  /**
   * `refused`: the request is not executed. `lost`: it is executed, but its response is lost. `paused`: it is executed when
   * `resume` is called.
   */
  kind: "refused" | "lost" | "paused";
  /** The number of the request, from 1, or a function that returns true for it. */
  at: number | ((input: unknown) => boolean);
  /** Later requests are not executed either: the process has died. */
  forGood?: boolean;
}

/**
 * Interrupts one request of this client, counted in the order in which they start. `reached` resolves when it starts.
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
      const response = await next(args);
      reached.resolve();
      if (kind === "lost") throw new Interrupted("The response was lost.");
      return response;
    },
    { step: "initialize" },
  );
  return { reached: reached.promise, resume: () => resumed.resolve(), requests: () => requests };
}
