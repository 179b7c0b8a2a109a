import { type EndedRecord, endOf } from "../../../data/ledger/draw-record.ts";
import type { Ledger } from "../../../data/ledger/ledger.ts";
import { isRefused, NOT_OURS } from "../../../data/ledger/refusal.ts";
import { log } from "../../../data/runtime/log.ts";
import { asksForDraw, asksForRevision } from "./asks-for.ts";
import { canHaveMade } from "./can-have-made.ts";
import type { Execution, ReadExecution } from "./read-execution.ts";

/** AWS keeps executions for 90 days after their end. After a day less, a missing one proves nothing. */
const KEPT_MS = 89 * 24 * 60 * 60 * 1_000;

/** DescribeExecution is eventually consistent: an execution that has just started can be missing. */
const UNLISTED_MS = 60_000;

/** Step Functions failed to say whether an execution exists. A later delivery asks again. */
export class OriginUnknown extends Error {
  override readonly name = "OriginUnknown";
}

/** Step Functions has no such execution, but a new one can be missing for a moment. A later delivery asks again. */
class ExecutionUnlisted extends Error {
  override readonly name = "ExecutionUnlisted";
}

/** What a record says about the execution of its draw (`revision` 0), or of one of its revisions. */
interface Origin {
  revision: number;
  id: string;
  requestedAt: string;
  endedAt: string;
  asks: (input: string) => boolean;
}

const revisionsOf = (draw: EndedRecord) => (draw.status === "drawn" ? draw.revisions : []);

function originOf(draw: EndedRecord, number: number): Origin {
  const revision = revisionsOf(draw)[number - 1];
  return revision && draw.status === "drawn"
    ? {
        revision: number,
        id: revision.revision_id,
        requestedAt: revision.requested_at,
        endedAt: revision.revised_at,
        asks: (input) => asksForRevision(input, draw, revision),
      }
    : {
        revision: 0,
        id: draw.draw_id,
        requestedAt: draw.requested_at,
        endedAt: endOf(draw),
        asks: (input) => asksForDraw(input, draw),
      };
}

export type CheckOrigin = ReturnType<typeof createCheckOrigin>;

/**
 * Creates the function that checks whether the state machine has made a draw. A person who can write to the ledger can
 * also forge a record. A draw of another origin is never announced or mailed.
 */
export function createCheckOrigin({
  ledger,
  readExecution,
  now,
}: {
  ledger: Ledger;
  readExecution: ReadExecution;
  now: () => Date;
}) {
  const read = async (id: string): Promise<Execution | undefined> => {
    try {
      return await readExecution(id);
    } catch (cause) {
      const name = cause instanceof Error ? cause.name : "unknown";
      throw new OriginUnknown(`Step Functions did not describe the execution ${id}: ${name}.`, { cause });
    }
  };

  /** Returns what is wrong with an origin; undefined if nothing is. */
  const findFault = async (draw: EndedRecord, { revision, id, requestedAt, endedAt, asks }: Origin) => {
    const execution = await read(id);
    if (execution) {
      if (!asks(execution.input)) return "other-request";
      return draw.status === "failed" || canHaveMade(execution, draw, revision) ? undefined : "other-result";
    }
    const isNewest = revision === revisionsOf(draw).length;
    if (!isNewest && Date.parse(endedAt) + KEPT_MS <= now().getTime()) return undefined;
    if (Math.abs(now().getTime() - Date.parse(requestedAt)) < UNLISTED_MS)
      throw new ExecutionUnlisted(`Step Functions does not know the execution ${id} yet.`);
    return "no-execution";
  };

  /**
   * Returns true if executions of the state machine have made this draw, its newest revision, which determines the winners
   * in every notice, and the revision with the number `notice`. Otherwise logs the draw, stores that it is refused, and
   * returns false. Throws `OriginUnknown` and `ExecutionUnlisted`.
   */
  return async function checkOrigin(draw: EndedRecord, notice = revisionsOf(draw).length): Promise<boolean> {
    if (isRefused(draw)) return false;
    const numbers = [...new Set([0, notice, revisionsOf(draw).length])];
    const faults = await Promise.all(numbers.map((number) => findFault(draw, originOf(draw, number))));
    const reason = faults.find((fault) => fault !== undefined);
    if (reason === undefined) return true;
    log("error", "draw-not-ours", { draw_no: draw.draw_no, reason });
    const refused = await ledger.announcements.mark(draw, { at: now(), error: NOT_OURS });
    if (refused) await ledger.pending.remove(refused);
    return false;
  };
}
