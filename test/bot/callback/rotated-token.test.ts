/** @module-tag slow */
import { createServer } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { drawBody } from "../../../workflow/attempt/draw-body.ts";
import { startFakeBeacon } from "../../support/fake-beacon.ts";
import { importHandler } from "../../support/load-handlers.ts";
import { recordLog } from "../../support/record-log.ts";
import { BOT_TOKEN, CHANNEL, startSlack } from "../../support/serve-slack.ts";
import { startLottery } from "../../support/start-lottery.ts";

const OPERATOR = "U0OPERATOR";
const ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:SlackBotToken-AbCdEf";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

/** A Secrets Manager with one secret. */
async function startSecretsManager(text: () => string) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ ARN, SecretString: text() }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { url: `http://127.0.0.1:${address.port}`, [Symbol.dispose]: () => void server.close() };
}

test("the deployed callback and the deployed task of imports use a new token soon after the old one was refused", async () => {
  using log = recordLog();
  let now = () => new Date();
  await using beacon = await startFakeBeacon({ now: () => now() });
  await using lottery = await startLottery({ beacon });
  now = lottery.clock.now;
  const advance = (seconds: number) => {
    lottery.advance(seconds);
    vi.setSystemTime(now());
  };
  advance(0);
  const slack = await startSlack();
  let token = "xoxb-revoked";
  using secrets = await startSecretsManager(() => token);
  const variables = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: lottery.connection.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    EMPLOYEE_TABLE: lottery.tables.employees,
    WINNERS_TABLE: lottery.tables.winners,
    DRAWS_TABLE: lottery.tables.draws,
    NOTIFICATION_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:Lottery-Notification",
    STATE_MACHINE_ARN: "arn:aws:states:us-east-1:123456789012:stateMachine:Lottery",
    SLACK_TEAM_ID: "T0LOTTERY",
    SLACK_BOT_TOKEN: ARN,
    SLACK_API_URL: `${slack.url}/api/`,
    ...beacon.variables,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const handler = await importHandler("Callback");
  const runStep = await importHandler("RosterTask");
  const result = { step: "result", import_id: "rotated", requested_by: OPERATOR, outcome: "expired" };
  await expect(runStep(result)).rejects.toThrow("invalid_auth");

  const request = { input: 1, channel_id: CHANNEL };
  const started_at = now().toISOString();
  const { body } = await lottery.inputWinners({ execution: "sealed", started_at, request });
  const announce = () => handler({ announce_seal: drawBody.parse(body) });
  await expect(announce()).rejects.toMatchObject({ name: "SlackUnreachable" });
  expect(log.events("slack-token-refused")).toMatchObject([{ reason: "invalid_auth" }]);

  token = BOT_TOKEN;
  advance(11);
  await expect(announce()).rejects.toMatchObject({ name: "SlackUnreachable" });
  await expect(runStep(result)).rejects.toThrow("invalid_auth");
  advance(1);
  await announce();
  expect(await runStep(result)).toEqual(result);
  const seals = slack.workspace.messages(CHANNEL).filter(({ text }) => text.startsWith("🔒"));
  expect(seals).toHaveLength(1);
  expect((await lottery.readById("sealed")).seals.at(-1)).toMatchObject({ message_ts: seals[0]?.ts });
  await slack.stop();
});
