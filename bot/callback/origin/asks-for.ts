import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import type { DrawnRecord, EndedRecord, Revision } from "../../../data/ledger/draw-record.ts";
import type { RequestedRules } from "../../../data/ledger/rules.ts";
import { slackUserId } from "../../../data/people/employee.ts";
import { LotteryError } from "../../../data/runtime/lottery-error.ts";
import { drawRequest, revisionRequest } from "../../../workflow/attempt/requests.ts";
import { parseEvent } from "../../../workflow/tasks/events.ts";

/** Parses the input of an execution as its first task does. Returns undefined if the task refuses it. */
function parseInput<Schema extends z.ZodType>(schema: Schema, input: string): z.output<Schema> | undefined {
  try {
    return parseEvent(schema, JSON.parse(input));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof LotteryError) return undefined;
    throw error;
  }
}

/** The requester as a record contains it: a malformed id is dropped. */
const requesterOf = ({ requested_by }: { requested_by?: string | undefined }) =>
  slackUserId.safeParse(requested_by).data;

/** The campaign of a draw is not part of its request. */
function hasRequestedRules(
  { rules = {} }: { rules?: RequestedRules | undefined },
  draw: EndedRecord,
): boolean {
  const { campaign: _campaign, ...requested } = draw.rules;
  return isDeepStrictEqual(rules, requested);
}

/** Whether an execution with this input (JSON) makes this draw. What was erased since cannot be compared. */
export function asksForDraw(input: string, draw: EndedRecord): boolean {
  const request = parseInput(drawRequest, input);
  const isRequesterErased = draw.requested_by === undefined && draw.erasures !== undefined;
  return (
    request !== undefined &&
    // A fire drill decides nothing.
    !(request.exception && draw.status === "drawn") &&
    request.input === draw.num_of_winners &&
    request.prize === draw.prize &&
    hasRequestedRules(request, draw) &&
    request.channel_id === draw.channel_id &&
    (isRequesterErased || requesterOf(request) === draw.requested_by)
  );
}

/** Whether an execution with this input (JSON) makes this redraw or void. What was erased since cannot be compared. */
export function asksForRevision(
  input: string,
  { draw_no, winners }: DrawnRecord,
  { kind, voided, reason, reason_digest, requested_by }: Revision,
): boolean {
  const request = parseInput(revisionRequest, input);
  if (!request) return false;
  const { revise } = request;
  const isReasonErased = reason === undefined && reason_digest !== undefined;
  const [cancelled, ...others] = winners.filter(({ employee_id }) => voided.includes(employee_id));
  const isWinnerErased = cancelled?.erased !== undefined;
  return (
    revise.kind === kind &&
    revise.draw_no === draw_no &&
    (kind === "void" ||
      (others.length === 0 && (isWinnerErased || cancelled?.employee_id === revise.employee_id))) &&
    (isReasonErased || (revise.reason || undefined) === reason) &&
    requesterOf(request) === requested_by
  );
}
