import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { parseItem } from "../dynamodb/parse-item.ts";
import { log } from "../runtime/log.ts";
import { type ErrorFacts, LotteryError } from "../runtime/lottery-error.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { UNSETTLED_INDEX } from "../tables.ts";
import { formatEntry, RECORDS } from "./draw-numbers.ts";
import {
  type DrawnRecord,
  type DrawRecord,
  drawNumber,
  drawRecord,
  type LostEntrant,
  type Winner,
} from "./draw-record.ts";
import { unmailedNotices } from "./notices.ts";
import { createOpening, type DrawRequest, type OpenedDraw, type StoppedExecution } from "./opening.ts";
import { createUpdateRecord } from "./update-record.ts";

export interface Decision {
  winners: readonly Winner[];
  lost: readonly LostEntrant[];
  walked: number;
  pages: readonly string[];
  /** SHA-256 in hex over all that the winners follow from. */
  receipt: string;
  /** ISO 8601. */
  drawnAt: string;
  /** The lease must last beyond this time (epoch seconds) for the decision to stand. */
  leaseBeyond: number;
}

export interface Failure {
  error: string;
  cause: string;
  facts: ErrorFacts;
}

const CAUSE_LENGTH = 1_000;
const LOGGED_ENTRY_LENGTH = 100;

/** What the ledger has under a number; without a record where what stands there does not fit its schema. */
export interface HistoryEntry {
  drawNo: number;
  draw: DrawRecord | undefined;
}

/** Holds as long as the draw has no more revisions than it had when it was read. */
function sameRevisions(draw: DrawRecord) {
  const count = draw.status === "drawn" ? draw.revisions.length : 0;
  return count === 0
    ? { condition: "attribute_not_exists(revisions)", values: {} }
    : { condition: "size(revisions) = :revisions", values: { ":revisions": count } };
}

/** Whether the draw has ended, its people are settled, it is announced, and all its notices are mailed. */
function isDoneWith(draw: DrawRecord): boolean {
  if (draw.status === "drawing" || draw.announced_at === undefined) return false;
  if (draw.status === "failed") return draw.claims_released === true;
  return draw.claims_final === true && unmailedNotices(draw).length === 0;
}

export type Ledger = ReturnType<typeof createLedger>;

