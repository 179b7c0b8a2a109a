import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { allOf, type Condition } from "../dynamodb/condition.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import type { Employee } from "./employee.ts";

/** The attribute with the time of the newest change of each kind. */
const ATTRIBUTES = { out: "opted_out_at", in: "opted_in_at" } as const;

/** Whether a person opts out of draws, or back in. */
export type OptOutKind = keyof typeof ATTRIBUTES;

function whileAsRead(name: "slack_user_id" | "opted_out_at" | "opted_in_at", value: unknown): Condition {
  return value === undefined
    ? { expression: `attribute_not_exists(${name})` }
    : { expression: `${name} = :was_${name}`, values: { [`:was_${name}`]: value } };
}

export type OptOuts = ReturnType<typeof createOptOuts>;

/**
 * Opting out of draws is a change that only the person makes. It is stored in attributes of the employee's item, so a draw
 * reads it together with the employee. Neither imports nor exclusions change it.
 */
export function createOptOuts(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Stores the time of a change. Returns false if the person has changed since they were read. */
    change(
      { employee_id, slack_user_id, opted_out_at, opted_in_at }: Employee,
      kind: OptOutKind,
      at: string,
    ): Promise<boolean> {
      const { expression, values } = allOf(
        whileAsRead("slack_user_id", slack_user_id),
        whileAsRead("opted_out_at", opted_out_at),
        whileAsRead("opted_in_at", opted_in_at),
        { expression: "attribute_exists(employee_id)" },
      );
      return writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { employee_id },
            UpdateExpression: `SET ${ATTRIBUTES[kind]} = :at`,
            ConditionExpression: expression,
            ExpressionAttributeValues: { ...values, ":at": at },
          }),
        ),
      );
    },
  };
}
