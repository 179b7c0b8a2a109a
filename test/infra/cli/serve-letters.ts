import { createHash } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { listen } from "../../../infra/local/http/listen.ts";
import type { createInvoke } from "../../../infra/local/services/lambda/invoke.ts";

const received = z.object({ QueueUrl: z.url(), MaxNumberOfMessages: z.int(), VisibilityTimeout: z.int() });
const deleted = z.object({ QueueUrl: z.url(), ReceiptHandle: z.string() });

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

interface Letter {
  id: string;
  body: string;
  isHidden: boolean;
}

/** Serves the part of SQS and Lambda that a replay uses, with any number of queues and one function. */
export async function serveLetters(functionName: string, invoke: ReturnType<typeof createInvoke<unknown>>) {
  const queues = new Map<string, Letter[]>();
  const queue = (url: string): Letter[] => {
    const name = url.split("/").at(-1) ?? "";
    const letters = queues.get(name) ?? [];
    queues.set(name, letters);
    return letters;
  };
  const app = new Hono();
  app.post("/", async (c) => {
    const operation = c.req.header("x-amz-target");
    const body: unknown = await c.req.json();
    if (operation === "AmazonSQS.DeleteMessage") {
      const { QueueUrl, ReceiptHandle } = deleted.parse(body);
      const letters = queue(QueueUrl);
      letters.splice(
        letters.findIndex(({ id }) => id === ReceiptHandle),
        1,
      );
      return c.json({});
    }
    const { QueueUrl, MaxNumberOfMessages } = received.parse(body);
    const due = queue(QueueUrl)
      .filter(({ isHidden }) => !isHidden)
      .slice(0, MaxNumberOfMessages);
    for (const letter of due) letter.isHidden = true;
    return c.json({
      Messages: due.map(({ id, body }) => ({
        MessageId: id,
        ReceiptHandle: id,
        Body: body,
        MD5OfBody: md5(body),
      })),
    });
  });
  app.post("/2015-03-31/functions/:name/invocations", async (c) => {
    if (c.req.param("name") !== functionName)
      return c.json({ Message: `Function not found: ${c.req.param("name")}` }, 404, {
        "x-amzn-errortype": "ResourceNotFoundException",
      });
    try {
      return c.json(await invoke(await c.req.json()));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // The message is the JSON that Lambda would return.
      return c.body(error.message, 200, { "x-amz-function-error": "Unhandled" });
    }
  });
  const { port, close } = await listen(app, { port: 0, purpose: "the letters", variable: "none" });
  const url = `http://127.0.0.1:${port}`;
  return {
    env: { AWS_ENDPOINT_URL_SQS: url, AWS_ENDPOINT_URL_LAMBDA: url },
    queueUrl: (name: string) => `${url}/000000000000/${name}`,
    put(name: string, body: string) {
      const letters = queue(name);
      letters.push({ id: `${name}-${letters.length + 1}`, body, isHidden: false });
    },
    /** Returns the bodies of the messages in a queue. */
    left: (name: string) => queue(name).map(({ body }) => body),
    close,
  };
}
