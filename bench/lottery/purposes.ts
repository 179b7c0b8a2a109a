import { drawsTable, employeeTable, winnersTable } from "../../data/tables.ts";
import type { CountedRequest } from "../dynamodb/count-requests.ts";

/** What a request is for, and what it buys: the bare draw, as the predecessor made it, or what that one had not. */
interface Purpose {
  purpose: string;
  buys: "the draw" | "nobody twice" | "one decision" | "told once" | "a proof" | "its size" | "else";
  /** How it is known. */
  operation: string;
  table: string;
  /** Texts that its body has. */
  has: readonly string[];
}

const { name: EMPLOYEES } = employeeTable;
const { name: WINNERS } = winnersTable;
const { name: DRAWS } = drawsTable;

/** The first that fits. */
const purposes: readonly Purpose[] = [
  {
    purpose: "survey the roster",
    buys: "its size",
    operation: "Scan",
    table: EMPLOYEES,
    has: ['"ProjectionExpression":"lottery_serial, employee_id, left_at"'],
  },
  {
    purpose: "read the whole roster, a page at a time",
    buys: "the draw",
    operation: "Scan",
    table: EMPLOYEES,
    has: [],
  },
  { purpose: "read who cannot win", buys: "its size", operation: "Scan", table: WINNERS, has: [] },
  { purpose: "see who stands at a place", buys: "the draw", operation: "Query", table: EMPLOYEES, has: [] },
  {
    purpose: "see who has won, 100 at a time",
    buys: "the draw",
    operation: "BatchGetItem",
    table: WINNERS,
    has: [],
  },
  { purpose: "make a win final", buys: "the draw", operation: "PutItem", table: WINNERS, has: ["won_at"] },
  {
    purpose: "hold a winner",
    buys: "nobody twice",
    operation: "PutItem",
    table: WINNERS,
    has: ["claim_round"],
  },
  {
    purpose: "look for draws left behind",
    buys: "one decision",
    operation: "Query",
    table: DRAWS,
    has: ["pending"],
  },
  {
    purpose: "find the newest record, where there is no counter",
    buys: "one decision",
    operation: "Query",
    table: DRAWS,
    has: ["entry"],
  },
  {
    purpose: "create the counter",
    buys: "one decision",
    operation: "PutItem",
    table: DRAWS,
    has: ['"S":"numbers"'],
  },
  {
    purpose: "read the counter",
    buys: "one decision",
    operation: "GetItem",
    table: DRAWS,
    has: ['"S":"numbers"'],
  },
  {
    purpose: "reserve the next number",
    buys: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"S":"numbers"', "#last + :one"],
  },
  {
    purpose: "end the reservation",
    buys: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"S":"numbers"', "REMOVE"],
  },
  {
    purpose: "look up the number",
    buys: "one decision",
    operation: "GetItem",
    table: DRAWS,
    has: ['"S":"draw-ids"'],
  },
  {
    purpose: "store what is asked",
    buys: "one decision",
    operation: "PutItem",
    table: DRAWS,
    has: ['"S":"draw-ids"'],
  },
  {
    purpose: "store the number",
    buys: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"S":"draw-ids"'],
  },
  {
    purpose: "open the record",
    buys: "one decision",
    operation: "PutItem",
    table: DRAWS,
    has: ['"S":"draws"'],
  },
  {
    purpose: "read the record",
    buys: "one decision",
    operation: "GetItem",
    table: DRAWS,
    has: ['"S":"draws"'],
  },
  { purpose: "write down the walk", buys: "a proof", operation: "PutItem", table: DRAWS, has: ["walk#"] },
  {
    purpose: "read the walk for the receipt",
    buys: "a proof",
    operation: "GetItem",
    table: DRAWS,
    has: ["walk#"],
  },
  {
    purpose: "note whom it will hold",
    buys: "nobody twice",
    operation: "UpdateItem",
    table: DRAWS,
    has: ["candidates"],
  },
  { purpose: "decide", buys: "one decision", operation: "UpdateItem", table: DRAWS, has: ['"drawn_at"'] },
  {
    purpose: "note that all is final",
    buys: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"claims_final"'],
  },
  {
    purpose: "note that it is mailed",
    buys: "told once",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"mailed_at"'],
  },
  {
    purpose: "begin to announce",
    buys: "told once",
    operation: "UpdateItem",
    table: DRAWS,
    has: ["announcement_attempts"],
  },
  {
    purpose: "note that it is announced",
    buys: "told once",
    operation: "UpdateItem",
    table: DRAWS,
    has: ['"announced_at"'],
  },
  {
    purpose: "settle",
    buys: "one decision",
    operation: "UpdateItem",
    table: DRAWS,
    has: ["REMOVE pending"],
  },
];

/** What a request of a draw is for; what nothing is known of is named by operation and table. */
export function purposeOf({
  operation,
  table,
  body,
}: Pick<CountedRequest, "operation" | "table" | "body">): Pick<Purpose, "purpose" | "buys"> {
  const text = JSON.stringify(body);
  return (
    purposes.find(
      (each) =>
        each.operation === operation && each.table === table && each.has.every((part) => text.includes(part)),
    ) ?? { purpose: `${operation} in ${table}`, buys: "else" }
  );
}
