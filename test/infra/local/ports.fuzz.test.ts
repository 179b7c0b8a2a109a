import { connect } from "node:net";
import { text as readText } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FUZZ_TIMEOUT, fuzz } from "../../support/fuzz.ts";
import { hostileJson, hostileJsonText, hostileText } from "../../support/hostile-values.ts";
import { type Lottery, openLottery } from "../../support/open-lottery.ts";
import { recordLog } from "../../support/record-log.ts";

/** ms within which every port responds or closes the connection. */
const PATIENCE = 10_000;

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
beforeAll(async () => {
  log = recordLog();
  lottery = await openLottery();
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});

/** Checks that the stack still works. */
async function expectAlive() {
  expect((await lottery.type("help")).text).toContain("/lottery draw");
  expect(await lottery.execute({ input: 1, exception: true })).toMatchObject({ error: "CustomError" });
}

/** Sends a request. A connection that the server closes counts as a response. */
async function send(url: string, init: RequestInit): Promise<number | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    // `fetch` refuses to send it, or the server does not read all of it.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const AWS_JSON = { "content-type": "application/x-amz-json-1.0" };
const OPERATIONS = {
  dynamodb:
    "GetItem PutItem UpdateItem DeleteItem Query Scan BatchGetItem BatchWriteItem DescribeTable".split(" "),
  stepFunctions: "StartExecution DescribeExecution GetExecutionHistory StopExecution ListExecutions".split(
    " ",
  ),
};
const PARAMETERS = [
  ..."TableName Key Item KeyConditionExpression ExpressionAttributeValues ExpressionAttributeNames".split(
    " ",
  ),
  ..."ConditionExpression UpdateExpression RequestItems ExclusiveStartKey Limit IndexName Select".split(" "),
  ..."stateMachineArn executionArn input name maxResults nextToken error cause Action TopicArn Message".split(
    " ",
  ),
  ..."MessageStructure Subject Protocol Endpoint Name channel text blocks ts user token view trigger_id".split(
    " ",
  ),
];

/** The parameters of an API with any values, or a value that is not an object. */
const parameters = fc.oneof(
  { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...PARAMETERS), hostileJson, { maxKeys: 5 }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom("Lottery-Draws", "Lottery-Winners", "Lottery-Employee"),
        fc.dictionary(fc.constantFrom(...PARAMETERS), hostileJson, { maxKeys: 4 }),
      )
      .map(([TableName, rest]) => ({ ...rest, TableName })),
  },
);

test(
  "AWS's APIs take any parameters, and continue",
  async () => {
    const { dynamodb, stepFunctions, sns } = lottery.endpoints;
    const requests = fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...OPERATIONS.dynamodb),
          fc.oneof(
            parameters.map((each) => JSON.stringify(each)),
            hostileJsonText,
          ),
        )
        .map(([operation, body]) => ({
          url: dynamodb,
          headers: { ...AWS_JSON, "x-amz-target": `DynamoDB_20120810.${operation}` },
          body,
        })),
      fc
        .tuple(
          fc.constantFrom(...OPERATIONS.stepFunctions),
          fc.oneof(
            parameters.map((each) => JSON.stringify(each)),
            hostileJsonText,
          ),
        )
        .map(([operation, body]) => ({
          url: stepFunctions,
          headers: { ...AWS_JSON, "x-amz-target": `AWSStepFunctions.${operation}` },
          body,
        })),
      fc
        .tuple(
          fc.constantFrom(
            "Publish",
            "Subscribe",
            "Unsubscribe",
            "CreateTopic",
            "ListTopics",
            "GetTopicAttributes",
          ),
          parameters,
        )
        .map(([Action, rest]) => ({
          url: sns,
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams([
            ["Action", Action],
            ...Object.entries(rest).map(([key, each]) => [key, String(JSON.stringify(each))]),
          ]).toString(),
        })),
    );
    await fc.assert(
      fc.asyncProperty(requests, async ({ url, headers, body }) => {
        const status = await send(url, { method: "POST", headers, body });
        expect(status).toBeLessThan(500);
      }),
      fuzz(81, 120),
    );
    await expectAlive();
  },
  FUZZ_TIMEOUT,
);

