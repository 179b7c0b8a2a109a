import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { allOf, anyOf, type Condition } from "../dynamodb/condition.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { type Claim, findExpiry, type Win, winsOf } from "./claim.ts";
import {
  onceWon,
  whileClaimable,
  whileClaimedBy,
  whileFree,
  whileHeldBy,
  whileNoWins,
  whileSame,
} from "./claim-conditions.ts";
import { createReadClaim } from "./read-claim.ts";
import { createReadClaims } from "./read-claims.ts";
import { createReadTaken } from "./read-taken.ts";

/** The attempt that claims people, and how long it holds them. */
export interface Claimant {
  drawId: string;
  drawNo: number;
  campaignNo: number;
  /** Grows when the draw releases all its claims and starts over, so that a late release cannot touch newer claims. */
  round: number;
  /** Epoch seconds. */
  expiresAt: number;
}

/** How often a write on a person with several wins is tried while other draws change the item. */
const TRIES = 5;

/** The parameters of a command that carry a condition. DynamoDB refuses empty names and values. */
function formatCondition({ expression, names = {}, values = {} }: Condition) {
  return {
    ConditionExpression: expression,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

/** The item of a person with these wins: the newest one is the item's own. */
function formatWins(employee_id: string, wins: readonly Win[]): Record<string, unknown> {
  const earlier = wins.slice(0, -1);
  return { employee_id, ...wins.at(-1), ...(earlier.length > 0 && { wins: earlier }) };
}

/** Whether a person has won this draw, and the win is final and not void. */
function hasWin(item: Claim, drawId: string): boolean {
  return winsOf(item).some(({ draw_id }) => draw_id === drawId);
}

/**
 * The item is the one that was read, or anybody may claim it since: it had no wins and was released, or is void. A claim
 * of the attempt itself must not be of a later round.
 */
function whileReplaceable(replaced: Claim, { drawId, round }: Claimant): Condition {
  const isOwn = replaced.draw_id === drawId && findExpiry(replaced) !== undefined;
  const isSame = isOwn ? allOf(whileSame(replaced), whileClaimedBy(drawId, round)) : whileSame(replaced);
  return winsOf(replaced).length === 0 ? anyOf(whileClaimable(drawId, round), isSame) : isSame;
}

export type Claims = ReturnType<typeof createClaims>;

/** The table of winners. It has one item per employee, so two draws can never claim the same person. */
export function createClaims(client: DynamoDBDocumentClient, table: string) {
  const readOne = createReadClaim(client, table);

  const put = (item: Record<string, unknown>, condition: Condition): Promise<boolean> =>
    writeIf(client.send(new PutCommand({ TableName: table, Item: item, ...formatCondition(condition) })));

  const remove = (employee_id: string, condition: Condition): Promise<boolean> =>
    writeIf(
      client.send(
        new DeleteCommand({ TableName: table, Key: { employee_id }, ...formatCondition(condition) }),
      ),
    );

  /** Marks the only win of a person as void. Returns false if the person has other wins, or not this one. */
  const markOnlyWin = (employee_id: string, drawId: string): Promise<boolean> => {
    const { ConditionExpression, ExpressionAttributeValues } = formatCondition(
      allOf(onceWon(drawId), whileNoWins),
    );
    return writeIf(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { employee_id },
          UpdateExpression: "SET #void = :void",
          ConditionExpression,
          ExpressionAttributeNames: { "#void": "void" },
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ":void": true },
        }),
      ),
    );
  };

  /** Removes one of the wins of a person who has others or is claimed. Returns false if the item has changed. */
  const removeWin = (item: Claim, drawId: string): Promise<boolean> => {
    const left = winsOf(item).filter(({ draw_id }) => draw_id !== drawId);
    if (findExpiry(item) === undefined) return put(formatWins(item.employee_id, left), whileSame(item));
    const { ExpressionAttributeValues, ...condition } = formatCondition(whileSame(item));
    return writeIf(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { employee_id: item.employee_id },
          UpdateExpression: left.length > 0 ? "SET wins = :left" : "REMOVE wins",
          ...condition,
          ExpressionAttributeValues: {
            ...ExpressionAttributeValues,
            ...(left.length > 0 && { ":left": left }),
          },
        }),
      ),
    );
  };

  return {
    read: createReadClaims(client, table),

    readTaken: createReadTaken(client, table),

    readOne,

    /**
     * Claims a person. Returns false if another attempt has them, or this one since a later round. `replaced` is the item
     * as it was read, if the caller knows from the ledger that it does not keep the person from winning: a claim of a dead
     * attempt, or wins that do not count. The wins are kept.
     */
    claim(employeeId: string, by: Claimant, now: Date, replaced?: Claim): Promise<boolean> {
      const wins = replaced ? winsOf(replaced) : [];
      return put(
        {
          employee_id: employeeId,
          draw_id: by.drawId,
          draw_no: by.drawNo,
          campaign_no: by.campaignNo,
          claimed_at: now.toISOString(),
          claim_round: by.round,
          ...(wins.length > 0 ? { held_until: by.expiresAt, wins } : { claim_expires_at: by.expiresAt }),
        },
        replaced ? whileReplaceable(replaced, by) : whileClaimable(by.drawId, by.round),
      );
    },

    /**
     * Cancels a permanent win, so that the person can win other draws: marks the item as void, or removes the win if the
     * person has others. Returns false if this draw has no win.
     */
    async markVoid(employeeId: string, drawId: string): Promise<boolean> {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        if (await markOnlyWin(employeeId, drawId)) return true;
        const item = await readOne(employeeId);
        if (!item || !hasWin(item, drawId)) return false;
        // Another draw may have released the person since: the win is the only one again.
        const isOnly = item.wins === undefined && item.draw_id === drawId;
        if (!isOnly && (await removeWin(item, drawId))) return true;
      }
      throw new Error(`The wins of a person changed ${TRIES} times while one was cancelled.`);
    },

    /**
     * Makes a decided win permanent. `claimedAs` is the claim's `draw_id` if a revision of the draw made the claim. With
     * `mayBeGone`, a person without an item gets the win too: DynamoDB has deleted the expired claim. Before claims can
     * expire, a missing item means something else: the win was voided, and a later draw claimed and released the person.
     * Returns false if another draw holds the person, or the win is void. A win that is final already stays final: another
     * run may have finalized it, and a later draw may have claimed the person since.
     */
    async finalize(
      employeeId: string,
      win: {
        drawId: string;
        drawNo: number;
        campaignNo: number;
        wonAt: string;
        claimedAs?: string;
        mayBeGone: boolean;
      },
    ): Promise<boolean> {
      const held = whileHeldBy(win.drawId, win.claimedAs ?? win.drawId);
      const { ExpressionAttributeValues, ...condition } = formatCondition(
        win.mayBeGone ? anyOf(whileFree, held) : held,
      );
      const isFinal = await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { employee_id: employeeId },
            UpdateExpression:
              "SET draw_id = :draw_id, draw_no = :draw_no, campaign_no = :campaign_no, won_at = :won_at REMOVE claimed_at, claim_round, claim_expires_at, held_until",
            ...condition,
            ExpressionAttributeValues: {
              ...ExpressionAttributeValues,
              ":draw_id": win.drawId,
              ":draw_no": win.drawNo,
              ":campaign_no": win.campaignNo,
              ":won_at": win.wonAt,
            },
          }),
        ),
      );
      if (isFinal) return true;
      const item = await readOne(employeeId);
      return item !== undefined && hasWin(item, win.drawId);
    },

    /** Deletes the item of a person as it was read, also wins. Returns false if it has changed since. */
    erase(item: Claim): Promise<boolean> {
      return remove(item.employee_id, anyOf(whileFree, whileSame(item)));
    },

    /**
     * Releases a person whom this attempt claimed in `round` or earlier. Their earlier wins stay. Returns false if the
     * attempt holds no such claim.
     */
    async release(employeeId: string, drawId: string, round: number): Promise<boolean> {
      const isClaimed = whileClaimedBy(drawId, round);
      for (let attempt = 0; attempt < TRIES; attempt++) {
        if (await remove(employeeId, allOf(isClaimed, whileNoWins))) return true;
        const item = await readOne(employeeId);
        const isOwn = item?.draw_id === drawId && findExpiry(item) !== undefined;
        if (!isOwn || (item.claim_round ?? 0) > round) return false;
        const { wins } = item;
        if (wins && (await put(formatWins(employeeId, wins), allOf(isClaimed, whileSame(item))))) return true;
      }
      throw new Error(`The wins of a person changed ${TRIES} times while they were released.`);
    },
  };
}
