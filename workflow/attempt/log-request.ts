import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { LogEntry } from "../../data/ledger/log-entry.ts";
import type { RevisionRequest } from "./requests.ts";

/** Without a person, the execution was started in AWS. */
function formatAuthor(requestedBy: string | undefined): LogEntry["who"] {
  return requestedBy === undefined ? { system: "aws" } : { user_id: requestedBy };
}

const inUtc = (time: string): string => new Date(time).toISOString();

/** Adds the request of a draw that has a record to the audit log. The execution's name is its id. May be repeated. */
export async function logDrawRequest({ auditLog }: Ledger, draw: DrawRecord): Promise<void> {
  const { draw_id, draw_no, requested_at, requested_by, num_of_winners, prize, channel_id } = draw;
  await auditLog.append({
    at: inUtc(requested_at),
    id: draw_id,
    who: formatAuthor(requested_by),
    action: "draw.request",
    draw_no,
    after: {
      num_of_winners,
      ...(prize !== undefined && { prize }),
      ...(channel_id !== undefined && { channel_id }),
    },
  });
}

/** Adds the request of a redraw or a void that has begun to the audit log. May be repeated. */
export async function logRevisionRequest(
  { auditLog }: Ledger,
  execution: string,
  startedAt: string,
  { revise: { kind, draw_no, employee_id, reason }, requested_by }: RevisionRequest,
): Promise<void> {
  await auditLog.append({
    at: inUtc(startedAt),
    id: execution,
    who: formatAuthor(requested_by),
    action: `draw.${kind}`,
    draw_no,
    ...(kind === "redraw" && employee_id !== undefined && { employee_id }),
    ...(reason && { after: { reason } }),
  });
}
