import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createInvoke } from "./invoke.ts";

/** Imports the handlers of the seven deployed files. They read the environment while they load, so it must be complete. */
export async function importHandlers() {
  const [input, select, validate, record, slack, callback, roster] = await Promise.all([
    import("../../../../workflow/tasks/input-winners.lambda.ts"),
    import("../../../../workflow/tasks/random-select-winners.lambda.ts"),
    import("../../../../workflow/tasks/validate-winners.lambda.ts"),
    import("../../../../workflow/tasks/record-winners.lambda.ts"),
    import("../../../../bot/slack.lambda.ts"),
    import("../../../../bot/callback.lambda.ts"),
    import("../../../../bot/roster.lambda.ts"),
  ]);
  return {
    InputWinners: input.handler,
    RandomSelectWinners: select.handler,
    ValidateWinners: validate.handler,
    RecordWinners: record.handler,
    Slack: slack.handler,
    Callback: callback.handler,
    RosterTask: roster.handler,
  };
}

/** Imports the handlers, from their files or from bundles. */
export type ImportHandlers = typeof importHandlers;

/** Returns the handlers as Lambda functions that can be invoked. */
export function createFunctions(handlers: Awaited<ReturnType<ImportHandlers>>) {
  return {
    inputWinners: createInvoke<unknown>(handlers.InputWinners, { functionName: "InputWinners" }),
    randomSelectWinners: createInvoke<unknown>(handlers.RandomSelectWinners, {
      functionName: "RandomSelectWinners",
    }),
    validateWinners: createInvoke<unknown>(handlers.ValidateWinners, { functionName: "ValidateWinners" }),
    recordWinners: createInvoke<unknown>(handlers.RecordWinners, { functionName: "RecordWinners" }),
    slack: createInvoke<APIGatewayProxyEventV2>(handlers.Slack, { functionName: "Slack" }),
    callback: createInvoke<unknown>(handlers.Callback, { functionName: "Callback" }),
    rosterTask: createInvoke<unknown>(handlers.RosterTask, { functionName: "RosterTask" }),
  };
}

export type Functions = ReturnType<typeof createFunctions>;
