import * as z from "zod";
import { drawNumber, executionName } from "../../data/ledger/draw-record.ts";
import { slackUserId } from "../../data/people/employee.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { drawBody } from "../../workflow/attempt/draw-body.ts";
import { drawRequest } from "../../workflow/attempt/requests.ts";
import { lotteryNotice } from "../../workflow/notice/lottery-notice.ts";
import { fileRequest } from "../files/file-request.ts";

/** An event from SNS. A message that is not a notice, for example plain text, becomes undefined. */
export const snsEvent = z.object({
  Records: z
    .array(z.object({ Sns: z.object({ Message: jsonOf(lotteryNotice).optional().catch(undefined) }) }))
    .min(1),
});

/** The event of the state "Announce Seal". */
export const sealRequested = z.object({ announce_seal: drawBody });

/** The bot's event about a file that a person has asked for. */
export const fileRequested = z.object({ send_file: fileRequest });

/** The daily event that erases names which are kept no longer. */
export const oldNamesDue = z.object({ erase_old_names: z.literal(true) });

/** The cause of an execution that failed in a Lambda function. */
const lambdaFailure = jsonOf(z.object({ errorMessage: z.string() })).transform(
  ({ errorMessage }) => errorMessage,
);

/** The same event about an execution that reads or applies an import. Its input names the import. */
export const importEnded = z.object({
  "detail-type": z.literal("Step Functions Execution Status Change"),
  detail: z.object({
    status: z.enum(["FAILED", "TIMED_OUT", "ABORTED"]),
    input: jsonOf(z.object({ import_id: z.string(), requested_by: slackUserId })),
  }),
});

/** The event from EventBridge about an execution that has ended without success. */
export const executionEnded = z.object({
  "detail-type": z.literal("Step Functions Execution Status Change"),
  detail: z.object({
    name: executionName,
    status: z.enum(["FAILED", "TIMED_OUT", "ABORTED"]),
    /** The requester, the channel, and the draw to revise; undefined if the input is malformed. */
    input: jsonOf(
      drawRequest
        .pick({ requested_by: true, channel_id: true })
        .extend({ revise: z.object({ draw_no: drawNumber }).optional() }),
    )
      .optional()
      .catch(undefined),
    error: z.string().nullish(),
    cause: z.union([lambdaFailure, z.string()]).nullish(),
  }),
});

export type ExecutionEnded = z.output<typeof executionEnded>;
