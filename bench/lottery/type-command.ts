import { randomUUID } from "node:crypto";
import { formatSignedRequest } from "../../infra/local/slack/simulated/requests/signed-request.ts";

/** Types a command as an operator; resolves with the bot's answer. `page` is where the local stack has its page. */
export async function typeCommand(page: string, text: string): Promise<string> {
  const body = new URLSearchParams({
    command: "/lottery",
    text,
    user_id: "U0OPERATOR",
    channel_id: "C0LOTTERY",
    team_id: "T0LOTTERY",
    api_app_id: "A0LOTTERY",
    trigger_id: randomUUID(),
    response_url: "",
  }).toString();
  const { url, method, headers } = formatSignedRequest("local-signing-secret", {
    origin: page,
    contentType: "application/x-www-form-urlencoded",
    body,
  });
  const response = await fetch(url, { method, headers, body });
  if (response.status !== 200) throw new Error(`The bot answered with ${response.status}.`);
  return response.text();
}
