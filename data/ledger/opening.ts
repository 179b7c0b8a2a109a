import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { writeIf } from "../dynamodb/write-if.ts";
import { log } from "../runtime/log.ts";
import { LotteryError } from "../runtime/lottery-error.ts";
import { createDrawNumbers, type ReservedNumber } from "./draw-numbers.ts";
import type { DrawRecord } from "./draw-record.ts";
import { createExecutions, type Execution, type Opening } from "./executions.ts";
import { formatRecordKey, parseRecord } from "./record-item.ts";
import type { Sealing } from "./sealing.ts";

/** What is stored about a draw when it is opened. */
export interface DrawRequest {
  drawId: string;
  numOfWinners: number;
  prize?: string | undefined;
  /** The id of the campaign's prize with this name. */
  prizeId?: string | undefined;
  requestedBy?: string | undefined;
  channelId?: string | undefined;
  /** ISO 8601. */
  requestedAt: string;
  /** 32 bytes in hex. Undefined for a sealed draw, which gets its seed from the beacon. */
  seed?: string | undefined;
  sealing: Sealing;
  rosterSize: number;
  /** How many people could win. */
  eligible: number;
  /** Epoch seconds. */
  leaseExpiresAt: number;
}

export interface OpenedDraw {
  draw: DrawRecord;
  /** Draws whose runs stopped before they wrote a record, and whose leases have expired. They have a record now. */
  leftBehind: DrawRecord[];
}

/** An execution that failed, timed out or was stopped. */
export interface StoppedExecution {
  /** Its record, if it has a number. */
  draw: DrawRecord | undefined;
  /** Whether it had opened its draw before. */
  wasOpened: boolean;
}

/** A counter that is behind the records catches up in one try. More failures have another cause. */
const TRIES = 5;
/** One draw completes at most so many reservations of other executions; the next draws complete more. */
const LEFT_BEHIND = 20;

function formatOpening(request: DrawRequest): Opening {
  return {
    num_of_winners: request.numOfWinners,
    prize: request.prize,
    prize_id: request.prizeId,
    requested_by: request.requestedBy,
    channel_id: request.channelId,
    requested_at: request.requestedAt,
    seed: request.seed,
    ...request.sealing,
    roster_size: request.rosterSize,
    eligible: request.eligible,
    lease_expires_at: request.leaseExpiresAt,
  };
}

/** A failed record without pending work: nobody is claimed, and the failure is reported. */
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

/** Formats the record of a reserved number. The function is pure, so that every run writes the same record. */
function formatRecord(drawId: string, drawNo: number, { opening, number, stopped }: Execution) {
  const key = { ...formatRecordKey(drawNo), draw_no: drawNo, claim_round: 0, seals: [] };
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
 * Opens draws in five writes, each of which any run may repeat: it stores the request under the execution's name, reserves
 * the next number, stores the number with the request, writes the record, and ends the reservation. If a run stops in
 * between, the event of its failure or a later draw completes the reservation.
 */
export function createOpening(client: DynamoDBDocumentClient, table: string) {
  const executions = createExecutions(client, table);
  const numbers = createDrawNumbers(client, table, executions);

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
   * Writes the record of a reserved number and ends the reservation. Returns the draw's record; undefined if the number
   * belongs to another draw, or the draw has another number.
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
     * Opens the draw with the next number. An opened draw is returned as it is stored. Throws `DrawFailed` for an execution
     * that was stopped, and `LedgerBusy`.
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
            ? await numbers.reserve({ drawId, leaseExpiresAt, linked: request.sealing.link_no })
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
     * Stops an execution that has ended: a late run of it can no longer open a draw, and a revision that it begins can be
     * abandoned at once. If the execution has reserved a number, its record is written. May be repeated.
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
