import { randomUUID } from "node:crypto";
import { type ImportHandlers, importHandlers } from "../../infra/local/handlers.ts";
import { readLocalSettings } from "../../infra/local/settings.ts";
import { signBody } from "../../infra/local/slack/signature.ts";
import { type StackOptions, startStack } from "../../infra/local/stack.ts";

/** The bot's log has no place on the terminal; failures do. */
function silenceLog(): void {
  for (const level of ["info", "warn", "log"] as const) console[level] = () => undefined;
}

/** The whole product on free ports, and an operator who types commands. One to a process. */
export async function openLottery(options: StackOptions = {}, loadHandlers: ImportHandlers = importHandlers) {
  silenceLog();
  const settings = readLocalSettings({ PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" });
  const { endpoints, settled, close } = await startStack(settings, loadHandlers, options);
  return {
    endpoints,
    settled,

    /** Types a command; resolves with the bot's answer. */
    async type(text: string): Promise<string> {
      const body = new URLSearchParams({
        command: "/lottery",
        text,
        user_id: "U0OPERATOR",
        channel_id: "C0LOTTERY",
        team_id: "T0LOTTERY",
        trigger_id: randomUUID(),
        response_url: "",
      }).toString();
      const timestamp = Math.floor(Date.now() / 1_000);
      const response = await fetch(`${endpoints.page}/slack/events`, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-slack-request-timestamp": String(timestamp),
          "x-slack-signature": signBody(settings.SLACK_SIGNING_SECRET, timestamp, body),
        },
        body,
      });
      if (response.status !== 200) throw new Error(`The bot answered with ${response.status}.`);
      return response.text();
    },

    [Symbol.asyncDispose]: close,
  };
}
