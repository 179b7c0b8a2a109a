import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { z } from "zod";
import definition from "../../../workflow/lottery.asl.json" with { type: "json" };
import { startDynamoDb } from "../../support/start-dynamodb.ts";

/** The longest waits of the SDK between attempts, in ms: 100, 200, 400 … */
const BACK_OFF = (attempts: number) => 100 * (2 ** (attempts - 1) - 1);

const limits = z.object({ connectionTimeout: z.number(), requestTimeout: z.number() });

test("a hanging call times out before its task does", async () => {
  await using db = await startDynamoDb();
  await db.client.send(
    new GetCommand({ TableName: db.tables.winners, Key: { employee_id: "E1" }, ConsistentRead: true }),
  );
  const attempts = await db.client.config.maxAttempts();
  const { requestHandler } = db.client.config;
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

test("the client accepts undefined values", async () => {
  await using db = await startDynamoDb();
  await db.putRecord({ ledger: "x", entry: "y", absent: undefined, present: 1 });
  const read = await db.client.send(
    new GetCommand({ TableName: db.tables.draws, Key: { ledger: "x", entry: "y" }, ConsistentRead: true }),
  );
  expect(read.Item).toEqual({ ledger: "x", entry: "y", present: 1 });
});
