import { readFile } from "node:fs/promises";
import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { z } from "zod";
import { hasLeft } from "../../data/people/employee.ts";
import { startDynamoDb } from "../support/start-dynamodb.ts";

/** The format of `aws dynamodb batch-write-item --request-items file://…`, for the roster table only. */
const requestItems = z.strictObject({
  "Lottery-Employee": z
    .array(
      z.strictObject({
        PutRequest: z.strictObject({
          Item: z.strictObject({
            employee_id: z.strictObject({ S: z.string().min(1) }),
            employee_name: z.strictObject({ S: z.string().min(1) }),
            employee_entry_date: z.strictObject({ S: z.string().regex(/^\d{8}$/) }),
            lottery_serial: z.strictObject({ N: z.string().regex(/^[1-9]\d*$/) }),
            email: z.strictObject({ S: z.string().endsWith("@example.com") }).exactOptional(),
            department: z.strictObject({ S: z.string() }).exactOptional(),
            slack_user_id: z.strictObject({ S: z.string().regex(/^U[A-Z0-9]+$/) }).exactOptional(),
          }),
        }),
      }),
    )
    .max(25),
});

async function readFileItems() {
  const text = await readFile(new URL("../../data/request-items.json", import.meta.url), "utf8");
  return requestItems.parse(JSON.parse(text));
}

test("the sample roster has exactly the format of batch-write-item", async () => {
  expect((await readFileItems())["Lottery-Employee"]).toHaveLength(10);
});

test("all ten people of the sample roster can win after batch-write-item alone", async () => {
  await using db = await startDynamoDb();
  const { "Lottery-Employee": requests } = await readFileItems();
  await db.client.send(new BatchWriteItemCommand({ RequestItems: { [db.tables.employees]: requests } }));
  await db.catchUp();
  const today = new Date("2026-01-01");
  const { rosterSize: size, eligible } = await db.roster.survey(new Map(), (person) =>
    hasLeft(person, today) ? "left" : "free",
  );
  expect({ size, eligible }).toEqual({ size: 10, eligible: 10 });
  const serials = Array.from({ length: size }, (_, i) => i + 1);
  const people = await db.roster.openReader(size)(serials);
  const present = people.filter((person) => person && !hasLeft(person, today));
  expect(new Set(present.map((person) => person?.employee_id)).size).toBe(10);
  expect(present.some((person) => /\p{Script=Han}/u.test(person?.employee_name ?? ""))).toBe(true);
});
