import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { readLetter } from "./read-letter.ts";

/** SQS's maximum for one request. */
const BATCH = 10;
/** Seconds. Without a wait, SQS queries only some of its servers. */
const WAIT = 2;
/** Seconds for which a received message stays hidden: longer than a batch takes. */
const HIDDEN = 900;

const functionError = z.object({
  errorType: z.string().default("Error"),
  errorMessage: z.string().default(""),
});

export interface ReplayResult {
  replayed: number;
  /** The callback's error for each message that stays in the queue. */
  failures: string[];
}

/**
 * Invokes the callback with the event of each message in a queue, one after the other, and deletes the messages that
 * succeed. The others stay in the queue, and are tried only once in one run.
 */
export async function replayLetters(
  { sqs, lambda }: { sqs: SQSClient; lambda: LambdaClient },
  { queueUrl, functionName }: { queueUrl: string; functionName: string },
): Promise<ReplayResult> {
  /** Returns the callback's error, or undefined if it succeeds. */
  const invoke = async (event: object): Promise<string | undefined> => {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
    );
    if (FunctionError === undefined) return undefined;
    const { errorType, errorMessage } = functionError.parse(JSON.parse(Payload?.transformToString() ?? "{}"));
    return `${errorType}: ${errorMessage}`;
  };

  const replay = async ({ Body = "", ReceiptHandle }: Message): Promise<string | undefined> => {
    const event = readLetter(Body);
    const failure = event ? await invoke(event) : "The message is malformed.";
    if (failure === undefined)
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
    return failure;
  };

  const seen = new Set<string | undefined>();
  const failures: string[] = [];
  let replayed = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: WAIT,
        VisibilityTimeout: HIDDEN,
      }),
    );
    const letters = Messages.filter(({ MessageId }) => !seen.has(MessageId));
    if (letters.length === 0) return { replayed, failures };
    for (const letter of letters) {
      seen.add(letter.MessageId);
      const failure = await replay(letter);
      if (failure === undefined) replayed++;
      else failures.push(failure);
    }
  }
}
