import { drawsTable, employeeTable, winnersTable } from "../../data/tables.ts";
import type { CountedRequest } from "../dynamodb/count-requests.ts";

/** The purpose of a request, and the guarantee that it serves: only the draw, like the predecessor, or something new. */
interface Purpose {
  purpose: string;
  serves:
    | "the draw"
    | "no double wins"
    | "one decision"
    | "one announcement"
    | "verification"
    | "the pool"
    | "other";
  /** The operation, the table, and texts in the body, by which a request is recognized. */
  operation: string;
  table: string;
  has: readonly string[];
}

const { name: EMPLOYEES } = employeeTable;
const { name: WINNERS } = winnersTable;
const { name: DRAWS } = drawsTable;

/** The first match counts. */
const purposes: readonly Purpose[] = [
  {
    purpose: "read the employees, a page at a time",
    serves: "the draw",
    operation: "Scan",
    table: EMPLOYEES,
    has: ["employee_name"],
  },
  { purpose: "count the entrants", serves: "the pool", operation: "Scan", table: EMPLOYEES, has: [] },
  { purpose: "read who has won", serves: "the pool", operation: "Scan", table: WINNERS, has: [] },
  {
    purpose: "look up the employee at a position",
    serves: "the draw",
    operation: "Query",
    table: EMPLOYEES,
    has: [],
  },
  {
    purpose: "read claims, 100 at a time",
    serves: "the draw",
    operation: "BatchGetItem",
    table: WINNERS,
    has: [],
  },
  { purpose: "finalize a win", serves: "the draw", operation: "PutItem", table: WINNERS, has: ["won_at"] },
  {
    purpose: "claim a winner",
    serves: "no double wins",
    operation: "PutItem",
    table: WINNERS,
    has: ["claim_round"],
  },
  {
    purpose: "look for pending draws",
    serves: "one decision",
    operation: "Query",
    table: DRAWS,
    has: ["pending"],
  },
  {
    purpose: "list the draws after the newest link",
    serves: "verification",
    operation: "Query",
    table: DRAWS,
    has: ["entry > :bound"],
  },
  {
    purpose: "find the newest record, without a counter",
    serves: "one decision",
    operation: "Query",
    table: DRAWS,
    has: ["entry"],
  },
  {
    purpose: "create the counter",
    serves: "one decision",
    operation: "PutItem",
    table: DRAWS,
    has: ['"S":"numbers"'],
  },
  {
    purpose: "read the counter",
    serves: "one decision",
    operation: "GetItem",
    table: DRAWS,
    has: ['"S":"numbers"'],
  },
  {
    purpose: "reserve the next number",
    serves: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"S":"numbers"', "#last + :one"],
  },
  {
    purpose: "end the reservation",
    serves: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"S":"numbers"', "REMOVE"],
  },
  {
    purpose: "look up the number",
    serves: "one decision",
    operation: "GetItem",
    table: DRAWS,
    has: ['"S":"draw-ids"'],
  },
  {
    purpose: "store the request",
    serves: "one decision",
    operation: "PutItem",
    table: DRAWS,
    has: ['"S":"draw-ids"'],
  },
  {
    purpose: "store the number",
    serves: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"S":"draw-ids"'],
  },
  {
    purpose: "open the record",
    serves: "one decision",
    operation: "PutItem",
    table: DRAWS,
    has: ['"S":"draws"'],
  },
  {
    purpose: "read the record",
    serves: "one decision",
    operation: "GetItem",
    table: DRAWS,
    has: ['"S":"draws"'],
  },
  {
    purpose: "read the newest link",
    serves: "verification",
    operation: "GetItem",
    table: DRAWS,
    has: ['"S":"history"'],
  },
  {
    purpose: "store the newest link",
    serves: "verification",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"S":"history"'],
  },
  {
    purpose: "write the sealed roster",
    serves: "verification",
    operation: "PutItem",
    table: DRAWS,
    has: ["roster#"],
  },
  {
    purpose: "read a page of the sealed roster",
    serves: "verification",
    operation: "GetItem",
    table: DRAWS,
    has: ["roster#"],
  },
  {
    purpose: "store a seal",
    serves: "verification",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"seals"'],
  },
  {
    purpose: "store the seed",
    serves: "verification",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"signature"'],
  },
  {
    purpose: "write the visit log",
    serves: "verification",
    operation: "PutItem",
    table: DRAWS,
    has: ["visits#"],
  },
  {
    purpose: "read the visit log for the receipt",
    serves: "verification",
    operation: "GetItem",
    table: DRAWS,
    has: ["visits#"],
  },
  {
    purpose: "store that all claims are final",
    serves: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"claims_final"'],
  },
  {
    purpose: "store the candidates",
    serves: "no double wins",
    operation: "UpdateItem",
    table: DRAWS,
    has: ["candidates"],
  },
  { purpose: "decide", serves: "one decision", operation: "UpdateItem", table: DRAWS, has: ['"drawn_at"'] },
  {
    purpose: "store that the draw is mailed",
    serves: "one announcement",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"mailed_at"'],
  },
  {
    purpose: "reserve the announcement",
    serves: "one announcement",
    operation: "UpdateItem",
    table: DRAWS,
    has: ["announcement_attempts"],
  },
  {
    purpose: "store that the draw is announced",
    serves: "one announcement",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"announced_at"'],
  },
  {
    purpose: "remove from the pending index",
    serves: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ["REMOVE pending"],
  },
];

/** Returns the purpose of a request. An unknown request is named after its operation and table. */
export function purposeOf({
  operation,
  table,
  body,
}: Pick<CountedRequest, "operation" | "table" | "body">): Pick<Purpose, "purpose" | "serves"> {
  const text = JSON.stringify(body);
  return (
    purposes.find(
      (each) =>
        each.operation === operation && each.table === table && each.has.every((part) => text.includes(part)),
    ) ?? { purpose: `${operation} in ${table}`, serves: "other" }
  );
}
