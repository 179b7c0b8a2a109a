import { setTimeout as wait } from "node:timers/promises";
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { allOf, anyOf, type Condition } from "../dynamodb/condition.ts";
import { parseItem } from "../dynamodb/parse-item.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { type Claim, claim } from "./claim.ts";

/** The attributes that say whether a person can win. */
const takenItem = claim.pick({ employee_id: true, claim_expires_at: true, void: true });

/** The attempt that claims people, and how long it holds them. */
export interface Claimant {
  drawId: string;
  drawNo: number;
  /** Grows when the draw releases all its claims and starts over, so that a late release cannot touch newer claims. */
  round: number;
  /** Epoch seconds. */
  expiresAt: number;
}

/** DynamoDB accepts at most this many keys in one batch. */
const BATCH = 100;
const BATCHES_AT_ONCE = 4;
const BATCH_TRIES = 8;
/** The wait before the first retry of keys that DynamoDB was too busy to read. It doubles each time, 3 s in all. */
const BATCH_WAIT_MS = 25;

const whileClaim: Condition = { expression: "attribute_exists(claim_expires_at)" };

/** Nobody has claimed or won the person. */
const whileFree: Condition = { expression: "attribute_not_exists(employee_id)" };

/** The item is a claim of this attempt, from this round or an earlier one. */
function whileClaimedBy(drawId: string, round: number): Condition {
  return allOf({ expression: "draw_id = :draw_id", values: { ":draw_id": drawId } }, whileClaim, {
    expression: "claim_round <= :round",
    values: { ":round": round },
  });
}

/** The item is a claim of an attempt that is dead: it failed, or was decided for other people. */
function whileClaimedByDead(deadDraw: string): Condition {
  return allOf({ expression: "draw_id = :dead_draw", values: { ":dead_draw": deadDraw } }, whileClaim);
}

/** The person's win in another draw is void. */
function onceVoidIn(otherThan: string): Condition {
  return {
    expression: "#void = :void AND draw_id <> :draw_id",
    names: { "#void": "void" },
    values: { ":void": true, ":draw_id": otherThan },
  };
}

/** The item is a permanent win of this draw. */
function onceWon(drawId: string): Condition {
  return {
    expression: `draw_id = :draw_id AND NOT ${whileClaim.expression}`,
    values: { ":draw_id": drawId },
  };
}

/** The item is a claim of one of these attempts, or a win that is not void. */
function whileHeldBy(drawId: string, claimedAs: string): Condition {
  return {
    expression: "draw_id IN (:draw_id, :claimed_as) AND attribute_not_exists(#void)",
    names: { "#void": "void" },
    values: { ":draw_id": drawId, ":claimed_as": claimedAs },
  };
}

/** The item is the one that was read: no draw has claimed, released or won the person since. */
function whileSame({ draw_id, claim_expires_at }: Claim): Condition {
  const isAbsent = (name: string) => ({ expression: `attribute_not_exists(${name})` });
  return allOf(
    draw_id === undefined
      ? isAbsent("draw_id")
      : { expression: "draw_id = :draw_id", values: { ":draw_id": draw_id } },
    claim_expires_at === undefined
      ? isAbsent("claim_expires_at")
      : { expression: "claim_expires_at = :expires_at", values: { ":expires_at": claim_expires_at } },
  );
}

