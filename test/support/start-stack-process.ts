import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { employeeTable } from "../../data/tables.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";
import { formatSignedRequest } from "../../infra/local/slack/simulated/requests/signed-request.ts";
import { createBooks } from "./books.ts";
import { announcedMessage } from "./check-notifications.ts";
import { scanTable } from "./scan-table.ts";

const PROCESS = fileURLToPath(new URL("./run-stack-process.ts", import.meta.url));
const RECORDED_PROCESS = fileURLToPath(new URL("./power-loss/run-recorded-stack.ts", import.meta.url));
const CHANNEL = "C0LOTTERY";

const endpointsSchema = z.object({ page: z.string(), dynamodb: z.string(), stepFunctions: z.string() });
const mailsSchema = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string() }));
const historySchema = z.object({ ok: z.literal(true), messages: z.array(announcedMessage) });

interface StackProcessOptions {
  /** The new row after which the process dies: its table, its number in it, and whether it is committed. */
  dies?: readonly [table: string, nth: number, when: "written" | "committed"];
  /** How far its clock is ahead of the real time, or behind it if negative. */
  aheadMs?: number;
  /** A file for the record of what the process does to its folder and sends over HTTP. It is written at the end. */
  record?: string;
}

/** Starts the product in its own process, with its data in a folder. */
export async function startStackProcess(
  folder: string,
  { dies, aheadMs = 0, record }: StackProcessOptions = {},
) {
  const { PATH = "", HOME = "", NODE_COMPILE_CACHE = "" } = process.env;
  const child = fork(record === undefined ? PROCESS : RECORDED_PROCESS, {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...{ PATH, HOME, NODE_COMPILE_CACHE, PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" },
      LOTTERY_DATA: folder,
      DIES_AFTER: dies?.[0] ?? "never",
      DIES_AT: String(dies?.[1] ?? 0),
      DIES_WHEN: dies?.[2] ?? "written",
      AHEAD: String(aheadMs),
      ...(record !== undefined && { RECORD: record }),
    },
  });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  const [message] = await Promise.race([
    once(child, "message"),
    exited.then((how) =>
      Promise.reject(new Error(`The process ended with ${how.join()} before it was ready.`)),
    ),
  ]);
  const endpoints = endpointsSchema.parse(message);

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

    /** Ends the process at once. */
    async stop() {
      child.disconnect();
      await exited;
    },

    /** Resolves with the signal that ended the process. */
    ended: exited.then(([, signal]: unknown[]) => signal),

    /** Sends a command as Slack does. Returns whether the bot has accepted it. */
    async sendCommand(text: string, trigger_id: string): Promise<boolean> {
      const body = new URLSearchParams({
        ...{ command: "/lottery", text, trigger_id, user_id: "U0OPERATOR", channel_id: CHANNEL },
        ...{ response_url: "", team_id: "T0LOTTERY", api_app_id: "A0LOTTERY", token: "t" },
      }).toString();
      const { url, method, headers } = formatSignedRequest(
        "local-signing-secret",
        { origin: endpoints.page, contentType: "application/x-www-form-urlencoded", body },
        Date.now() + aheadMs,
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