test(
  "the page and Slack's API survive any request",
  async () => {
    const { page } = lottery.endpoints;
    const paths = fc.oneof(
      fc.constantFrom(
        ..."/ /mail /verify /playground/state?user=U0MEMBER /playground/command /playground/action /playground/submission".split(
          " ",
        ),
        ..."/playground/closing /inspector/faults /inspector/executions/x /api/chat.postMessage /api/chat.update".split(
          " ",
        ),
        ..."/api/chat.postEphemeral /api/conversations.history /api/conversations.replies /api/views.open".split(
          " ",
        ),
        ..."/api/__proto__ /api/constructor /slack/events /slack/response/x /page/../../../package.json".split(
          " ",
        ),
        ..."/page/%2e%2e/%2e%2e/stack.ts /fonts/x/%00 /library/preact/..%2f..%2fx.mjs //evil.example/ /%ff /%".split(
          " ",
        ),
      ),
      hostileText.map((text) => `/${encodeURIComponent(text.toWellFormed())}`),
    );
    const bodies = fc.oneof(
      hostileJsonText,
      fc
        .tuple(
          fc.constantFrom("U0OPERATOR", "U0MEMBER", "__proto__"),
          fc.constantFrom("C0LOTTERY", "x"),
          hostileJson,
          hostileText,
        )
        .map(([user, channel, rest, text]) =>
          JSON.stringify({
            user,
            channel,
            text,
            ts: text,
            block_id: text,
            action_id: text,
            view_id: text,
            values: rest,
          }),
        ),
      fc.tuple(hostileJson, hostileText).map(([blocks, text]) =>
        JSON.stringify({
          token: "xoxb-local",
          channel: "C0LOTTERY",
          user: "U0MEMBER",
          ts: "1.2",
          text,
          blocks,
        }),
      ),
    );
    const types = fc.constantFrom("application/json", "application/x-www-form-urlencoded", "text/plain", "");
    await fc.assert(
      fc.asyncProperty(
        paths,
        fc.constantFrom("GET", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS"),
        bodies,
        types,
        async (path, method, body, type) => {
          const status = await send(page + path, {
            method,
            headers: { "content-type": type, authorization: "Bearer xoxb-local" },
            ...(method !== "GET" && { body }),
          });
          expect(status ?? 0).toBeLessThan(500);
        },
      ),
      fuzz(82, 120),
    );
    await expectAlive();
  },
  FUZZ_TIMEOUT,
);

const REQUEST = "POST / HTTP/1.1\r\nHost: localhost\r\n";

test(
  "a raw socket gets a response or is closed, with any content",
  async () => {
    const said = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom(
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost:\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: [\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
          "GET http://evil.example/mail HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET //evil.example/mail HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "GET mail HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost:1\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
          `${REQUEST}Content-Length: -1\r\n\r\n`,
          `${REQUEST}Content-Length: 99999999999\r\n\r\n`,
          `${REQUEST}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`,
          `${REQUEST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
          `${REQUEST}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`,
          `${REQUEST}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
          `${REQUEST}Expect: magic\r\nContent-Length: 2\r\n\r\n{}`,
          `${REQUEST}X: ${"x".repeat(20_000)}\r\n\r\n`,
          `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
          `${"GET /mail HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50)}`,
          "\u0016\u0003\u0001\u0002\u0000\u0001",
        )
        .map((text) => Buffer.from(text, "latin1")),
    );
    const ports = Object.values(lottery.endpoints).map((url) => Number(new URL(url).port));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ports), said, fc.boolean(), async (port, bytes, cutOff) => {
        const socket = connect(port, "127.0.0.1");
        // A reset counts as closing.
        socket.on("error", () => undefined);
        socket.write(bytes);
        if (cutOff) socket.destroy();
        else socket.end();
        const response = await readText(socket).catch(() => "");
        expect(response).not.toMatch(/^HTTP\/1\.1 5(?!01|05)/);
      }),
      fuzz(83, 100),
    );
    await expectAlive();
  },
  FUZZ_TIMEOUT,
);
