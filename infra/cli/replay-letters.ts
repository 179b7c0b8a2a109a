import { parseArgs } from "node:util";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createAuditLog } from "../../data/ledger/audit-log.ts";
import { createClientSettings } from "../../data/runtime/connections.ts";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { groupDigits } from "../../data/runtime/group-digits.ts";
import { QUEUE_OUTPUT } from "../aws/outputs.ts";
import { WrongUsage } from "./command/command-error.ts";
import { runCommand } from "./command/run-command.ts";
import { logChange } from "./log-change.ts";
import { printable } from "./printable.ts";
import { type ReplayResult, replayLetters } from "./replay/replay-letters.ts";
import type { DeployedStack } from "./stack/read-stack.ts";
import { announceChange, readTarget, stackOption } from "./stack/stack-option.ts";

const USAGE = "npm run --silent replay -- --stack <name>, or -- <callback function> <queue url>…";

/** The callback of a stack, then the URLs of all its dead-letter queues. */
function listLetters({ environment: variables, outputs }: DeployedStack): string[] {
  const { CALLBACK_ARN } = readEnvironment(variables, environment.pick({ CALLBACK_ARN: true }));
  const queues = [...outputs].filter(([output]) => QUEUE_OUTPUT.test(output)).sort();
  return [CALLBACK_ARN, ...queues.map(([, url]) => url)];
}

const nameQueue = (queueUrl: string): string => queueUrl.split("/").at(-1) ?? "";

function describe(queueUrl: string, { replayed, failures }: ReplayResult): string[] {
  const counts = `${nameQueue(queueUrl)}: ${groupDigits(replayed)} replayed and deleted, ${groupDigits(failures.length)} failed.`;
  if (failures.length === 0) return [counts];
  return [
    counts,
    ...failures.map((failure) => `  ${failure}`),
    "  The failed ones stay in the queue. You can replay them in 15 minutes.",
  ];
}

/** `npm run replay`: replays the callback's dead letters. The SDK's environment variables select the endpoints. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: stackOption });
  if (values.stack !== undefined && positionals.length > 0) throw new WrongUsage();
  const target = await readTarget(values.stack, process.env);
  const [functionName, ...queueUrls] = target.stack ? listLetters(target.stack) : positionals;
  if (functionName === undefined || queueUrls.length === 0 || !queueUrls.every((url) => URL.canParse(url)))
    throw new WrongUsage();
  // The callback's timeout is 50 s.
  const lambda = new LambdaClient(
    createClientSettings({ maxAttempts: 3, connectionTimeout: 2_000, requestTimeout: 60_000 }),
  );
  const sqs = new SQSClient(
    createClientSettings({ maxAttempts: 3, connectionTimeout: 2_000, requestTimeout: 10_000 }),
  );
  const { DRAWS_TABLE } = readEnvironment(target.environment, environment.pick({ DRAWS_TABLE: true }));
  announceChange(target, [DRAWS_TABLE]);
  const auditLog = createAuditLog(createDocumentClient(), DRAWS_TABLE);
  for (const queueUrl of queueUrls) {
    const result = await replayLetters({ sqs, lambda }, { queueUrl, functionName });
    console.log(describe(queueUrl, result).map(printable).join("\n"));
    if (result.failures.length > 0) process.exitCode = 1;
    const { replayed, failures } = result;
    if (replayed > 0)
      await logChange(auditLog, {
        action: "letters.replay",
        after: { queue: nameQueue(queueUrl), replayed, failed: failures.length },
      });
  }
}

await runCommand({ usage: USAGE, run });
