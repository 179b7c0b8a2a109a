import { once } from "node:events";
import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect } from "vitest";
import { z } from "zod";
import { isolateFromAws, setEnvironment } from "../../infra/local/settings/set-environment.ts";
import { readLocalSettings } from "../../infra/local/settings/settings.ts";
import { importHandler } from "../support/load-handlers.ts";
import { recordLog } from "../support/record-log.ts";
import { context, SIGNING_SECRET } from "../support/signed-request.ts";
import { startLottery } from "../support/start-lottery.ts";

/** Slack waits at most this long for a response. */
const MAX_RESPONSE_MS = 3_000;

const response = z.object({ statusCode: z.int().min(200).max(499), body: z.string() });

/** Starts a server that stores the JSON, or the form, of every request in `received`. */
async function serve(received: unknown[]) {
  const server = createServer(async (request, response) => {
    const body = await readText(request);
    // Everybody is a member of the workspace, and the bot of all channels.
    if (request.url?.endsWith(".info")) {
      const answer = '{"ok":true,"user":{},"channel":{"is_member":true}}';
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
      return;
    }
    const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
    received.push(isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body));
    response.writeHead(200, { "content-type": "application/json" }).end('{"executionArn":"a","startDate":1}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { close, url: `http://127.0.0.1:${address.port}` };
}

/** Opens the bot's deployed handler with tables that contain three draws, a Slack server and a Step Functions server. */
export async function openSlackHandler() {
  const log = recordLog();
  const lottery = await startLottery();
  await lottery.draw(2, { prize: "AirPods", requested_by: "U0OPERATOR" });
  await lottery.attempt(100);
  await lottery.draw(1);
  const posted: unknown[] = [];
  const started: unknown[] = [];
  const invoked: unknown[] = [];
  const slack = await serve(posted);
  const stepFunctions = await serve(started);
  const lambda = await serve(invoked);
  isolateFromAws();
  setEnvironment(
    {
      page: slack.url,
      dynamodb: lottery.connection.endpoint,
      stepFunctions: stepFunctions.url,
      sns: "http://127.0.0.1:9/",
      lambda: lambda.url,
    },
    readLocalSettings({ SLACK_SIGNING_SECRET: SIGNING_SECRET }),
    "T0LOTTERY",
  );
  const { employees, winners, draws } = lottery.tables;
  Object.assign(process.env, { EMPLOYEE_TABLE: employees, WINNERS_TABLE: winners, DRAWS_TABLE: draws });
  const handler = await importHandler("Slack");

  return {
    lottery,
    log,
    /** What the bot posted to Slack. */
    posted,
    /** The executions that the bot started. */
    started,
    /** The events for the callback. */
    invoked,
    slackUrl: slack.url,

    /** Returns the bot's response. Fails if it is late or a server error. */
    async send(event: APIGatewayProxyEventV2) {
      const begin = performance.now();
      const responded = response.parse(await handler(event, context));
      expect(performance.now() - begin).toBeLessThan(MAX_RESPONSE_MS);
      return responded;
    },

    /** Expects that `work` changes no table and starts no execution. */
    async expectNoChange(work: () => Promise<unknown>) {
      const before = await lottery.allItems();
      await work();
      expect(await lottery.allItems()).toEqual(before);
      expect(started).toEqual([]);
    },

    async [Symbol.asyncDispose]() {
      slack.close();
      stepFunctions.close();
      lambda.close();
      await lottery[Symbol.asyncDispose]();
      log[Symbol.dispose]();
    },
  };
}
