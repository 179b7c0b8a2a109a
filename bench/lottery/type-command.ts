import { randomUUID } from "node:crypto";
import { formatSignedRequest } from "../../infra/local/slack/simulated/requests/signed-request.ts";

/** Types a command as an operator, and returns the bot's response. `page` is the address of the local stack's page. */
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
  if (response.status !== 200) throw new Error(`The bot responded with status ${response.status}.`);
  return response.text();
}
