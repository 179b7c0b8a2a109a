import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createDocumentClient } from "../../../data/dynamodb/document-client.ts";
import definition from "../../../workflow/lottery.asl.json" with { type: "json" };
import { startDynamoDb } from "../../support/start-dynamodb.ts";

/** The longest waits of the SDK between attempts, in ms: 100, 200, 400 … */
const BACK_OFF = (attempts: number) => 100 * (2 ** (attempts - 1) - 1);

const limits = z.object({ connectionTimeout: z.number(), requestTimeout: z.number() });

test("a hanging call times out before its task does", async () => {
  await using db = await startDynamoDb();
  // The client of the tests may wait longer.
  using things = new DisposableStack();
  const client = things.adopt(createDocumentClient(db.connection), (created) => created.destroy());
  await client.send(
    new GetCommand({ TableName: db.tables.winners, Key: { employee_id: "E1" }, ConsistentRead: true }),
  );
  const attempts = await client.config.maxAttempts();
  const { requestHandler } = client.config;
  const { connectionTimeout, requestTimeout } = limits.parse(
    Reflect.apply(Reflect.get(requestHandler, "httpHandlerConfigs"), requestHandler, []),
  );
  expect(attempts).toBeGreaterThan(1);
  expect(requestTimeout, "a slow response is not an error").toBeGreaterThanOrEqual(2_000);
  const longest = attempts * (connectionTimeout + requestTimeout) + BACK_OFF(attempts);
  const states = z
    .array(z.object({ TimeoutSeconds: z.number().optional() }))
    .parse(Object.values(definition.States));
  const timeouts = states.flatMap(({ TimeoutSeconds }) => TimeoutSeconds ?? []);
  expect(timeouts.length).toBeGreaterThan(2);
  expect(longest).toBeLessThan((Math.min(...timeouts) * 1_000) / 2);
});

describe("the client", () => {
  const Key = { ledger: "x", entry: "y" };
  let db: Awaited<ReturnType<typeof startDynamoDb>>;
  beforeAll(async () => {
    db = await startDynamoDb();
  });
  afterAll(() => db[Symbol.asyncDispose]());

  const read = async () => {
    const { Item } = await db.client.send(
      new GetCommand({ TableName: db.tables.draws, Key, ConsistentRead: true }),
    );
    return Item;
  };

  test("accepts undefined values at any depth", async () => {
    const within = { present: 1, absent: undefined };
    await db.putRecord({ ...Key, ...within, map: within, list: [within] });
    expect(await read()).toStrictEqual({ ...Key, present: 1, map: { present: 1 }, list: [{ present: 1 }] });
  });

  test("returns a number that JavaScript cannot represent as the nearest one, for the schema to judge", async () => {
    const long = "12345678901234567890";
    const Item = { ledger: { S: "x" }, entry: { S: "y" }, number: { N: long } };
    await db.client.send(new PutItemCommand({ TableName: db.tables.draws, Item }));
    expect(await read()).toEqual({ ...Key, number: Number(long) });
  });
});
