import { z } from "zod";

/** An attribute's value in DynamoDB's JSON: `{ "S": "text" }`. */
export type Value =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: boolean }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { L: Value[] }
  | { M: Record<string, Value> };

const text = z.string();

const value: z.ZodType<Value> = z.union([
  z.object({ S: text }),
  z.object({ N: text }),
  z.object({ B: text }),
  z.object({ BOOL: z.boolean() }),
  z.object({ NULL: z.boolean() }),
  z.object({ SS: z.array(text) }),
  z.object({ NS: z.array(text) }),
  z.object({ BS: z.array(text) }),
  z.object({
    get L() {
      return z.array(value);
    },
  }),
  z.object({
    get M() {
      return z.record(text, value);
    },
  }),
]);

/** An item in requests and responses. */
export const item = z.record(z.string(), value);

export type Item = z.output<typeof item>;

/** The overhead of each element of a list or map, and of the list or map itself. */
const ELEMENT_BYTES = 1;
const DOCUMENT_BYTES = 3;

const bytesOf = (text: string) => Buffer.byteLength(text);
const numberBytes = (number: string) => Math.ceil(number.replace(/^-|\./g, "").length / 2) + 1;
const binaryBytes = (base64: string) => Buffer.from(base64, "base64").length;
const sum = <Each>(all: readonly Each[], size: (each: Each) => number) =>
  all.reduce((total, each) => total + size(each), 0);

function valueSize(value: Value): number {
  if ("S" in value) return bytesOf(value.S);
  if ("N" in value) return numberBytes(value.N);
  if ("B" in value) return binaryBytes(value.B);
  if ("SS" in value) return sum(value.SS, bytesOf);
  if ("NS" in value) return sum(value.NS, numberBytes);
  if ("BS" in value) return sum(value.BS, binaryBytes);
  if ("L" in value) return DOCUMENT_BYTES + sum(value.L, (each) => valueSize(each) + ELEMENT_BYTES);
  if ("M" in value) return DOCUMENT_BYTES + itemSize(value.M) + ELEMENT_BYTES * Object.keys(value.M).length;
  return 1;
}

/**
 * Returns the size of an item in bytes, as DynamoDB counts them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  return sum(Object.entries(item), ([name, value]) => bytesOf(name) + valueSize(value));
}
