import * as z from "zod";
import { drawNumber, executionName } from "../../data/ledger/draw-record.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { lotteryNotice } from "../../workflow/notice/lottery-notice.ts";
import { drawRequest } from "../../workflow/tasks/events.ts";

/** What SNS delivers. A message that is no notice of ours (a plain text, say) is undefined. */
export const snsEvent = z.object({
  Records: z
    .array(z.object({ Sns: z.object({ Message: jsonOf(lotteryNotice).optional().catch(undefined) }) }))
    .min(1),
});

/** What a Lambda's failure looks like as the cause of an execution's. */
const lambdaFailure = jsonOf(z.object({ errorMessage: z.string() })).transform(
  ({ errorMessage }) => errorMessage,
);

/** What EventBridge delivers when an execution has ended without success. */
export const executionEnded = z.object({
  "detail-type": z.literal("Step Functions Execution Status Change"),
  detail: z.object({
    name: executionName,
    status: z.enum(["FAILED", "TIMED_OUT", "ABORTED"]),
    /** Who asked for it and where, and which draw was to be revised; undefined where the input does not say. */
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
