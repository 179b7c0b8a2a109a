import { setTimeout as wait } from "node:timers/promises";
import type { FunctionRunner } from "./services/lambda/run-functions.ts";
import type { Mailbox } from "./services/mail/mailbox.ts";
import type { Sns } from "./services/sns/sns.ts";
import type { StepFunctions } from "./services/step-functions/step-functions.ts";
import type { Faults } from "./web/inspector/faults.ts";
import type { createLogFeed } from "./web/inspector/log-feed.ts";

/** How long a reset waits for running work, in ms. */
const PATIENCE = 2_000;

interface Services {
  faults: Faults;
  functions: FunctionRunner;
  stepFunctions: StepFunctions;
  sns: Sns;
  mailbox: Mailbox;
  log: ReturnType<typeof createLogFeed>;
  fillTables(): Promise<void>;
}

/** Returns a function that makes all services as they were at the first start. */
export function createReset({ faults, functions, stepFunctions, sns, mailbox, log, fillTables }: Services) {
  const waitForRunning = async () => {
    await functions.idle();
    await stepFunctions.endsHandled();
    await sns.delivered();
  };
  return async function resetServices(): Promise<void> {
    faults.clear();
    stepFunctions.clear();
    sns.clear();
    await Promise.race([waitForRunning(), wait(PATIENCE, undefined, { ref: false })]);
    await fillTables();
    mailbox.clear();
    log.clear();
  };
}