/** The parameters of a command that carry a condition. DynamoDB refuses empty names and values. */
function formatCondition({ expression, names = {}, values = {} }: Condition) {
  return {
    ConditionExpression: expression,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

export type Claims = ReturnType<typeof createClaims>;

/** The table of winners. It has one item per employee, so two draws can never claim the same person. */
export function createClaims(client: DynamoDBDocumentClient, table: string) {
  const parse = (item: unknown) => parseItem(claim, item, "An item of the winners' table");

  const readBatch = async (employeeIds: readonly string[], found: Map<string, Claim>) => {
    let keys: Record<string, unknown>[] = employeeIds.map((employee_id) => ({ employee_id }));
    for (let attempt = 1; ; attempt++) {
      const output = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of output.Responses?.[table] ?? []) {
        const parsed = parse(item);
        found.set(parsed.employee_id, parsed);
      }
      keys = output.UnprocessedKeys?.[table]?.Keys ?? [];
      if (keys.length === 0) return;
      if (attempt === BATCH_TRIES)
        throw new Error(`DynamoDB did not process ${keys.length} keys in ${BATCH_TRIES} requests.`);
      await wait(BATCH_WAIT_MS * 2 ** (attempt - 1));
    }
  };

  return {
    /** Returns the items of these people by employee id. A person without a claim or win has none. */
    async read(employeeIds: readonly string[]): Promise<Map<string, Claim>> {
      const found = new Map<string, Claim>();
      const ids = [...new Set(employeeIds)];
      const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, i) =>
        ids.slice(i * BATCH, (i + 1) * BATCH),
      );
      await pMap(batches, (batch) => readBatch(batch, found), { concurrency: BATCHES_AT_ONCE });
      return found;
    },

    /** Returns all who cannot win at this time, by employee id: winners, and people with an unexpired claim. */
    async readTaken(now: Date): Promise<Map<string, "won" | "held">> {
      const taken = new Map<string, "won" | "held">();
      const pages = readPages((from) =>
        client.send(
          new ScanCommand({
            TableName: table,
            ProjectionExpression: "employee_id, claim_expires_at, #void",
            ExpressionAttributeNames: { "#void": "void" },
            ConsistentRead: true,
            ...from,
          }),
        ),
      );
      for await (const items of pages)
        for (const item of items) {
          const { data } = takenItem.safeParse(item);
          if (data && !data.void && (data.claim_expires_at ?? Infinity) * 1_000 > now.getTime())
            taken.set(data.employee_id, data.claim_expires_at === undefined ? "won" : "held");
        }
      return taken;
    },

    /** Returns the current item of one person. */
    async readOne(employeeId: string): Promise<Claim | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { employee_id: employeeId }, ConsistentRead: true }),
      );
      return Item && parse(Item);
    },

    /**
     * Claims a person. Returns false if another attempt has them, or this one since a later round. A claim of
     * `deadDraw` is taken over: the caller has read in the ledger that this attempt is dead.
     */
    claim(employeeId: string, by: Claimant, now: Date, deadDraw?: string): Promise<boolean> {
      const condition = anyOf(
        whileFree,
        whileClaimedBy(by.drawId, by.round),
        onceVoidIn(by.drawId),
        ...(deadDraw === undefined ? [] : [whileClaimedByDead(deadDraw)]),
      );
      return writeIf(
        client.send(
          new PutCommand({
            TableName: table,
            Item: {
              employee_id: employeeId,
              draw_id: by.drawId,
              draw_no: by.drawNo,
              claimed_at: now.toISOString(),
              claim_round: by.round,
              claim_expires_at: by.expiresAt,
            },
            ...formatCondition(condition),
          }),
        ),
      );
    },

    /** Marks a permanent win as void: the person can win other draws again. Returns false if this draw has no win. */
    markVoid(employeeId: string, drawId: string): Promise<boolean> {
      const { ConditionExpression, ExpressionAttributeValues } = formatCondition(onceWon(drawId));
      return writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { employee_id: employeeId },
            UpdateExpression: "SET #void = :void",
            ConditionExpression,
            ExpressionAttributeNames: { "#void": "void" },
            ExpressionAttributeValues: { ...ExpressionAttributeValues, ":void": true },
          }),
        ),
      );
    },

    /**
     * Makes a decided win permanent. `claimedAs` is the claim's `draw_id` if a revision of the draw made the claim. With
     * `mayBeGone`, a person without an item gets the win too: DynamoDB has deleted the expired claim. Before claims can
     * expire, a missing item means something else: the win was voided, and a later draw claimed and released the person.
     * Returns false if another draw holds the person, or the win is void.
     */
    finalize(
      employeeId: string,
      win: { drawId: string; drawNo: number; wonAt: string; claimedAs?: string; mayBeGone: boolean },
    ): Promise<boolean> {
      const held = whileHeldBy(win.drawId, win.claimedAs ?? win.drawId);
      return writeIf(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { employee_id: employeeId, draw_id: win.drawId, draw_no: win.drawNo, won_at: win.wonAt },
            ...formatCondition(win.mayBeGone ? anyOf(whileFree, held) : held),
          }),
        ),
      );
    },

    /** Deletes the item of a person as it was read, also a win. Returns false if it has changed since. */
    erase(item: Claim): Promise<boolean> {
      return writeIf(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: { employee_id: item.employee_id },
            ...formatCondition(anyOf(whileFree, whileSame(item))),
          }),
        ),
      );
    },

    /** Releases a person whom this attempt claimed in `round` or earlier. Returns false if it holds no such claim. */
    release(employeeId: string, drawId: string, round: number): Promise<boolean> {
      return writeIf(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: { employee_id: employeeId },
            ...formatCondition(whileClaimedBy(drawId, round)),
          }),
        ),
      );
    },
  };
}
