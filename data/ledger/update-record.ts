import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Condition } from "../dynamodb/condition.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import type { DrawRecord } from "./draw-record.ts";
import { formatRecordKey, parseRecord } from "./record-item.ts";

interface RecordChange {
  /** Attributes to set, by name or by path (`mailing.until`). Undefined values are left out. */
  set?: Readonly<Record<string, unknown>>;
  /** Numbers to add to, and sets to extend. */
  add?: Readonly<Record<string, unknown>>;
  remove?: readonly string[];
  condition: Condition;
}

/** Creates the function that writes a record conditionally. */
export function createUpdateRecord(client: DynamoDBDocumentClient, table: string) {
  /** Changes a record if the condition is true, and returns the new record; otherwise returns undefined. */
  return async function updateRecord(
    drawNo: number,
    { set = {}, add = {}, remove = [], condition }: RecordChange,
  ): Promise<DrawRecord | undefined> {
    const names: Record<string, string> = { ...condition.names };
    if (condition.expression.includes("#status")) names["#status"] = "status";
    const values: Record<string, unknown> = {};
    const placePath = (path: string, prefix: string) =>
      path
        .split(".")
        .map((name, i) => {
          names[`${prefix}_${i}`] = name;
          return `${prefix}_${i}`;
        })
        .join(".");
    const placeAll = (kind: "set" | "add", attributes: Readonly<Record<string, unknown>>, sign: string) =>
      Object.entries(attributes)
        .filter(([, value]) => value !== undefined)
        .map(([path, value], i) => {
          values[`:${kind}${i}`] = value;
          return `${placePath(path, `#${kind}${i}`)}${sign}:${kind}${i}`;
        });
    const clauses = [
      ["SET", placeAll("set", set, " = ")],
      ["ADD", placeAll("add", add, " ")],
      ["REMOVE", remove],
    ] as const;
    const update = client.send(
      new UpdateCommand({
        TableName: table,
        Key: formatRecordKey(drawNo),
        UpdateExpression: clauses
          .filter(([, parts]) => parts.length > 0)
          .map(([keyword, parts]) => `${keyword} ${parts.join(", ")}`)
          .join(" "),
        ConditionExpression: condition.expression,
        // DynamoDB refuses an empty object.
        ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
        ExpressionAttributeValues: { ...condition.values, ...values },
        ReturnValues: "ALL_NEW",
      }),
    );
    if (!(await writeIf(update))) return undefined;
    return parseRecord((await update).Attributes);
  };
}
