import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { formatEntry, RECORDS } from "./draw-numbers.ts";
import { type DrawRecord, drawRecord } from "./draw-record.ts";

export interface RecordChange {
  /** Attributes to set; those that are undefined are left as they are. */
  set?: Record<string, unknown>;
  /** What else is to be done: `REMOVE …`, `ADD …`, and `SET …` where `set` is not given. */
  expression?: string;
  /** `#status` stands for the status. */
  condition: string;
  /** More names that expression and condition contain. */
  names?: Record<string, string>;
  values: Record<string, unknown>;
}

/** Changes a record of the ledger if the condition holds, and answers it as it then stands; undefined if it does not. */
export function createUpdateRecord(client: DynamoDBDocumentClient, table: string) {
  return async (
    drawNo: number,
    { set = {}, expression = "", condition, names = {}, values }: RecordChange,
  ): Promise<DrawRecord | undefined> => {
    const entries = Object.entries(set).filter(([, value]) => value !== undefined);
    const assignments = entries.map((_, i) => `#set${i} = :set${i}`).join(", ");
    const update = client.send(
      new UpdateCommand({
        TableName: table,
        Key: { ledger: RECORDS, entry: formatEntry(drawNo) },
        UpdateExpression: `${assignments && `SET ${assignments} `}${expression}`,
        ConditionExpression: condition,
        ExpressionAttributeNames: {
          "#status": "status",
          ...names,
          ...Object.fromEntries(entries.map(([name], i) => [`#set${i}`, name])),
        },
        ExpressionAttributeValues: {
          ...values,
          ...Object.fromEntries(entries.map(([, value], i) => [`:set${i}`, value])),
        },
        ReturnValues: "ALL_NEW",
      }),
    );
    if (!(await writeIf(update))) return undefined;
    return parseItem(drawRecord, (await update).Attributes, "A record of the ledger");
  };
}
