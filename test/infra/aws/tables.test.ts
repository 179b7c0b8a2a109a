import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TableDefinition, tableDefinitions } from "../../../data/tables.ts";
import { anyRegion, type Synthesis, synthesize } from "./synthesize.ts";

describe.each(anyRegion)("the template for %s", (_, region) => {
  let stack: Synthesis;
  beforeAll(async () => {
    stack = await synthesize({}, region);
  }, 60_000);

  describe.each(tableDefinitions.map((table) => [table.name, table] as const))(
    "the table %s",
    (name, table) => {
      const id = name.replace("Lottery-", "");

      const key = ({ partitionKey, sortKey }: Pick<TableDefinition, "partitionKey" | "sortKey">) => [
        { AttributeName: partitionKey.name, KeyType: "HASH" },
        ...(sortKey ? [{ AttributeName: sortKey.name, KeyType: "RANGE" }] : []),
      ];

      test("has the keys and indexes of the local stack, on-demand billing and point-in-time recovery", () => {
        const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => [
          partitionKey,
          ...(sortKey ? [sortKey] : []),
        ]);
        const types = new Map(keys.map((attribute) => [attribute.name, attribute.type]));
        const { AttributeDefinitions, ...rest } = stack.named(id)[1].Properties;
        expect(new Set(z.array(z.unknown()).parse(AttributeDefinitions))).toEqual(
          new Set([...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }))),
        );
        expect(rest).toEqual({
          TableName: name,
          KeySchema: key(table),
          ...(table.indexes.length > 0 && {
            GlobalSecondaryIndexes: table.indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: key(index),
              Projection: { ProjectionType: "ALL" },
            })),
          }),
          ...(table.timeToLiveAttribute && {
            TimeToLiveSpecification: { AttributeName: table.timeToLiveAttribute, Enabled: true },
          }),
          BillingMode: "PAY_PER_REQUEST",
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
        });
      });

      test("is retained when the stack is deleted", () => {
        expect(stack.named(id)[1].DeletionPolicy).toBe("Retain");
      });
    },
  );

  test("only resources with a fixed name are retained, so that the next deployment can import them", () => {
    const retained = Object.values(stack.resources).filter(
      ({ DeletionPolicy }) => DeletionPolicy === "Retain",
    );
    expect(retained.map(({ Properties }) => Properties["TableName"]).sort()).toEqual(
      tableDefinitions.map(({ name }) => name).sort(),
    );
  });

  test("only claims expire", () => {
    const expiring = stack
      .ofType("AWS::DynamoDB::Table")
      .filter(([, { Properties }]) => Properties["TimeToLiveSpecification"]);
    expect(
      expiring.map(([, { Properties }]) => [Properties["TableName"], Properties["TimeToLiveSpecification"]]),
    ).toEqual([["Lottery-Winners", { AttributeName: "claim_expires_at", Enabled: true }]]);
  });
});
