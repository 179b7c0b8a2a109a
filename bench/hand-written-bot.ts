import { SFNClient } from "@aws-sdk/client-sfn";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { z } from "zod";
import { createRegistry } from "../bot/commands/registry.ts";
import { createHttpEntry } from "../bot/http-entry.ts";
import { createStartExecution } from "../bot/start-execution.ts";
import { environment, readEnvironment } from "../data/environment.ts";
import { openSecret } from "../data/open-secret.ts";
import { openStores } from "../data/open-stores.ts";
import { createTrail } from "../data/trail.ts";

/*
 * The bot without Bolt, by which the price of Bolt is measured: the same clients, commands and border, but a command is
 * read and answered by hand.
 */
const settings = readEnvironment(
  process.env,
  environment.pick({
    WINNERS_TABLE: true,
    DRAWS_TABLE: true,
    STATE_MACHINE_ARN: true,
    SLACK_SIGNING_SECRET: true,
    LOTTERY_OPERATORS: true,
    LOTTERY_LOCALE: true,
  }),
);
const { client, ledger } = openStores(settings);
const registry = createRegistry({
  locale: settings.LOTTERY_LOCALE,
  operators: settings.LOTTERY_OPERATORS,
  ledger,
  trail: createTrail(client, settings.DRAWS_TABLE),
  startExecution: createStartExecution(
    new SFNClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1_000 } }),
    settings.STATE_MACHINE_ARN,
  ),
});
const command = z.object({
  text: z.string(),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string(),
});

export const handler: (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown> = createHttpEntry(
  {
    signingSecret: openSecret(settings.SLACK_SIGNING_SECRET),
    slackApiUrl: "https://slack.com/api/",
    now: Date.now,
    async receive({ body = "" }) {
      const { text, user_id, channel_id, trigger_id } = command.parse(JSON.parse(body));
      const message = await registry.answer(text, {
        userId: user_id,
        channelId: channel_id,
        triggerId: trigger_id,
      });
      return { statusCode: 200, body: JSON.stringify({ response_type: "ephemeral", ...message }) };
    },
  },
);
