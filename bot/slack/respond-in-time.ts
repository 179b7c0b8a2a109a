import { withTrackedWrites } from "../../data/dynamodb/track-writes.ts";
import { ChangeNotConfirmed } from "../../data/ledger/audit-log.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph, type Message } from "../messages/message.ts";

/** Limits the list of a malformed item's attributes in the log. */
const LOGGED_LENGTH = 500;

class ResponseLate extends Error {
  override readonly name = "ResponseLate";
}

/** A response, or an apology. `isLate`: it is not known whether anything was changed. */
export type Outcome<T> = { response: T } | { apology: Message; isLate: boolean };

/**
 * Creates the function that limits the time of a response, and apologizes instead of failing. It never says that nothing was
 * changed if a write was sent.
 */
export function createRespondInTime({ texts, respondWithinMs }: { texts: Texts; respondWithinMs: number }) {
  const explain = (event: string, error: unknown, mayHaveWritten: boolean): string => {
    const isMalformed = error instanceof LotteryError && error.name === "InvalidItem";
    log("error", event, {
      error: error instanceof Error ? error.name : "unknown",
      ...(isMalformed && { item: error.message.slice(0, LOGGED_LENGTH) }),
    });
    if (error instanceof ResponseLate) return texts.late;
    if (mayHaveWritten || error instanceof ChangeNotConfirmed) return texts.notConfirmed;
    return isMalformed ? texts.malformedItem : texts.trouble;
  };

  return function respondInTime<T>(event: string, respond: () => T | Promise<T>): Promise<Outcome<T>> {
    return withTrackedWrites(async (mayHaveWritten) => {
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => reject(new ResponseLate()), respondWithinMs);
      try {
        return { response: await Promise.race([respond(), late]) };
      } catch (error) {
        const apology = formatParagraph(explain(event, error, mayHaveWritten()));
        return { apology, isLate: error instanceof ResponseLate };
      } finally {
        clearTimeout(timer);
      }
    });
  };
}

export type RespondInTime = ReturnType<typeof createRespondInTime>;
