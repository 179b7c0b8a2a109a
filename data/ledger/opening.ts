import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { writeIf } from "../dynamodb/write-if.ts";
import { log } from "../runtime/log.ts";
import { LotteryError } from "../runtime/lottery-error.ts";
import { createDrawNumbers, type ReservedNumber } from "./draw-numbers.ts";
import type { DrawRecord } from "./draw-record.ts";
import { createExecutions, type Execution, type Opening } from "./executions.ts";
import { formatRecordKey, parseRecord } from "./record-item.ts";

/** What is known of a draw when it is opened. */
export interface DrawRequest {
  drawId: string;
  numOfWinners: number;
  prize?: string | undefined;
  requestedBy?: string | undefined;
  channelId?: string | undefined;
  /** ISO 8601. */
  requestedAt: string;
  /** 32 bytes in hex. */
  seed: string;
  rosterSize: number;
  /** How many people could win. */
  eligible: number;
  /** Epoch seconds. */
  leaseExpiresAt: number;
}

/** A draw that was opened. */
export interface OpenedDraw {
  draw: DrawRecord;
  /** Draws whose runs stopped before they had a record, and whose leases have expired: they have one now. */
  leftBehind: DrawRecord[];
}

/** An execution that has ended without success. */
export interface StoppedExecution {
  /** Its record, if it has a number. */
  draw: DrawRecord | undefined;
  /** Whether it had opened its draw before. */
  wasOpened: boolean;
}

/** A ledger whose counter is behind its records catches up at once; more tries have another cause. */
const TRIES = 5;
/** More reservations that others have left behind are not completed by one draw; the next ones complete them. */
const LEFT_BEHIND = 20;

function formatOpening(request: DrawRequest): Opening {
  return {
    num_of_winners: request.numOfWinners,
    prize: request.prize,
    requested_by: request.requestedBy,
    channel_id: request.channelId,
    requested_at: request.requestedAt,
    seed: request.seed,
    roster_size: request.rosterSize,
    eligible: request.eligible,
    lease_expires_at: request.leaseExpiresAt,
  };
}

/** A record without any work left: nobody is claimed, and the person who asked knows. */
function formatFailed(opening: Execution["opening"], error: string, cause: string) {
  return {
    ...opening,
    status: "failed",
    failed_at: opening?.requested_at,
    error,
    cause,
    claims_released: true,
    announced_at: opening?.requested_at,
  };
}

/** The record of a number that was reserved for this execution: a pure function, so that every run writes the same. */
function formatRecord(drawId: string, drawNo: number, { opening, number, stopped }: Execution) {
  const key = { ...formatRecordKey(drawNo), draw_no: drawNo, claim_round: 0 };
  if (number !== drawNo) {
    const cause = `This number was reserved for a second delivery of the request of draw ${number}.`;
    return { ...key, draw_id: `unused-${drawNo}`, ...formatFailed(opening, "NumberUnused", cause) };
  }
  if (stopped)
    return {
      ...key,
      draw_id: drawId,
      ...formatFailed(opening, "Aborted", "The execution ended before it opened the draw."),
    };
  return { ...key, draw_id: drawId, attempt_id: drawId, ...opening, status: "drawing", pending: "yes" };
}

/**
 * Opens draws. Five writes, of which each may be repeated by any run: what is asked is stored under the execution's
 * name; the counter reserves the next number for it; the number is stored beside it; the record is written; the
 * reservation ends. A run that stops in between leaves a reservation, which the news of its failure or a later draw
 * completes.
 */
