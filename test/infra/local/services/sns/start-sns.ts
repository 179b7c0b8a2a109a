import { SNSClient } from "@aws-sdk/client-sns";
import { vi } from "vitest";
import { listen } from "../../../../../infra/local/http/listen.ts";
import { createSns } from "../../../../../infra/local/services/sns/sns.ts";

type Options = Parameters<typeof createSns>[0];

export const topicArn = "arn:aws:sns:us-east-1:000000000000:Lottery-Notification";
export const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:Callback";

/** Starts SNS on a free port. Its subscribers accept everything, and there is no pause between attempts. */
export async function startSns(options: Partial<Options> = {}) {
  const lambda = vi.fn<Options["deliver"]["lambda"]>(() => Promise.resolve());
  const email = vi.fn<Options["deliver"]["email"]>(() => Promise.resolve());
  const log = vi.fn<Options["log"]>();
  const sns = createSns({ topicArn, deliver: { lambda, email }, log, retryDelays: [0, 0], ...options });
  const listening = await listen(sns.app, { port: 0, purpose: "it", variable: "SNS_PORT" });
  const endpoint = `http://127.0.0.1:${listening.port}`;
  const client = new SNSClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  const subscribers: Parameters<typeof sns.declare>[0][number][] = [];
  return {
    ...sns,
    subscribe(protocol: "email" | "lambda", endpoint: string) {
      subscribers.push({ protocol, endpoint });
      sns.declare(subscribers);
    },
    client,
    endpoint,
    lambda,
    email,
    log,
    async [Symbol.asyncDispose]() {
      sns.close();
      client.destroy();
      await listening.close();
    },
  };
}
