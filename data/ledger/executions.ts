import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { drawNumber, drawOpening, executionName } from "./draw-record.ts";

/** The partition of executions. */
const EXECUTIONS = "draw-ids";

const execution = z.object({
  /** What the execution has asked for. */
  opening: drawOpening.optional(),
  number: drawNumber.optional(),
  /** The execution ended before it had a number: it can no longer open a draw. */
  stopped: z.literal(true).optional(),
});

const numbered = execution.pick({ number: true });
const listed = execution.extend({ entry: executionName });

/** What the ledger stores about an execution: what it has asked for, and the number of its draw. */
export type Execution = z.output<typeof execution>;

/** What is stored when an execution asks for a draw. */
export type Opening = z.input<typeof drawOpening>;

export type Executions = ReturnType<typeof createExecutions>;

/** The items of the executions, by their names. */
export function createExecutions(client: DynamoDBDocumentClient, table: string) {
  const formatKey = (id: string) => ({ ledger: EXECUTIONS, entry: id });
  const parse = (item: unknown) => parseItem(execution, item, "An execution's item in the ledger");

  async function read(id: string): Promise<Execution | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: formatKey(id), ConsistentRead: true }),
    );
    return Item && parse(Item);
  }

  /** The items of all executions, page by page; with `only`, only some of their attributes. */
  const readAll = (only?: { names: Record<string, string>; attributes: string }) =>
    readPages((from) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "ledger = :executions",
          ExpressionAttributeValues: { ":executions": EXECUTIONS },
          ...(only && { ExpressionAttributeNames: only.names, ProjectionExpression: only.attributes }),
          ConsistentRead: true,
          ...from,
        }),
      ),
    );

  /** Sets an attribute of an execution without a number. Returns what is stored then. */
  const setWhileUnnumbered = async (
    id: string,
    attribute: "number" | "stopped",
    value: number | true,
    condition = "",
  ): Promise<Execution> => {
    const update = client.send(
      new UpdateCommand({
        TableName: table,
        Key: formatKey(id),
        UpdateExpression: "SET #attribute = :value",
        ConditionExpression: `attribute_not_exists(#number)${condition}`,
        ExpressionAttributeNames: { "#attribute": attribute, "#number": "number" },
        ExpressionAttributeValues: { ":value": value },
        ReturnValues: "ALL_NEW",
      }),
    );
    if (await writeIf(update)) return parse((await update).Attributes);
    return (await read(id)) ?? {};
  };

  return {
    read,

    /** Stores what the execution asks for, unless something is stored. Returns what is stored. */
    async register(id: string, opening: Opening): Promise<Execution> {
      const isFirst = await writeIf(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...formatKey(id), opening },
            ConditionExpression: "attribute_not_exists(entry)",
          }),
        ),
      );
      return isFirst ? parse({ opening }) : ((await read(id)) ?? parse({ opening }));
    },

    /** Gives a registered execution its number, unless it has one. Returns what is stored. */
    assign(id: string, drawNo: number): Promise<Execution> {
      return setWhileUnnumbered(id, "number", drawNo, " AND attribute_exists(opening)");
    },

    /** Marks an execution as stopped, unless it has a number. Returns what is stored. */
    stop(id: string): Promise<Execution> {
      return setWhileUnnumbered(id, "stopped", true);
    },

    /**
     * Returns the highest number that any execution has, 0 if none has one. Reads the items of all executions, so it is
     * only for repairs.
     */
    async findHighestNumber(): Promise<number> {
      let highest = 0;
      const onlyNumbers = { names: { "#number": "number" }, attributes: "#number" };
      for await (const items of readAll(onlyNumbers))
        for (const item of items) highest = Math.max(highest, safeParse(numbered, item).data?.number ?? 0);
      return highest;
    },

    /** Lists all executions with their names, `entry`. Throws `InvalidItem`. */
    async list(): Promise<z.output<typeof listed>[]> {
      const executions: z.output<typeof listed>[] = [];
      for await (const items of readAll())
        executions.push(...items.map((item) => parseItem(listed, item, "An execution's item in the ledger")));
      return executions;
    },

    /**
     * Deletes the copy of a draw's salts, which nothing needs once the draw has a record, and with `isRequester` the person
     * who asked for the draw. May be repeated, also for an execution that has asked for nothing.
     */
    async erase(id: string, { isRequester }: { isRequester: boolean }): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: formatKey(id),
            UpdateExpression: `SET opening.salts = :none${isRequester ? " REMOVE opening.requested_by" : ""}`,
            ConditionExpression: "attribute_exists(opening)",
            ExpressionAttributeValues: { ":none": [] },
          }),
        ),
      );
    },

    /** Takes a number from an execution: its record belongs to another draw. */
    async unassign(id: string, drawNo: number): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: formatKey(id),
            UpdateExpression: "REMOVE #number",
            ConditionExpression: "#number = :number",
            ExpressionAttributeNames: { "#number": "number" },
            ExpressionAttributeValues: { ":number": drawNo },
          }),
        ),
      );
    },
  };
}
