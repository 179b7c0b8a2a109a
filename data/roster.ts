import { type DynamoDBDocumentClient, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Employee, employee, lotterySerial } from "./employee.ts";
import { LotteryError } from "./lottery-error.ts";
import { parseItem } from "./parse-item.ts";
import { SERIAL_INDEX } from "./tables.ts";

export type Roster = ReturnType<typeof createRoster>;

/** The table of employees, read by their place on the roster (`lottery_serial`). */
export function createRoster(client: DynamoDBDocumentClient, table: string) {
  const lookUp = async (serial: number) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: SERIAL_INDEX,
        KeyConditionExpression: "lottery_serial = :serial",
        ExpressionAttributeValues: { ":serial": serial },
        Limit: 2,
      }),
    );
    return Items;
  };

  return {
    /**
     * The employee at a place of the roster, or undefined where the serials have a gap.
     * Throws `DuplicateSerial` or `InvalidItem`: a roster that says two things is nothing to draw from.
     */
    async employeeAt(serial: number): Promise<Employee | undefined> {
      const items = await lookUp(serial);
      if (items.length > 1)
        throw new LotteryError(
          "DuplicateSerial",
          `More than one employee has the lottery_serial ${serial}.`,
          {
            facts: { serial },
          },
        );
      if (items.length === 0) return undefined;
      return parseItem(employee, items[0], `The employee with the lottery_serial ${serial}`);
    },

    /** Whether anybody stands at this place. */
    async isTaken(serial: number): Promise<boolean> {
      return (await lookUp(serial)).length > 0;
    },

    /** The highest serial in use, 0 for an empty roster. Reads the whole index. */
    async scanHighestSerial(): Promise<number> {
      let highest = 0;
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({
            TableName: table,
            IndexName: SERIAL_INDEX,
            ProjectionExpression: "lottery_serial",
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        for (const item of page.Items ?? []) {
          const serial = parseItem(lotterySerial, item["lottery_serial"], "An employee's lottery_serial");
          highest = Math.max(highest, serial);
        }
        start = page.LastEvaluatedKey;
      } while (start);
      return highest;
    },
  };
}
