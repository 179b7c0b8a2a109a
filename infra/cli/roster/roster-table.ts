import { type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { z } from "zod";
import { readPages } from "../../../data/dynamodb/read-pages.ts";
import { REQUESTS_AT_ONCE } from "../../../data/dynamodb/requests-at-once.ts";
import { writeIf } from "../../../data/dynamodb/write-if.ts";
import type { EmployeeChange, RosterItem } from "./plan-import.ts";

const rosterItem = z.looseObject({ employee_id: z.string() });

/** The roster was changed between reading and writing. The changes that were written are kept. */
class RosterChanged extends Error {
  override readonly name = "RosterChanged";
}

/** Reads and writes the whole table of employees. */
export function createRosterTable(client: DynamoDBDocumentClient, table: string) {
  const write = async ({ employee_id, isNew, set, remove }: EmployeeChange) => {
    const entries = Object.entries(set);
    const assignments = entries.map((_, i) => `#set${i} = :set${i}`).join(", ");
    const removals = remove.map((_, i) => `#remove${i}`).join(", ");
    const written = await writeIf(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { employee_id },
          UpdateExpression: `${assignments && `SET ${assignments}`} ${removals && `REMOVE ${removals}`}`,
          ConditionExpression: `attribute_${isNew ? "not_" : ""}exists(employee_id)`,
          ExpressionAttributeNames: {
            ...Object.fromEntries(entries.map(([name], i) => [`#set${i}`, name])),
            ...Object.fromEntries(remove.map((name, i) => [`#remove${i}`, name])),
          },
          ...(entries.length > 0 && {
            ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], i) => [`:set${i}`, value])),
          }),
        }),
      ),
    );
    if (!written)
      throw new RosterChanged(
        "Someone else changed the roster during the import. Run the import again: it does the rest.",
      );
  };

  return {
    /** Returns all items, sorted by employee id. */
    async readAll(): Promise<RosterItem[]> {
      const items: RosterItem[] = [];
      const pages = readPages((from) =>
        client.send(new ScanCommand({ TableName: table, ConsistentRead: true, ...from })),
      );
      for await (const page of pages) items.push(...z.array(rosterItem).parse(page));
      return items.toSorted((a, b) => (a.employee_id < b.employee_id ? -1 : 1));
    },

    /** Writes the changes. After a failure, another run writes the rest. Throws `RosterChanged`. */
    async write(changes: readonly EmployeeChange[]): Promise<void> {
      await pMap(changes, write, { concurrency: REQUESTS_AT_ONCE });
    },
  };
}
