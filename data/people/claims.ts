import { setTimeout as wait } from "node:timers/promises";
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  type ScanCommandOutput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { type Claim, claim } from "./claim.ts";

/** What of an item says whether its person can win. */
const takenItem = claim.pick({ employee_id: true, claim_expires_at: true, void: true });

/** The draw for which claims are made, and how long they hold people. */
export interface Claimant {
  drawId: string;
  drawNo: number;
  /** Grows when the draw lets all its people go and starts over, so that a late release cannot touch newer claims. */
  round: number;
  /** Epoch seconds. */
  expiresAt: number;
}

/** DynamoDB answers at most this many keys in one batch. */
const BATCH = 100;
const BATCHES_AT_ONCE = 4;
const BATCH_TRIES = 8;
/** What DynamoDB leaves unanswered it was too busy for: each further try waits twice as long, 3 s in all. */
const BATCH_PATIENCE_MS = 25;

const IS_CLAIM = "attribute_exists(claim_expires_at)";

export type Claims = ReturnType<typeof createClaims>;

/** The table of who is held or has won: one item for each employee, so nobody can be in two draws' hands. */
export function createClaims(client: DynamoDBDocumentClient, table: string) {
  const parse = (item: unknown) => parseItem(claim, item, "An item of the winners' table");

  const readBatch = async (employeeIds: readonly string[], found: Map<string, Claim>) => {
    let keys: Record<string, unknown>[] = employeeIds.map((employee_id) => ({ employee_id }));
    for (let attempt = 1; ; attempt++) {
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of answer.Responses?.[table] ?? []) {
        const parsed = parse(item);
        found.set(parsed.employee_id, parsed);
      }
      keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
      if (keys.length === 0) return;
      if (attempt === BATCH_TRIES)
        throw new Error(`DynamoDB left ${keys.length} keys unanswered after ${BATCH_TRIES} requests.`);
      await wait(BATCH_PATIENCE_MS * 2 ** (attempt - 1));
    }
  };

  return {
    /** Who of these people is held or has won, by employee id. Those who are free are absent. */
    async read(employeeIds: readonly string[]): Promise<Map<string, Claim>> {
      const found = new Map<string, Claim>();
      const ids = [...new Set(employeeIds)];
      const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, i) =>
        ids.slice(i * BATCH, (i + 1) * BATCH),
      );
      await pMap(batches, (batch) => readBatch(batch, found), { concurrency: BATCHES_AT_ONCE });
      return found;
    },

    /** The employee ids of all who cannot win at this time: they have won, or a claim on them has not expired. */
    async readTaken(now: Date): Promise<Set<string>> {
      const taken = new Set<string>();
      let start: Record<string, unknown> | undefined;
      do {
        const page: ScanCommandOutput = await client.send(
          new ScanCommand({
            TableName: table,
            ProjectionExpression: "employee_id, claim_expires_at, #void",
            ExpressionAttributeNames: { "#void": "void" },
            ConsistentRead: true,
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        for (const item of page.Items ?? []) {
          const { data } = takenItem.safeParse(item);
          if (data && !data.void && (data.claim_expires_at ?? Infinity) * 1_000 > now.getTime())
            taken.add(data.employee_id);
        }
        start = page.LastEvaluatedKey;
      } while (start);
      return taken;
    },

    /** The item of one person, as it stands at this moment. */
    async readOne(employeeId: string): Promise<Claim | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { employee_id: employeeId }, ConsistentRead: true }),
      );
      return Item && parse(Item);
    },

    /**
     * Takes hold of one person; false if another draw has them, or this one since a later round. `from` names a draw
     * that has no right to its claim any more (failed, or decided for others), which may so be taken over.
     */
    claim(employeeId: string, by: Claimant, now: Date, from?: string): Promise<boolean> {
      const free = [
        "attribute_not_exists(employee_id)",
        `draw_id = :draw_id AND ${IS_CLAIM} AND claim_round <= :round`,
        "#void = :void AND draw_id <> :draw_id",
        ...(from === undefined ? [] : [`draw_id = :from AND ${IS_CLAIM}`]),
      ];
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
            ConditionExpression: free.join(" OR "),
            ExpressionAttributeNames: { "#void": "void" },
            ExpressionAttributeValues: {
              ":draw_id": by.drawId,
              ":round": by.round,
              ":void": true,
              ...(from !== undefined && { ":from": from }),
            },
          }),
        ),
      );
    },

    /** Takes a permanent win back: the person may win other draws from now on. False if it is no win of this draw. */
    markVoid(employeeId: string, drawId: string): Promise<boolean> {
      return writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { employee_id: employeeId },
            UpdateExpression: "SET #void = :void",
            ConditionExpression: `draw_id = :draw_id AND NOT ${IS_CLAIM}`,
            ExpressionAttributeNames: { "#void": "void" },
            ExpressionAttributeValues: { ":draw_id": drawId, ":void": true },
          }),
        ),
      );
    },

    /**
     * Makes a decided win permanent. `heldAs` is the claim's `draw_id` where a revision of the draw has made it. With
     * `mayBeGone` also where the claim has been deleted by its time to live; before that could be, a person without an
     * item has been let go by a later draw, which got them because this win was taken back. False if the person is in
     * another draw's hands or the win has been taken back.
     */
    makeFinal(
      employeeId: string,
      win: { drawId: string; drawNo: number; wonAt: string; heldAs?: string; mayBeGone: boolean },
    ): Promise<boolean> {
      return writeIf(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { employee_id: employeeId, draw_id: win.drawId, draw_no: win.drawNo, won_at: win.wonAt },
            ConditionExpression:
              (win.mayBeGone ? "attribute_not_exists(employee_id) OR " : "") +
              "draw_id IN (:draw_id, :held_as) AND attribute_not_exists(#void)",
            ExpressionAttributeNames: { "#void": "void" },
            ExpressionAttributeValues: { ":draw_id": win.drawId, ":held_as": win.heldAs ?? win.drawId },
          }),
        ),
      );
    },

    /** Lets a person go whom this draw holds since `round` or before; false if it does not. Wins are never let go. */
    release(employeeId: string, drawId: string, round: number): Promise<boolean> {
      return writeIf(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: { employee_id: employeeId },
            ConditionExpression: `draw_id = :draw_id AND ${IS_CLAIM} AND claim_round <= :round`,
            ExpressionAttributeValues: { ":draw_id": drawId, ":round": round },
          }),
        ),
      );
    },
  };
}
