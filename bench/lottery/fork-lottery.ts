import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { z } from "zod";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createLedger } from "../../data/ledger/ledger.ts";
import { drawsTable } from "../../data/tables.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";

const STACK = fileURLToPath(new URL("../processes/stack.ts", import.meta.url));

const endpoints = z.object({
  page: z.string(),
  dynamodb: z.string(),
  stepFunctions: z.string(),
  sns: z.string(),
});
const memory = z.object({ heapUsed: z.number(), rss: z.number() });

/** Starts the product in its own process, so that it does not share a processor with its client. */
export async function forkLottery(people: number) {
  const child = fork(STACK, [String(people)]);
  const receive = async <Message>(schema: z.ZodType<Message>): Promise<Message> => {
    const [message]: unknown[] = await once(child, "message");
    return schema.parse(message);
  };
  const at = await receive(endpoints);
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: at.dynamodb,
    AWS_ENDPOINT_URL_SFN: at.stepFunctions,
    AWS_ENDPOINT_URL_SNS: at.sns,
  });
  const tables = createDocumentClient();
  const stepFunctions = new SFNClient({});
  return {
    endpoints: at,
    tables,
    ledger: createLedger(tables, drawsTable.name),

    /** Deletes all draws and wins. */
    async reset(): Promise<void> {
      child.send("reset");
      await receive(z.object({ reset: z.literal(true) }));
    },

    /** Starts a draw without Slack. */
    async start(winners: number): Promise<void> {
      const input = JSON.stringify({ input: winners, requested_by: "U0OPERATOR", channel_id: "C0LOTTERY" });
      await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
    },

    /** Resolves when no work is running. */
    async idle(): Promise<void> {
      child.send("idle");
      await receive(z.object({ idle: z.literal(true) }));
    },

    /** Returns the memory after a garbage collection. */
    memory(): Promise<z.output<typeof memory>> {
      child.send("memory");
      return receive(memory);
    },

    async [Symbol.asyncDispose]() {
      tables.destroy();
      stepFunctions.destroy();
      child.disconnect();
      await once(child, "exit");
    },
  };
}

export type ForkedLottery = Awaited<ReturnType<typeof forkLottery>>;
