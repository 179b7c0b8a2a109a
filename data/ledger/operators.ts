import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { AuditLog } from "./audit-log.ts";
import { createVersionedItem } from "./versioned-item.ts";

/** The most operators that can be added: all fit in one message. */
export const MOST_OPERATORS = 50;

const operator = z.object({
  user_id: z.string().min(1).max(64),
  /** Undefined if the person who added them was erased. */
  added_by: z.string().optional(),
  added_at: z.iso.datetime(),
});

export type Operator = z.output<typeof operator>;

const list = z.object({ operators: z.array(operator) });

/** A change of the operators: whom, by whom, when, and its idempotency key. */
export interface OperatorChange {
  userId: string;
  by: string;
  at: Date;
  id: string;
}

/** The operators who were added in Slack. Those in the configuration are not stored. */
export function createOperators(client: DynamoDBDocumentClient, table: string, auditLog: AuditLog) {
  const item = createVersionedItem(client, table, {
    key: { ledger: "operators", entry: "added" },
    schema: list,
    what: "The list of operators",
    empty: { operators: [] },
    auditLog,
  });

  return {
    erase: item.erase,

    /** Returns the operators in the order in which they were added. Throws `InvalidItem`. */
    list: async (): Promise<Operator[]> => (await item.read()).operators,

    /** Adds an operator. Throws `InvalidItem`, `LedgerBusy`. */
    async add({ userId, by, at, id }: OperatorChange): Promise<"added" | "is-operator" | "full"> {
      let refusal: "is-operator" | "full" = "is-operator";
      const isAdded = await item.change(id, ({ operators }) => {
        if (operators.some(({ user_id }) => user_id === userId)) {
          refusal = "is-operator";
          return undefined;
        }
        if (operators.length >= MOST_OPERATORS) {
          refusal = "full";
          return undefined;
        }
        const added_at = at.toISOString();
        return {
          content: { operators: [...operators, { user_id: userId, added_by: by, added_at }] },
          entry: { at: added_at, id, who: { user_id: by }, action: "operators.add", user_id: userId },
        };
      });
      return isAdded ? "added" : refusal;
    },

    /**
     * Removes an operator. `remaining` is an added operator who must still be one then, so that somebody is left. Throws
     * `InvalidItem`, `LedgerBusy`.
     */
    async remove(
      { userId, by, at, id }: OperatorChange,
      remaining?: string,
    ): Promise<"removed" | "no-operator" | "nobody-left"> {
      let refusal: "no-operator" | "nobody-left" = "no-operator";
      const isRemoved = await item.change(id, ({ operators }) => {
        const removed = operators.find(({ user_id }) => user_id === userId);
        if (!removed) {
          refusal = "no-operator";
          return undefined;
        }
        const others = operators.filter((each) => each !== removed);
        if (remaining !== undefined && !others.some(({ user_id }) => user_id === remaining)) {
          refusal = "nobody-left";
          return undefined;
        }
        const { added_by, added_at } = removed;
        return {
          content: { operators: others },
          entry: {
            at: at.toISOString(),
            id,
            who: { user_id: by },
            action: "operators.remove",
            user_id: userId,
            before: { ...(added_by !== undefined && { added_by }), added_at },
          },
        };
      });
      return isRemoved ? "removed" : refusal;
    },
  };
}
