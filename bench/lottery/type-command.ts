import { randomUUID } from "node:crypto";
import { signBody } from "../../infra/local/slack/signature.ts";

/** Types a command as an operator; resolves with the bot's answer. `page` is where the local stack has its page. */
export async function typeCommand(page: string, text: string): Promise<string> {
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
  const response = await fetch(`${page}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": signBody("local-signing-secret", timestamp, body),
    },
    body,
  });
  if (response.status !== 200) throw new Error(`The bot answered with ${response.status}.`);
  return response.text();
}