export function createOpening(client: DynamoDBDocumentClient, table: string) {
  const numbers = createDrawNumbers(client, table);
  const executions = createExecutions(client, table);

  /** Gives another number to an execution whose number belongs to another draw. */
  const unassign = async (drawId: string, drawNo: number) => {
    await executions.unassign(drawId, drawNo);
    await numbers.release(drawId, drawNo);
    await numbers.catchUp();
  };

  const readRecord = async (drawNo: number) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: formatRecordKey(drawNo), ConsistentRead: true }),
    );
    return Item;
  };

  const readOwn = async (drawId: string, drawNo: number): Promise<DrawRecord | undefined> => {
    const record = await readRecord(drawNo);
    return record?.["draw_id"] === drawId ? parseRecord(record) : undefined;
  };

  /**
   * Gives a reserved number its record and ends the reservation. Returns the draw's record; undefined if another draw has
   * this number, or this draw another number.
   */
  const complete = async (drawId: string, drawNo: number): Promise<DrawRecord | undefined> => {
    const stored = await executions.assign(drawId, drawNo);
    if (!stored.opening) {
      await numbers.release(drawId, drawNo);
      return undefined;
    }
    const record = formatRecord(drawId, drawNo, stored);
    const isWritten = await writeIf(
      client.send(
        new PutCommand({
          TableName: table,
          Item: record,
          ConditionExpression: "attribute_not_exists(entry)",
        }),
      ),
    );
    const found = isWritten ? record : await readRecord(drawNo);
    if (found?.["draw_id"] !== record.draw_id) {
      await unassign(drawId, drawNo);
      return undefined;
    }
    await numbers.release(drawId, drawNo);
    return stored.number === drawNo ? parseRecord(found) : undefined;
  };

  /** A malformed item of another execution must not stop this draw. */
  const completeForOther = async ({ drawId, drawNo }: ReservedNumber): Promise<DrawRecord[]> => {
    try {
      const draw = await complete(drawId, drawNo);
      return draw ? [draw] : [];
    } catch (error) {
      if (!(error instanceof LotteryError)) throw error;
      log("error", "number-not-completed", { draw_no: drawNo, error: error.name });
      return [];
    }
  };

  return {
    /**
     * Opens the draw under the next number; a draw that is open already is returned as it is stored. Throws `DrawFailed`
     * for an execution that was stopped before, and `LedgerBusy`.
     */
    async open(request: DrawRequest, now: Date): Promise<OpenedDraw> {
      const { drawId, leaseExpiresAt } = request;
      const leftBehind: DrawRecord[] = [];
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const { number, stopped } = await executions.register(drawId, formatOpening(request));
        const opened = number === undefined ? undefined : await readOwn(drawId, number);
        if (opened) return { draw: opened, leftBehind };
        if (stopped && number === undefined)
          throw new LotteryError(
            "DrawFailed",
            `The execution ${drawId} was stopped before it opened a draw.`,
          );
        const reserved =
          number === undefined
            ? await numbers.reserve(drawId, leaseExpiresAt)
            : { drawNo: number, others: [] };
        if (!reserved) continue;
        const { drawNo, others } = reserved;
        const draw = await complete(drawId, drawNo);
        const left = others.filter((other) => other.leaseExpiresAt * 1_000 <= now.getTime());
        for (const each of left.slice(0, LEFT_BEHIND)) leftBehind.push(...(await completeForOther(each)));
        if (draw) return { draw, leftBehind };
      }
      throw new LotteryError("LedgerBusy", `No number was free for ${drawId} in ${TRIES} tries.`);
    },

    /**
     * Keeps an execution that has ended from opening a draw, or a revision, any more. A draw for which it has reserved a
     * number gets its record. May be repeated.
     */
    async stop(drawId: string): Promise<StoppedExecution> {
      const stored = await executions.stop(drawId);
      const drawNo = stored.number ?? (stored.opening && (await numbers.findReserved(drawId)));
      if (drawNo === undefined) return { draw: undefined, wasOpened: false };
      const draw = (await readOwn(drawId, drawNo)) ?? (await complete(drawId, drawNo));
      return { draw, wasOpened: draw !== undefined && !stored.stopped };
    },

    /** Whether this execution was stopped. */
    async isStopped(drawId: string): Promise<boolean> {
      return (await executions.read(drawId))?.stopped === true;
    },
  };
}
