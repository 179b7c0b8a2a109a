import { request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Lottery } from "../support/open-lottery.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";

const { lottery } = await setUpLottery();

type Port = keyof Lottery["endpoints"];
interface Service {
  port: Port;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_BODY = { "content-type": "application/json" };
const aws = (target: string) => ({ "content-type": "application/x-amz-json-1.0", "x-amz-target": target });

/** Services that only programs on this machine use, each with a valid request. */
const programs: Record<string, Service> = {
  DynamoDB: {
    port: "dynamodb",
    path: "/",
    headers: {
      ...aws("DynamoDB_20120810.ListTables"),
      authorization: "AWS4-HMAC-SHA256 Credential=local/x, SignedHeaders=host, Signature=x",
      "x-amz-date": "20260101T000000Z",
    },
    body: "{}",
  },
  "Step Functions": {
    port: "stepFunctions",
    path: "/",
    headers: aws("AWSStepFunctions.ListStateMachines"),
    body: "{}",
  },
  SNS: { port: "sns", path: "/", headers: FORM, body: "Action=ListTopics&Version=2010-03-31" },
  "Slack's Web API": {
    port: "page",
    path: "/api/chat.postMessage",
    headers: { ...JSON_BODY, authorization: "Bearer xoxb-local" },
    body: JSON.stringify({ channel: "C0LOTTERY", text: "from a foreign page" }),
  },
  "the bot": { port: "page", path: "/slack/events", headers: FORM, body: "ssl_check=1" },
  "a response to a click": { port: "page", path: "/slack/response/none", headers: JSON_BODY, body: "{}" },
};

/** Pages that people open in a browser. */
const pages: Record<string, Service> = Object.fromEntries(
  [
    "/",
    "/mail",
    "/verify",
    "/page/page.js",
    "/playground/state?user=U0MEMBER",
    "/inspector/executions/none",
  ].map((path) => [path, { port: "page" as const, path }]),
);

/** Sends a request with any target and any headers, which `fetch` does not allow. */
async function send(
  { port, path, headers = {}, body }: Service,
  foreign: { target?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: string }> {
  const url = new URL(lottery.endpoints[port]);
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  request(
    {
      host: "127.0.0.1",
      port: url.port,
      method: body === undefined ? "GET" : "POST",
      path: foreign.target ?? path,
      headers: {
        host: url.host,
        ...(body !== undefined && { "content-length": Buffer.byteLength(body) }),
        ...headers,
        ...foreign.headers,
      },
    },
    (response) => {
      const read = async () => ({ status: response.statusCode ?? 0, body: await text(response) });
      read().then(resolve, reject);
    },
  )
    .on("error", reject)
    .end(body);
  return await promise;
}

test("requests of this machine are accepted", async () => {
  for (const service of [...Object.values(programs), ...Object.values(pages)]) {
    const { status, body } = await send(service);
    if (service.path.endsWith("/none")) expect(status).toBe(404);
    // The bot refuses unsigned requests.
    else expect(status, body).toBe(service.path === "/slack/events" ? 401 : 200);
  }
});

test.for([
  ["names another host", { headers: { host: "evil.example" } }],
  ["names another host at this port", { headers: { host: "evil.example:3000" } }],
  ["names a host whose name begins like this machine's", { headers: { host: "localhost.evil.example" } }],
  ["names this machine as the user of another host", { headers: { host: "localhost@evil.example" } }],
  ["names another host as the user of this machine", { headers: { host: "evil.example@localhost" } }],
] as const)("a request that %s is refused on every port and every path", async ([, foreign]) => {
  for (const [name, service] of [...Object.entries(programs), ...Object.entries(pages)])
    expect([name, (await send(service, foreign)).status]).toEqual([name, expect.toBeOneOf([400, 403])]);
});

test.for(["//localhost", "/\\localhost", "//localhost:8000", "http://localhost", "http://127.0.0.1:3000"])(
  "a target that begins with %s does not replace the host, on any port",
  async (prefix) => {
    for (const [name, service] of [...Object.entries(programs), ...Object.entries(pages)]) {
      const target = `${prefix}${service.path}`;
      const { status } = await send(service, { target, headers: { host: "evil.example" } });
      expect([name, status]).toEqual([name, expect.toBeOneOf([400, 403])]);
      expect([name, (await send(service, { target })).status]).toEqual([name, 400]);
    }
  },
);

test.for([
  ["another origin", { origin: "https://evil.example" }],
  ["an opaque origin", { origin: "null" }],
  ["the origin of a page on this machine", { origin: "http://localhost:3000" }],
  ["another site", { "sec-fetch-site": "cross-site" }],
] as const)("services for programs refuse pages: %s", async ([, headers]) => {
  const before = (await lottery.announcements()).length;
  for (const [name, service] of Object.entries(programs))
    expect([name, (await send(service, { headers })).status]).toEqual([name, 403]);
  expect(await lottery.announcements()).toHaveLength(before);
});
