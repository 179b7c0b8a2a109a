import { RemovalPolicy } from "aws-cdk-lib";
import { type Attribute, AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import {
  drawsTable,
  employeeTable,
  SERIAL_INDEX,
  type TableDefinition,
  UNSETTLED_INDEX,
  winnersTable,
} from "../../data/tables.ts";
import { nameTable, type Settings } from "./settings.ts";

const attributeTypes = { S: AttributeType.STRING, N: AttributeType.NUMBER };
const formatKey = ({ name, type }: TableDefinition["partitionKey"]): Attribute => ({
  name,
  type: attributeTypes[type],
});

/** What a function reads or writes: a table, or one of its indexes. */
export interface Store {
  arn: string;
}

export type Tables = ReturnType<typeof createTables>;

/** The product's tables, as `data/tables.ts` defines them. */
export function createTables(scope: Construct, settings: Settings) {
  const create = (definition: TableDefinition) => {
    const table = new Table(scope, definition.name.replace("Lottery-", ""), {
      tableName: nameTable(settings, definition),
      partitionKey: formatKey(definition.partitionKey),
      ...(definition.sortKey && { sortKey: formatKey(definition.sortKey) }),
      ...(definition.timeToLiveAttribute && { timeToLiveAttribute: definition.timeToLiveAttribute }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.keepData,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const { name: indexName, partitionKey, sortKey } of definition.indexes)
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: formatKey(partitionKey),
        ...(sortKey && { sortKey: formatKey(sortKey) }),
      });
    return table;
  };
  const indexOf = (table: Table, name: string): Store => ({ arn: `${table.tableArn}/index/${name}` });
  const employees = create(employeeTable);
  const winners = create(winnersTable);
  const draws = create(drawsTable);
  return {
    names: {
      EMPLOYEE_TABLE: employees.tableName,
      WINNERS_TABLE: winners.tableName,
      DRAWS_TABLE: draws.tableName,
    },
    serialIndex: indexOf(employees, SERIAL_INDEX),
    winners: { arn: winners.tableArn } satisfies Store,
    draws: { arn: draws.tableArn } satisfies Store,
    unsettledIndex: indexOf(draws, UNSETTLED_INDEX),
  };
}
