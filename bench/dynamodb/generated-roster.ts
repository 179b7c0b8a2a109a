import { z } from "zod";
import { employeeTable, winnersTable } from "../../data/tables.ts";
import { type Item, itemSize } from "../../infra/local/services/dynamodb/item-size.ts";
import type { ProxiedRequest, ProxyResponse } from "./proxy.ts";

/** Bytes of one page of a scan, and of one read unit of an eventually consistent read. */
const PAGE_BYTES = 2 ** 20;
const UNIT_BYTES = 2 * 4_096;

const CONSISTENT_UNIT_BYTES = 4_096;

/** The fraction of the golden ratio. Any number of its multiples is evenly distributed. */
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
const scanOfWinners = z.object({ ExclusiveStartKey: z.object({ generated: number.optional() }).optional() });
const scanned = z.looseObject({
  Items: z.array(z.unknown()).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});
const get = z.object({ Key: key });
const got = z.object({ Item: z.unknown().optional() });

function formatId(serial: number): string {
  return `E${String(serial).padStart(7, "0")}`;
}

/** The department of the few people who can win a draw with rules. */
export const RARE_DEPARTMENT = "Rare department";

/** Formats the employee with this serial as a DynamoDB item. */
function formatEmployee(serial: number, department?: string): Item {
  return {
    ...(department !== undefined && { department: { S: department } }),
    employee_id: { S: formatId(serial) },
    employee_name: { S: `张伟 Zhang Wei ${serial}` },
    employee_entry_date: { S: "20200101" },
    lottery_serial: { N: String(serial) },
  };
}

const createResponse = (body: unknown): ProxyResponse => ({ status: 200, body: JSON.stringify(body) });

const conditionFailed: ProxyResponse = {
  status: 400,
  body: JSON.stringify({
    __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
    message: "The conditional request failed",
  }),
};

/**
 * Creates a roster of any size, of whom any share won before the ledger existed. Items are generated on request, so this
 * takes no time. The read units are those of DynamoDB.
 */
export function createGeneratedRoster() {
  let size = 0;
  let former = 0;
  let rare = 0;

  /** Departments exist only if a few people are in one of them. These are evenly distributed. */
  const createEmployee = (serial: number): Item => {
    if (rare === 0) return formatEmployee(serial);
    const isRare = Math.floor((serial * rare) / size) > Math.floor(((serial - 1) * rare) / size);
    return formatEmployee(serial, isRare ? RARE_DEPARTMENT : "Operations");
  };

  const hasWon = (employeeId: string) => {
    const serial = Number(employeeId.slice(1));
    return serial <= size && (serial * SPREAD) % 1 < former;
  };

  const respondToQuery = (body: unknown) => {
    const { N } = query.parse(body).ExpressionAttributeValues[":serial"];
    const items = N <= size ? [createEmployee(N)] : [];
    return {
      response: createResponse({ Count: items.length, ScannedCount: items.length, Items: items }),
      units: 0.5,
    };
  };

  const respondToScan = ({ ExclusiveStartKey: start, Segment, TotalSegments }: z.output<typeof scan>) => {
    const startOf = (segment: number) => Math.floor((size * segment) / TotalSegments);
    const from = start?.lottery_serial.N ?? startOf(Segment);
    const to = startOf(Segment + 1);
    const items: Item[] = [];
    let bytes = 0;
    for (let serial = from + 1; serial <= to && bytes < PAGE_BYTES; serial++) {
      const item = createEmployee(serial);
      bytes += itemSize(item);
      items.push(item);
    }
    const last = from + items.length < to ? items.at(-1) : undefined;
    return {
      response: createResponse({
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

  /** Returns a page of past winners after the serial `from`. */
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
          ? { employee_id: { S: formatId(serial - 1) }, generated: { N: String(serial - 1) } }
          : undefined,
    };
  };

  /** Responds with all pages of the real table, then with the pages of past winners. */
  const scanWinners = async ({ body, forward }: ProxiedRequest) => {
    const start = scanOfWinners.parse(body).ExclusiveStartKey?.generated?.N;
    const { Items, LastEvaluatedKey, ...more } =
      start === undefined ? scanned.parse(JSON.parse((await forward(body)).body)) : { Items: [] };
    if (LastEvaluatedKey) return { response: createResponse({ ...more, Items, LastEvaluatedKey }) };
    const former = scanFormer(start ?? 0);
    const items = [...Items, ...former.items];
    return {
      response: createResponse({
        Items: items,
        Count: items.length,
        ScannedCount: items.length,
        LastEvaluatedKey: former.last,
      }),
      units: former.units,
    };
  };

  /** Adds the past winners to the responses of the winners' table. */
  const addFormer = async ({
    operation,
    body,
    forward,
  }: ProxiedRequest): Promise<ProxyResponse | undefined> => {
    const batch = batchGet.safeParse(body).data?.RequestItems[winnersTable.name];
    if (operation === "BatchGetItem" && batch) {
      const { Responses, ...more } = batchGot.parse(JSON.parse((await forward(body)).body));
      const found = Responses[winnersTable.name] ?? [];
      const there = new Set(found.map(({ employee_id }) => employee_id.S));
      const others = batch.Keys.filter(({ employee_id: { S } }) => hasWon(S) && !there.has(S));
      return createResponse({ ...more, Responses: { [winnersTable.name]: [...found, ...others] } });
    }
    if (body["TableName"] !== winnersTable.name) return undefined;
    if (operation === "PutItem")
      return hasWon(put.parse(body).Item.employee_id.S) ? conditionFailed : undefined;
    // Claims and wins of others: a draw changes only its own people.
    if (operation === "UpdateItem" || operation === "DeleteItem")
      return hasWon(get.parse(body).Key.employee_id.S) ? conditionFailed : undefined;
    if (operation === "GetItem") {
      const { Key } = get.parse(body);
      if (!hasWon(Key.employee_id.S)) return undefined;
      const response = await forward(body);
      return got.parse(JSON.parse(response.body)).Item ? response : createResponse({ Item: Key });
    }
    throw new Error(`${operation} of the winners' table is not supported.`);
  };

  return {
    /** Sets the number of people, the share of past winners, and how many are in the rare department. */
    generate(people: number, share: number, inRareDepartment = 0) {
      size = people;
      former = share;
      rare = inRareDepartment;
    },

    /** Responds to requests about generated people, with the read units if DynamoDB was not involved. */
    async respond(request: ProxiedRequest): Promise<{ response: ProxyResponse; units?: number } | undefined> {
      const { operation, body } = request;
      if (body["TableName"] === employeeTable.name) {
        if (operation === "Query") return respondToQuery(body);
        const asScan = scan.safeParse(body).data;
        if (operation === "Scan" && asScan) return respondToScan(asScan);
        return undefined;
      }
      if (body["TableName"] === winnersTable.name && operation === "Scan") return scanWinners(request);
      const response = await addFormer(request);
      return response && { response };
    },
  };
}
