import { RemovalPolicy } from "aws-cdk-lib";
import { type Attribute, AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";
import { nameTable, type Settings } from "./settings.ts";

const attributeTypes = { S: AttributeType.STRING, N: AttributeType.NUMBER };

function formatKeys({ partitionKey, sortKey }: Pick<TableDefinition, "partitionKey" | "sortKey">) {
  const format = ({ name, type }: TableDefinition["partitionKey"]): Attribute => ({
    name,
    type: attributeTypes[type],
  });
  return { partitionKey: format(partitionKey), ...(sortKey && { sortKey: format(sortKey) }) };
}

function createTable(scope: Construct, definition: TableDefinition, settings: Settings): Table {
  const { name, indexes, timeToLiveAttribute } = definition;
  const table = new Table(scope, name.replace("Lottery-", ""), {
    tableName: nameTable(settings, definition),
    ...formatKeys(definition),
    ...(timeToLiveAttribute && { timeToLiveAttribute }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: settings.keepData,
    removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const index of indexes) table.addGlobalSecondaryIndex({ indexName: index.name, ...formatKeys(index) });
  return table;
}

export type Tables = ReturnType<typeof createTables>;

/** Creates every table of `data/tables.ts`. */
export function createTables(scope: Construct, settings: Settings) {
  const tables = new Map(
    tableDefinitions.map((definition) => [definition, createTable(scope, definition, settings)]),
  );
  function find(definition: TableDefinition): Table {
    const table = tables.get(definition);
    if (!table) throw new Error(`${definition.name} is not in tableDefinitions.`);
    return table;
  }
  return {
    /** The environment variables that name these tables. */
    variablesOf(...definitions: TableDefinition[]): Record<string, string> {
      return Object.fromEntries(
        definitions.map((definition) => [definition.variable, find(definition).tableName]),
      );
    },
    /** The ARN of a table, or of one of its indexes. */
    arnOf(definition: TableDefinition, index?: string): string {
      const { tableArn } = find(definition);
      return index === undefined ? tableArn : `${tableArn}/index/${index}`;
    },
  };
}
