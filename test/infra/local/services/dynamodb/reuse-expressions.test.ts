import { QueryCommand, UpdateItemCommand, type UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import conditionParser from "dynalite/db/conditionParser.js";
import { expect, test, vi } from "vitest";
import { SERIAL_INDEX } from "../../../../../data/tables.ts";
import { rememberParsed } from "../../../../../infra/local/services/dynamodb/reuse-expressions.ts";
import { useDynamoDb } from "./use-dynamodb.ts";

const { startUntilEnd } = useDynamoDb();

const contextOf = (values: Record<string, object>) => ({
  context: {
    attrNames: { "#a": "first" },
    attrVals: values,
    unusedAttrNames: { "#a": true as const },
    unusedAttrVals: Object.fromEntries(Object.keys(values).map((name) => [name, true as const])),
    isReserved: () => false,
    compare: (_: string, low: { N: string }, high: { N: string }) => Number(low.N) > Number(high.N),
  },
});

test("parses a condition once, and fills in the values of each request", () => {
  const parse = vi.fn(conditionParser.parse);
  const parseOnce = rememberParsed(parse);
  for (const value of [{ N: "1" }, { N: "2" }, { N: "3" }]) {
    const options = contextOf({ ":v": value });
    expect(parseOnce("#a = :v", options)).toMatchObject({ expression: { args: [["first"], value] } });
    expect(options.context.unusedAttrNames).toEqual({});
    expect(options.context.unusedAttrVals).toEqual({});
  }
  expect(parse).toHaveBeenCalledTimes(1);
});

test("names what a request gives but its condition does not use, each time", () => {
  const parseOnce = rememberParsed(conditionParser.parse);
  for (const value of [{ N: "1" }, { N: "2" }]) {
    const options = contextOf({ ":v": value, ":unused": value });
    parseOnce("first = :v", options);
    expect(options.context.unusedAttrNames).toEqual({ "#a": true });
    expect(options.context.unusedAttrVals).toEqual({ ":unused": true });
  }
});

test("refuses a value of another type, and bounds in the wrong order, after right ones", () => {
  const parseOnce = rememberParsed(conditionParser.parse);
  const prefixed = (value: object) => parseOnce("begins_with(#a, :v)", contextOf({ ":v": value }));
  expect(prefixed({ S: "E" })).toBeTypeOf("object");
  expect(prefixed({ N: "1" })).toContain("Incorrect operand type");
  const between = (low: string, high: string) =>
    parseOnce("#a BETWEEN :low AND :high", contextOf({ ":low": { N: low }, ":high": { N: high } }));
  expect(between("1", "2")).toBeTypeOf("object");
  expect(between("2", "1")).toContain("upper bound to be greater");
  const typed = (type: string) => parseOnce("attribute_type(#a, :v)", contextOf({ ":v": { S: type } }));
  expect(typed("N")).toBeTypeOf("object");
  expect(typed("X")).toContain("Invalid attribute type");
});

test("answers requests with the same expressions by their own names and values", async () => {
  const { client } = await startUntilEnd();
  const update = async (id: string, more: Partial<UpdateItemCommandInput>) => {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: "Lottery-Employee",
        Key: { employee_id: { S: id } },
        UpdateExpression: "SET #a = if_not_exists(#a, :value), lottery_serial = :serial",
        ReturnValues: "ALL_NEW",
        ...more,
      }),
    );
    return Attributes;
  };
  for (const [serial, name, value] of [
    [1, "a", { S: "one" }],
    [2, "a", { S: "two" }],
    [2, "a", { S: "not stored" }],
    [3, "b", { S: "three" }],
    [4, "b", { N: "4" }],
  ] as const) {
    const stored = await update(`E${serial}`, {
      ExpressionAttributeNames: { "#a": name },
      ExpressionAttributeValues: { ":value": value, ":serial": { N: `${serial}` } },
    });
    expect(stored?.[name]).toEqual(value.S === "not stored" ? { S: "two" } : value);
    expect(stored?.["lottery_serial"]).toEqual({ N: `${serial}` });
  }
  // Dynalite turns the sides of this condition around, in the parsed condition.
  for (const serial of [3, 1, 4]) {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: "Lottery-Employee",
        IndexName: SERIAL_INDEX,
        KeyConditionExpression: ":n = lottery_serial",
        ExpressionAttributeValues: { ":n": { N: `${serial}` } },
      }),
    );
    expect(Items?.map(({ employee_id }) => employee_id)).toEqual([{ S: `E${serial}` }]);
  }
});
