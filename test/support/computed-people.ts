import { createServer, type Server } from "node:http";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { employeeTable, winnersTable } from "../../data/tables.ts";
import { createListener, startServer } from "../../infra/local/http/listen.ts";

/** The operations that read people. */
const LOOKS = /\.(Query|Scan|BatchGetItem)$/;
/** The approximate number of items in a page of 1 MB. */
const PAGE = 8_000;

const text = z.object({ S: z.string() });
const number = z.object({ N: z.coerce.number() });
const query = z.object({ ExpressionAttributeValues: z.object({ ":serial": number }) });
const scan = z.object({
  ExclusiveStartKey: z.object({ lottery_serial: number }).optional(),
  Segment: z.int().default(0),
  TotalSegments: z.int().default(1),
});
const item = z.looseObject({ employee_id: text });
const batchGet = z.object({
  RequestItems: z.object({ [winnersTable.name]: z.object({ Keys: z.array(item) }) }),
});
const batchGot = z.looseObject({ Responses: z.object({ [winnersTable.name]: z.array(item) }) });

/** The employee with this serial, in DynamoDB's JSON. */
function formatEmployee(serial: number) {
  return {
    employee_id: { S: `E${String(serial).padStart(7, "0")}` },
    employee_name: { S: `张伟 Zhang Wei ${serial}` },
    employee_entry_date: { S: "20200101" },
    lottery_serial: { N: String(serial) },
  };
}

/** Every second person won before the ledger existed. */
function isFormerWinner({ employee_id }: z.output<typeof item>): boolean {
  return Number(employee_id.S.slice(1)) % 2 === 1;
}

/**
 * A front of DynamoDB with this many people, half of whom have won. They are computed when they are read, so no time is
 * spent on storing them. Other requests are passed on to `url`, which `server` serves. Returns the address of the front.
 */
export async function serveComputedPeople(url: string, server: Server, size: number) {
  const respond = (c: Context, body: string) =>
    c.body(body, 200, { "content-type": "application/x-amz-json-1.0" });
  const formatPage = (Items: unknown[], LastEvaluatedKey?: unknown) => ({
    Count: Items.length,
    ScannedCount: Items.length,
    Items,
    LastEvaluatedKey,
  });

  /** The pages of a scan, always the same: the serial before each page and the last one that it may contain. */
  const pages = new Map<string, string>();
  const scanBetween = (from: number, to: number): string => {
    const known = pages.get(`${from} ${to}`);
    if (known) return known;
    const count = Math.min(PAGE, to - from);
    const items = Array.from({ length: count }, (_, i) => formatEmployee(from + i + 1));
    const page = JSON.stringify(formatPage(items, from + count < to ? items.at(-1) : undefined));
    pages.set(`${from} ${to}`, page);
    return page;
  };

  const app = new Hono();
  app.post("/", async (c) => {
    const operation = c.req.header("x-amz-target")?.split(".").at(-1);
    const asked = await c.req.text();
    const body: unknown = JSON.parse(asked);
    const passOn = () => fetch(url, { method: "POST", headers: c.req.header(), body: asked });

    const { TableName } = z.object({ TableName: z.string().optional() }).parse(body);
    if (TableName === employeeTable.name && operation === "Query") {
      const { N } = query.parse(body).ExpressionAttributeValues[":serial"];
      return respond(c, JSON.stringify(formatPage(N <= size ? [formatEmployee(N)] : [])));
    }
    if (TableName === employeeTable.name && operation === "Scan") {
      const { ExclusiveStartKey: start, Segment, TotalSegments } = scan.parse(body);
      const startOf = (segment: number) => Math.floor((size * segment) / TotalSegments);
      return respond(c, scanBetween(start?.lottery_serial.N ?? startOf(Segment), startOf(Segment + 1)));
    }
    const batch = batchGet.safeParse(body).data;
    if (!batch) return passOn();
    const former = (batch.RequestItems[winnersTable.name]?.Keys ?? []).filter(isFormerWinner);
    const { Responses, ...more } = batchGot.parse(await (await passOn()).json());
    const found = Responses[winnersTable.name] ?? [];
    return respond(c, JSON.stringify({ ...more, Responses: { [winnersTable.name]: [...found, ...former] } }));
  });
  const look = createListener(app);
  const front = createServer((incoming, outgoing) => {
    if (LOOKS.test(String(incoming.headers["x-amz-target"]))) return void look(incoming, outgoing);
    server.emit("request", incoming, outgoing);
  });
  const listening = await startServer(front, { port: 0, purpose: "the people", variable: "none" });
  return { ...listening, url: `http://localhost:${listening.port}` };
}
