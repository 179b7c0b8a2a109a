import { randomUUID } from "node:crypto";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { vi } from "vitest";
import { z } from "zod";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import { createLedger } from "../../data/ledger/ledger.ts";
import type { ImportHandlers } from "../../infra/local/services/lambda/handlers.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";
import { readLocalSettings } from "../../infra/local/settings/settings.ts";
import { formatSignedRequest } from "../../infra/local/slack/simulated/requests/signed-request.ts";
import { type StackOptions, startStack } from "../../infra/local/stack.ts";
import { importHandlers } from "./load-handlers.ts";
import { readHistory } from "./read-history.ts";
import { scanTable } from "./scan-table.ts";

export const CHANNEL = "C0LOTTERY";
export const OPERATOR = "U0OPERATOR";
export const MEMBER = "U0MEMBER";

const FREE_PORTS = { PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" };
const PATIENCE = { timeout: 8_000, interval: 50 };

const block = z.looseObject({
  type: z.string(),
  block_id: z.string(),
  text: z.object({ text: z.string() }).optional(),
  elements: z
    .array(
      z.looseObject({ text: z.unknown(), action_id: z.string().optional(), value: z.string().optional() }),
    )
    .optional(),
});

const buttonText = z.object({ text: z.string() });

const message = z.object({
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  blocks: z.array(block).default([]),
  visible_to: z.string().optional(),
});

export type SeenMessage = z.output<typeof message>;

const mail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  at: z.string(),
  delivery: z.string().optional(),
});

/** The response to a command: one message that only the person who typed it sees. */
const commandResponse = z.object({
  response_type: z.string(),
  text: z.string(),
  blocks: z.array(z.unknown()),
});

interface CommandOptions {
  /** The channel in which it is typed. */
  channel?: { id: string; name: string };
  user?: string;
  /** Slack's id of the request. By default a new one. */
  trigger?: string;
  signingSecret?: string;
  /** The address for responses to later clicks. */
  responseUrl?: string;
}

/** Starts the complete product on free ports, and offers what people do with it. At most one in a test file. */
export async function openLottery(
  settings: Readonly<Record<string, string>> = {},
  loadHandlers: ImportHandlers = importHandlers,
  options?: StackOptions,
) {
  const local = readLocalSettings({ ...FREE_PORTS, ...settings });
  const { endpoints, ...stack } = await startStack(local, loadHandlers, options);
  const client = createDocumentClient();
  const stepFunctions = new SFNClient({});
  const ledger = createLedger(client, local.DRAWS_TABLE);

  /** Posts a form to the bot as Slack does. */
  const postForm = (form: Readonly<Record<string, string>>, signingSecret = local.SLACK_SIGNING_SECRET) => {
    const body = new URLSearchParams(form).toString();
    const { url, method, headers } = formatSignedRequest(signingSecret, {
      origin: endpoints.page,
      contentType: "application/x-www-form-urlencoded",
      body,
    });
    return fetch(url, { method, headers, body });
  };

  const sendCommand = (
    text: string,
    {
      user = OPERATOR,
      channel = { id: CHANNEL, name: "lottery" },
      trigger = randomUUID(),
      signingSecret,
      responseUrl = "",
    }: CommandOptions = {},
  ) =>
    postForm(
      {
        command: "/lottery",
        text,
        user_id: user,
        channel_id: channel.id,
        channel_name: channel.name,
        trigger_id: trigger,
        response_url: responseUrl,
        team_id: "T0LOTTERY",
        api_app_id: "A0LOTTERY",
        token: "t",
      },
      signingSecret,
    );

  const post = async (path: string, body: unknown) => {
    const response = await fetch(endpoints.page + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const result: unknown = await response.json();
    if (!z.object({ ok: z.literal(true) }).safeParse(result).success)
      throw new Error(`The page returned ${JSON.stringify(result)}.`);
  };

  const readState = async (user: string) => {
    const response = await fetch(`${endpoints.page}/playground/state?user=${user}`);
    return z.object({ messages: z.array(message) }).parse(await response.json());
  };

  const records = () => readHistory(ledger);

  return {
    endpoints,
    client,
    ledger,
    postForm,
    sendCommand,

    /** Types a command and returns the response of the bot. */
    async type(text: string, options?: CommandOptions) {
      const response = await sendCommand(text, options);
      if (response.status !== 200) throw new Error(`The bot returned status ${response.status}.`);
      return commandResponse.parse(await response.json());
    },

    /** Types into the page's composer as this person. The result appears in the channel. */
    async say(text: string, user = OPERATOR) {
      await post("/playground/command", { user, channel: CHANNEL, text });
    },

    /** Clicks the button with this label in the newest message that has one. */
    async click(label: string, user = OPERATOR) {
      const { messages } = await readState(user);
      for (const { ts, blocks } of messages.toReversed())
        for (const { block_id, elements = [] } of blocks)
          for (const { action_id, text } of elements)
            if (action_id && buttonText.safeParse(text).data?.text === label)
              return await post("/playground/action", { user, channel: CHANNEL, ts, block_id, action_id });
      throw new Error(`There is no button "${label}".`);
    },

    /** The messages in the channel that this person sees, oldest first. */
    messages: async (user: string): Promise<SeenMessage[]> => (await readState(user)).messages,

    /** The messages in the channel that everyone sees. */
    async announcements(): Promise<SeenMessage[]> {
      return (await readState(MEMBER)).messages.filter(({ visible_to }) => visible_to === undefined);
    },

    async mails() {
      return z.array(mail).parse(await (await fetch(`${endpoints.page}/mail`)).json());
    },

    /** All records of the ledger, newest first. */
    records,

    winners: () => scanTable(client, local.WINNERS_TABLE),

    /** Waits until no execution is running and all its effects are finished. */
    idle: stack.idle,

    /** Waits until there are this many draws and none has pending work. Returns them, newest first. */
    async waitForDraws(draws: number): Promise<DrawRecord[]> {
      await stack.idle();
      await vi.waitFor(async () => {
        const all = await records();
        if (all.length !== draws || all.some(({ pending }) => pending))
          throw new Error(
            `${draws} draws without pending work are expected, but there are: ${JSON.stringify(all, null, 1)}`,
          );
      }, PATIENCE);
      await stack.idle();
      return records();
    },

    /** Starts an execution without the bot and waits for its end. */
    async execute(input: unknown, machineArn = stateMachineArn) {
      const { executionArn } = await stepFunctions.send(
        new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify(input) }),
      );
      await stack.idle();
      return stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    },

    /** Restores the initial state, as the page's reset does. */
    reset: () => post("/inspector/reset", {}),

    async [Symbol.asyncDispose]() {
      client.destroy();
      stepFunctions.destroy();
      await stack.close();
    },
  };
}

export type Lottery = Awaited<ReturnType<typeof openLottery>>;
