/** The type of a key attribute: string or number, as DynamoDB calls it. */
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
  /** The environment variable with the table's name. */
  variable: "EMPLOYEE_TABLE" | "WINNERS_TABLE" | "DRAWS_TABLE";
  /** The default name. */
  name: string;
  partitionKey: Key;
  sortKey?: Key;
  /** Every index projects all attributes. */
  indexes: readonly IndexDefinition[];
  /** The attribute with the epoch second after which DynamoDB may delete the item. */
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

/** All tables. The local stack and the deployment both create them from this list. */
export const tableDefinitions: readonly TableDefinition[] = [employeeTable, winnersTable, drawsTable];
