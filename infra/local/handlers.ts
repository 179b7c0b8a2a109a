import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createInvoke } from "./invoke.ts";

/** Loads the six files that deploy. They read the environment as they load, so it must be complete by then. */
export async function loadHandlers() {
  const [input, select, validate, record, slack, callback] = await Promise.all([
    import("../../workflow/input-winners.lambda.ts"),
    import("../../workflow/random-select-winners.lambda.ts"),
    import("../../workflow/validate-winners.lambda.ts"),
    import("../../workflow/record-winners.lambda.ts"),
    import("../../bot/slack.lambda.ts"),
    import("../../bot/callback.lambda.ts"),
  ]);
  return {
    inputWinners: createInvoke<unknown>(input.handler, { functionName: "InputWinners" }),
    randomSelectWinners: createInvoke<unknown>(select.handler, { functionName: "RandomSelectWinners" }),
    validateWinners: createInvoke<unknown>(validate.handler, { functionName: "ValidateWinners" }),
    recordWinners: createInvoke<unknown>(record.handler, { functionName: "RecordWinners" }),
    slack: createInvoke<APIGatewayProxyEventV2>(slack.handler, { functionName: "Slack" }),
    callback: createInvoke<unknown>(callback.handler, { functionName: "Callback" }),
  };
}

export type Handlers = Awaited<ReturnType<typeof loadHandlers>>;