/** The ledger of draws: one record for each, numbered without gaps, never deleted. */
export function createLedger(client: DynamoDBDocumentClient, table: string) {
  const opening = createOpening(client, table);
  const parse = (item: unknown) => parseItem(drawRecord, item, "A record of the ledger");

  /** A record that does not fit its schema, or its place, is logged and left out: it must not stop the draws after it. */
  const parseLeniently = (item: Record<string, unknown>): DrawRecord | undefined => {
    const { data } = safeParse(drawRecord, item);
    if (data && formatEntry(data.draw_no) === item["entry"]) return data;
    log("error", "ledger-record-malformed", { entry: String(item["entry"]).slice(0, LOGGED_ENTRY_LENGTH) });
    return undefined;
  };

  /** Throws `InvalidItem` where what stands there is no record of this number. */
  const read = async (drawNo: number): Promise<DrawRecord | undefined> => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: table,
        Key: { ledger: RECORDS, entry: formatEntry(drawNo) },
        ConsistentRead: true,
      }),
    );
    if (!Item) return undefined;
    const record = parse(Item);
    if (record.draw_no === drawNo) return record;
    throw new LotteryError("InvalidItem", `The ledger's record ${drawNo} says that it is ${record.draw_no}.`);
  };

  const update = createUpdateRecord(client, table);

  const readUnsettled = async (limit: number, page: { Limit: number } | { FilterExpression: string }) => {
    const draws: DrawRecord[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: UNSETTLED_INDEX,
          KeyConditionExpression: "unsettled = :yes",
          ExpressionAttributeValues: { ":yes": "yes" },
          ...page,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      draws.push(...(answer.Items ?? []).flatMap((item) => parseLeniently(item) ?? []));
      start = answer.LastEvaluatedKey;
    } while (start && draws.length < limit);
    return draws.slice(0, limit);
  };

  return {
    read,

    /** The record of the draw with this id. Throws `UnknownDraw`. */
    async readById(drawId: string): Promise<DrawRecord> {
      const drawNo = await opening.numberOf(drawId);
      const record = drawNo === undefined ? undefined : await read(drawNo);
      if (record?.draw_id !== drawId)
        throw new LotteryError("UnknownDraw", `The ledger has no draw ${drawId}.`);
      return record;
    },

    /** The record at `drawNo` if it is the draw's own. Throws `UnknownDraw`. */
    async readOwn(drawNo: number, drawId: string): Promise<DrawRecord> {
      const record = await read(drawNo);
      if (record?.draw_id !== drawId)
        throw new LotteryError("UnknownDraw", `The ledger has no draw ${drawId} at number ${drawNo}.`);
      return record;
    },

    /** Opens the draw under the next number; a draw that is open already is returned as it is stored. */
    open(request: DrawRequest, now: Date): Promise<OpenedDraw> {
      return opening.open(request, now);
    },

    /** Keeps an execution that has ended from opening a draw or a revision. Returns the draw that it has opened. */
    stop(executionName: string): Promise<StoppedExecution> {
      return opening.stop(executionName);
    },

    /** Whether this execution was stopped. */
    isStopped(executionName: string): Promise<boolean> {
      return opening.isStopped(executionName);
    },

    /** Writes down whom the draw is about to claim. False if it has been decided or has failed meanwhile. */
    async addCandidates(draw: DrawRecord, employeeIds: readonly string[]): Promise<boolean> {
      const changed = await update(draw.draw_no, {
        expression: "ADD candidates :candidates",
        condition: "#status = :drawing AND draw_id = :draw_id",
        values: { ":candidates": new Set(employeeIds), ":drawing": "drawing", ":draw_id": draw.draw_id },
      });
      return changed !== undefined;
    },

    /** Ends a round of claims, so that they can be let go. False if the draw has moved on meanwhile. */
    async endRound(draw: DrawRecord): Promise<boolean> {
      const changed = await update(draw.draw_no, {
        set: { claim_round: draw.claim_round + 1 },
        condition: "#status = :drawing AND draw_id = :draw_id AND claim_round = :round",
        values: { ":drawing": "drawing", ":draw_id": draw.draw_id, ":round": draw.claim_round },
      });
      return changed !== undefined;
    },

    /**
     * The one moment at which a draw is decided. Answers the record as it then stands; undefined if it was decided, has
     * failed, or holds its people no more.
     */
    decide(draw: DrawRecord, decision: Decision): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: {
          status: "drawn",
          drawn_at: decision.drawnAt,
          walked: decision.walked,
          winners: decision.winners,
          receipt: decision.receipt,
          lost: decision.lost.length > 0 ? decision.lost : undefined,
          pages: decision.pages,
          mailed_at: {},
        },
        condition:
          "#status = :drawing AND draw_id = :draw_id AND claim_round = :round AND lease_expires_at > :lease_beyond",
        values: {
          ":drawing": "drawing",
          ":draw_id": draw.draw_id,
          ":round": draw.claim_round,
          ":lease_beyond": decision.leaseBeyond,
        },
      });
    },

    /** Ends an undecided draw. Answers its record; undefined if it was decided or has failed already. */
    fail(draw: DrawRecord, failure: Failure, now: Date): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: {
          status: "failed",
          failed_at: now.toISOString(),
          error: failure.error,
          cause: failure.cause.slice(0, CAUSE_LENGTH),
          error_facts: failure.facts,
        },
        condition: "#status = :drawing AND draw_id = :draw_id",
        values: { ":drawing": "drawing", ":draw_id": draw.draw_id },
      });
    },

    /**
     * Records that all wins of a decided draw are permanent, and drops its candidates, who are needed no more. Returns its
     * record; undefined where it was revised meanwhile and has other winners, or another run was faster: a revision may
     * have candidates by then.
     */
    markClaimsFinal(draw: DrawnRecord): Promise<DrawRecord | undefined> {
      const unrevised = sameRevisions(draw);
      return update(draw.draw_no, {
        set: { claims_final: true },
        expression: "REMOVE candidates",
        condition: `#status = :drawn AND draw_id = :draw_id AND attribute_not_exists(claims_final) AND ${unrevised.condition}`,
        values: { ":drawn": "drawn", ":draw_id": draw.draw_id, ...unrevised.values },
      });
    },

    /** Notes that a failed draw holds nobody any more. Answers its record. */
    markClaimsReleased(draw: DrawRecord): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { claims_released: true },
        expression: "REMOVE candidates",
        condition: "#status = :failed AND draw_id = :draw_id",
        values: { ":failed": "failed", ":draw_id": draw.draw_id },
      });
    },

    /**
     * Takes the right to post about an ended draw for `seconds`. Answers its record; undefined if it has not ended, has
     * been told, or somebody else is at it.
     */
    beginAnnouncing(
      draw: Pick<DrawRecord, "draw_no" | "draw_id">,
      now: Date,
      seconds: number,
    ): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { announcing_until: now.getTime() + seconds * 1_000 },
        expression: "ADD announcement_attempts :one",
        condition:
          "draw_id = :draw_id AND #status <> :drawing AND attribute_not_exists(announced_at) AND " +
          "(attribute_not_exists(announcing_until) OR announcing_until < :now)",
        values: { ":draw_id": draw.draw_id, ":drawing": "drawing", ":now": now.getTime(), ":one": 1 },
      });
    },

    /**
     * Gives the right to post back after an attempt that failed, unless another run has it meanwhile. `draw` is the
     * record as it stood after `beginAnnouncing`; `error` is why Slack takes no message there.
     */
    async abandonAnnouncing(draw: DrawRecord, error?: string): Promise<void> {
      if (draw.status === "drawing") return;
      await update(draw.draw_no, {
        set: { announcement_error: error },
        expression: "REMOVE announcing_until",
        condition:
          "draw_id = :draw_id AND #status <> :drawing AND attribute_not_exists(announced_at) AND " +
          "announcement_attempts = :attempts",
        values: {
          ":draw_id": draw.draw_id,
          ":drawing": "drawing",
          ":attempts": draw.announcement_attempts,
        },
      });
    },

    /**
     * Notes that the channel has been told (or, with `error`, that Slack will never take the message). Answers the record;
     * undefined if the draw was revised meanwhile, so that there is more to tell: where the message stands is noted all
     * the same.
     */
    async markAnnounced(
      draw: DrawRecord,
      told: { at: Date; messageTs?: string | undefined; error?: string | undefined },
    ): Promise<DrawRecord | undefined> {
      const unrevised = sameRevisions(draw);
      const marked = await update(draw.draw_no, {
        set: {
          announced_at: told.at.toISOString(),
          message_ts: told.messageTs,
          announcement_error: told.error,
        },
        expression: "REMOVE announcing_until",
        condition: `draw_id = :draw_id AND #status <> :drawing AND ${unrevised.condition}`,
        values: { ":draw_id": draw.draw_id, ":drawing": "drawing", ...unrevised.values },
      });
      if (!marked && told.messageTs)
        await update(draw.draw_no, {
          set: { message_ts: told.messageTs },
          condition: "draw_id = :draw_id AND #status <> :drawing",
          values: { ":draw_id": draw.draw_id, ":drawing": "drawing" },
        });
      return marked;
    },

    /**
     * Takes the draw off the list of those that need care, unless something is left to do for it by its record, which
     * whoever does the last of it has as it stands then.
     */
    async settle(draw: DrawRecord): Promise<void> {
      if (!draw.unsettled || !isDoneWith(draw)) return;
      const unrevised = sameRevisions(draw);
      const areOthersDone =
        draw.status === "drawn"
          ? {
              condition: `attribute_exists(claims_final) AND size(mailed_at) = :notices AND ${unrevised.condition}`,
              values: { ":notices": draw.revisions.length + 1, ...unrevised.values },
            }
          : { condition: "attribute_exists(claims_released)", values: {} };
      await update(draw.draw_no, {
        expression: "REMOVE unsettled",
        condition:
          "draw_id = :draw_id AND #status <> :drawing AND attribute_exists(announced_at) AND " +
          areOthersDone.condition,
        values: { ":draw_id": draw.draw_id, ":drawing": "drawing", ...areOthersDone.values },
      });
    },

    /** The draws for which something is left to do, oldest first, at most `limit`. */
    unsettled(limit: number): Promise<DrawRecord[]> {
      return readUnsettled(limit, { Limit: limit });
    },

    /** Those of them that still hold people, or whose wins are not final. */
    unsettledClaims(limit: number): Promise<DrawRecord[]> {
      return readUnsettled(limit, {
        FilterExpression: "attribute_not_exists(claims_final) AND attribute_not_exists(claims_released)",
      });
    },

    /** The draws before `before` (or from the newest on), newest first. `more` tells whether there are older ones. */
    async history(limit: number, before?: number): Promise<{ entries: HistoryEntry[]; more: boolean }> {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression:
            before === undefined ? "ledger = :records" : "ledger = :records AND entry < :before",
          ExpressionAttributeValues: {
            ":records": RECORDS,
            ...(before !== undefined && { ":before": formatEntry(before) }),
          },
          ScanIndexForward: false,
          Limit: limit,
          ConsistentRead: true,
        }),
      );
      const entries = Items.flatMap((item): HistoryEntry[] => {
        const { data: drawNo } = drawNumber.safeParse(Number(item["entry"]));
        // What has no number is no draw's.
        return drawNo === undefined ? [] : [{ drawNo, draw: parseLeniently(item) }];
      });
      return { entries, more: LastEvaluatedKey !== undefined && (entries.at(-1)?.drawNo ?? 1) > 1 };
    },
  };
}
