/** The type of a key attribute, in DynamoDB's own letters. */
type KeyType = "S" | "N";

interface Key {
  name: string;
  type: KeyType;
}

interface IndexDefinition {
  name: string;
  partitionKey: Key;
  sortKey?: Key;
}

export interface TableDefinition {
  /** The variable of the environment that carries the table's real name. */
  variable: "EMPLOYEE_TABLE" | "WINNERS_TABLE" | "DRAWS_TABLE";
  /** The name where nothing else is said. */
  name: string;
  partitionKey: Key;
  sortKey?: Key;
  /** Every index carries all attributes. */
  indexes: readonly IndexDefinition[];
  /** Holds the second (epoch) after which DynamoDB may delete the item. */
  timeToLiveAttribute?: string;
}

export const SERIAL_INDEX = "lottery_serial-index";
export const PENDING_INDEX = "pending-index";

export const employeeTable: TableDefinition = {
  variable: "EMPLOYEE_TABLE",
  name: "Lottery-Employee",
  partitionKey: { name: "employee_id", type: "S" },
  indexes: [{ name: SERIAL_INDEX, partitionKey: { name: "lottery_serial", type: "N" } }],
};

export const winnersTable: TableDefinition = {
  variable: "WINNERS_TABLE",
  name: "Lottery-Winners",
  partitionKey: { name: "employee_id", type: "S" },
  indexes: [],
  timeToLiveAttribute: "claim_expires_at",
};

export const drawsTable: TableDefinition = {
  variable: "DRAWS_TABLE",
  name: "Lottery-Draws",
  partitionKey: { name: "ledger", type: "S" },
  sortKey: { name: "entry", type: "S" },
  indexes: [
    {
      name: PENDING_INDEX,
      partitionKey: { name: "pending", type: "S" },
      sortKey: { name: "entry", type: "S" },
    },
  ],
};

/** All tables of the product: the local stack and the deployment are both made from this list. */
export const tableDefinitions: readonly TableDefinition[] = [employeeTable, winnersTable, drawsTable];
