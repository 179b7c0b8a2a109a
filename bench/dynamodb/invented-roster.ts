import { z } from "zod";
import { employeeTable, winnersTable } from "../../data/tables.ts";
import { type Item, itemSize } from "../../infra/local/services/dynamodb/item-size.ts";
import type { Answer, Asked } from "./front.ts";

/** What DynamoDB reads for one page of a scan, in bytes, and for one unit where it may be a moment old. */
const PAGE_BYTES = 2 ** 20;
const UNIT_BYTES = 2 * 4_096;

const CONSISTENT_UNIT_BYTES = 4_096;

/** The golden ratio's fraction: its multiples are spread evenly, however many are taken. */
const SPREAD = (Math.sqrt(5) - 1) / 2;

const text = z.object({ S: z.string() });
const number = z.object({ N: z.coerce.number() });
const key = z.looseObject({ employee_id: text });
const query = z.object({ ExpressionAttributeValues: z.object({ ":serial": number }) });
const scan = z.object({
  IndexName: z.string(),
  ExclusiveStartKey: z.object({ lottery_serial: number }).optional(),
  Segment: z.int().default(0),
  TotalSegments: z.int().default(1),
});
const batchGet = z.object({
  RequestItems: z.object({ [winnersTable.name]: z.object({ Keys: z.array(key) }) }),
});
const batchGot = z.looseObject({ Responses: z.object({ [winnersTable.name]: z.array(key) }) });
const put = z.object({ Item: key });
const scanOfWinners = z.object({ ExclusiveStartKey: z.object({ invented: number.optional() }).optional() });
const scanned = z.looseObject({
  Items: z.array(z.unknown()).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});
const get = z.object({ Key: key });
const got = z.object({ Item: z.unknown().optional() });

function formatId(serial: number): string {
  return `E${String(serial).padStart(7, "0")}`;
}

/** The employee with this serial, as DynamoDB writes items. */
function formatEmployee(serial: number): Item {
  return {
    employee_id: { S: formatId(serial) },
    employee_name: { S: `张伟 Zhang Wei ${serial}` },
    employee_entry_date: { S: "20200101" },
    lottery_serial: { N: String(serial) },
  };
}

const answerWith = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });

const conditionFailed: Answer = {
  status: 400,
  body: JSON.stringify({
    __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
    message: "The conditional request failed",
  }),
};

/**
 * A roster of any size, of whom any share has won before there was a ledger: made up where they are asked for, so they
 * are there at once. The units are those that DynamoDB would take.
 */
export function createInventedRoster() {
  let size = 0;
  let former = 0;

  const hasWon = (employeeId: string) => {
    const serial = Number(employeeId.slice(1));
    return serial <= size && (serial * SPREAD) % 1 < former;
  };

  const answerQuery = (body: unknown) => {
    const { N } = query.parse(body).ExpressionAttributeValues[":serial"];
    const items = N <= size ? [formatEmployee(N)] : [];
    return {
      answer: answerWith({ Count: items.length, ScannedCount: items.length, Items: items }),
      units: 0.5,
    };
  };

  const answerScan = ({ ExclusiveStartKey: start, Segment, TotalSegments }: z.output<typeof scan>) => {
    const startOf = (segment: number) => Math.floor((size * segment) / TotalSegments);
    const from = start?.lottery_serial.N ?? startOf(Segment);
    const to = startOf(Segment + 1);
    const items: Item[] = [];
    let bytes = 0;
    for (let serial = from + 1; serial <= to && bytes < PAGE_BYTES; serial++) {
      const item = formatEmployee(serial);
      bytes += itemSize(item);
      items.push(item);
    }
    const last = from + items.length < to ? items.at(-1) : undefined;
    return {
      answer: answerWith({
        Count: items.length,
        ScannedCount: items.length,
        Items: items,
        LastEvaluatedKey: last && {
          employee_id: last["employee_id"],
          lottery_serial: last["lottery_serial"],
        },
      }),
      units: Math.ceil((2 * bytes) / UNIT_BYTES) / 2,
    };
  };

  /** A page of those who have won before, after the person with the serial `from`. */
  const scanFormer = (from: number) => {
    const items: Item[] = [];
    let bytes = 0;
    let serial = from + 1;
    for (; serial <= size && bytes < PAGE_BYTES; serial++) {
      if (!hasWon(formatId(serial))) continue;
      const former: Item = { employee_id: { S: formatId(serial) } };
      items.push(former);
      bytes += itemSize(former);
    }
    return {
      items,
      units: Math.ceil(bytes / CONSISTENT_UNIT_BYTES),
      last:
        serial <= size
          ? { employee_id: { S: formatId(serial - 1) }, invented: { N: String(serial - 1) } }
          : undefined,
    };
  };

  /** All pages of the winners' table itself, and after them those of the people who have won before. */
  const scanWinners = async ({ body, passOn }: Asked) => {
    const start = scanOfWinners.parse(body).ExclusiveStartKey?.invented?.N;
    const { Items, LastEvaluatedKey, ...more } =
      start === undefined ? scanned.parse(JSON.parse((await passOn(body)).body)) : { Items: [] };
    if (LastEvaluatedKey) return { answer: answerWith({ ...more, Items, LastEvaluatedKey }) };
    const former = scanFormer(start ?? 0);
    const items = [...Items, ...former.items];
    return {
      answer: answerWith({
        Items: items,
        Count: items.length,
        ScannedCount: items.length,
        LastEvaluatedKey: former.last,
      }),
      units: former.units,
    };
  };

  /** The winners' table: what it holds itself, and beside that those who have won before. */
  const addFormer = async ({ operation, body, passOn }: Asked): Promise<Answer | undefined> => {
    const batch = batchGet.safeParse(body).data?.RequestItems[winnersTable.name];
    if (operation === "BatchGetItem" && batch) {
      const { Responses, ...more } = batchGot.parse(JSON.parse((await passOn(body)).body));
      const found = Responses[winnersTable.name] ?? [];
      const there = new Set(found.map(({ employee_id }) => employee_id.S));
      const others = batch.Keys.filter(({ employee_id: { S } }) => hasWon(S) && !there.has(S));
      return answerWith({ ...more, Responses: { [winnersTable.name]: [...found, ...others] } });
    }
    if (body["TableName"] !== winnersTable.name) return undefined;
    if (operation === "PutItem")
      return hasWon(put.parse(body).Item.employee_id.S) ? conditionFailed : undefined;
    if (operation === "GetItem") {
      const { Key } = get.parse(body);
      if (!hasWon(Key.employee_id.S)) return undefined;
      const answer = await passOn(body);
      return got.parse(JSON.parse(answer.body)).Item ? answer : answerWith({ Item: Key });
    }
    throw new Error(`Nobody has invented ${operation} of the winners' table.`);
  };

  return {
    /** From now on there are so many people, and such a share of them has won. */
    invent(people: number, share: number) {
      size = people;
      former = share;
    },

    /** The answer where it is about invented people, with its read units where DynamoDB had no part in it. */
    async answer(asked: Asked): Promise<{ answer: Answer; units?: number } | undefined> {
      const { operation, body } = asked;
      if (body["TableName"] === employeeTable.name) {
        if (operation === "Query") return answerQuery(body);
        const asScan = scan.safeParse(body).data;
        if (operation === "Scan" && asScan) return answerScan(asScan);
        return undefined;
      }
      if (body["TableName"] === winnersTable.name && operation === "Scan") return scanWinners(asked);
      const answer = await addFormer(asked);
      return answer && { answer };
    },
  };
}
