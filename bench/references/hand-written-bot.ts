import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { z } from "zod";
import { createHttpEntry } from "../../bot/slack/http-entry.ts";
import { openSecret } from "../../data/runtime/open-secret.ts";
import { openRegistry } from "./open-registry.ts";

/*
 * The bot without Bolt, to measure the cost of Bolt. It has the same clients, commands and HTTP entry, but parses commands
 * itself.
 */
const { registry, signingSecret } = openRegistry();
const command = z.object({
  text: z.string(),
  user_id: z.string(),
  channel_id: z.string(),
  channel_name: z.string().default(""),
  trigger_id: z.string(),
});

export const handler: (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown> = createHttpEntry(
  {
    signingSecret: openSecret(signingSecret),
    slackApiUrl: "https://slack.com/api/",
    now: Date.now,
    async receive({ body = "" }) {
      const { text, user_id, channel_id, channel_name, trigger_id } = command.parse(JSON.parse(body));
      const message = await registry.respond(text, {
        userId: user_id,
        channelId: channel_id,
        channelName: channel_name,
        triggerId: trigger_id,
      });
      return { statusCode: 200, body: JSON.stringify({ response_type: "ephemeral", ...message }) };
    },
  },
);
