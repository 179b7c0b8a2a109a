import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { employeeTable } from "../../data/tables.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";
import type { Endpoints } from "../../infra/local/settings/set-environment.ts";
import { formatSignedRequest } from "../../infra/local/slack/simulated/requests/signed-request.ts";
import { createBooks } from "./books.ts";
import { announcedMessage } from "./check-notifications.ts";
import { scanTable } from "./scan-table.ts";

const CHANNEL = "C0LOTTERY";

const mailsSchema = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() }));
const historySchema = z.object({ ok: z.literal(true), messages: z.array(announcedMessage) });

/** Sends requests to a stack in any process, and reads what it stores. `now` is the time of its clock. */
export function driveStack(
  endpoints: Pick<Endpoints, "page" | "dynamodb" | "stepFunctions">,
  now: () => number = Date.now,
) {
  const account = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...account, endpoint: endpoints.dynamodb }),
  );
  const stepFunctions = new SFNClient({ ...account, endpoint: endpoints.stepFunctions });
  onTestFinished(() => {
    client.destroy();
    stepFunctions.destroy();
  });

  return {
    page: endpoints.page,

    /** Sends a command as Slack does. Returns whether the bot has accepted it. */
    async sendCommand(text: string, trigger_id: string): Promise<boolean> {
      const body = new URLSearchParams({
        ...{ command: "/lottery", text, trigger_id, user_id: "U0OPERATOR", channel_id: CHANNEL },
        ...{ response_url: "", team_id: "T0LOTTERY", api_app_id: "A0LOTTERY", token: "t" },
      }).toString();
      const { url, method, headers } = formatSignedRequest(
        "local-signing-secret",
        { origin: endpoints.page, contentType: "application/x-www-form-urlencoded", body },
        now(),
      );
      try {
        const response = await fetch(url, { method, headers, body });
        return response.status === 200 && (await response.text()).includes("response_type");
      } catch (error) {
        if (error instanceof TypeError) return false;
        throw error;
      }
    },

    /** The names and statuses of all executions. */
    async executions() {
      const { executions = [] } = await stepFunctions.send(
        new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }),
      );
      return executions.map(({ name, status }) => ({ name, status }));
    },

    async books() {
      const rosterItems = await scanTable(client, employeeTable.name);
      return { ...(await createBooks(client).read()), rosterItems, formerWinners: [] };
    },

    async mails() {
      return mailsSchema.parse(await (await fetch(`${endpoints.page}/mail`)).json());
    },

    async messages() {
      const response = await fetch(`${endpoints.page}/api/conversations.history`, {
        method: "POST",
        headers: { authorization: "Bearer xoxb-local", "content-type": "application/json" },
        body: JSON.stringify({ channel: CHANNEL, limit: 999, include_all_metadata: true }),
      });
      return historySchema.parse(await response.json()).messages;
    },
  };
}
