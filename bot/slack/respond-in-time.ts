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

/** Creates the function that limits the time of a response, and apologizes instead of failing. */
export function createRespondInTime({ texts, respondWithinMs }: { texts: Texts; respondWithinMs: number }) {
  return async function respondInTime<T>(event: string, respond: () => T | Promise<T>): Promise<Outcome<T>> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new ResponseLate()), respondWithinMs);
    try {
      return { response: await Promise.race([respond(), late]) };
    } catch (error) {
      if (error instanceof LotteryError && error.name === "InvalidItem") {
        log("error", event, { error: error.name, item: error.message.slice(0, LOGGED_LENGTH) });
        return { apology: formatParagraph(texts.malformedItem), isLate: false };
      }
      log("error", event, { error: error instanceof Error ? error.name : "unknown" });
      if (error instanceof ChangeNotConfirmed)
        return { apology: formatParagraph(texts.notConfirmed), isLate: false };
      const isLate = error instanceof ResponseLate;
      return { apology: formatParagraph(isLate ? texts.late : texts.trouble), isLate };
    } finally {
      clearTimeout(timer);
    }
  };
}

export type RespondInTime = ReturnType<typeof createRespondInTime>;
