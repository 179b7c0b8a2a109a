import bolt from "@slack/bolt";
import { openRegistry } from "./open-registry.ts";

/*
 * The bot as in Slack's guide to Bolt on Lambda, with the same clients and commands: it uses the receiver's handler and
 * loads everything from node_modules. With a token, Bolt would first call `auth.test`, so this bot has none.
 */
const { registry, signingSecret } = openRegistry();
const receiver = new bolt.AwsLambdaReceiver({ signingSecret });
const app = new bolt.App({ receiver, authorize: () => Promise.resolve({}) });

app.command("/lottery", async ({ command, ack }) => {
  const message = await registry.respond(command.text, {
    userId: command.user_id,
    channelId: command.channel_id,
    channelName: command.channel_name,
    triggerId: command.trigger_id,
  });
  await ack({ response_type: "ephemeral", ...message });
});

export const handler: ReturnType<typeof receiver.toHandler> = async (event, context) => {
  const handle = await receiver.start();
  return handle(event, context);
};
