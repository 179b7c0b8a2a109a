import { createHash } from "node:crypto";
import type { CommandLedger } from "../../data/ledger/command-ledger.ts";
import type { LoggedChange } from "../../data/ledger/log-entry.ts";
import type { Caller } from "./command.ts";

/**
 * Writes a change to the audit log, before it is confirmed to the caller. A request that is delivered twice adds one entry.
 * If a button can be clicked twice, `triggerId` is the nonce of its question.
 */
export type RecordChange = (change: LoggedChange, by: Pick<Caller, "userId" | "triggerId">) => Promise<void>;

/** Returns the idempotency key of a change. It is a digest, because keys cannot be erased. */
export function createChangeId(
  triggerId: string,
  {
    action,
    draw_no,
    employee_id,
    user_id,
  }: Pick<LoggedChange, "action" | "draw_no" | "employee_id" | "user_id">,
): string {
  return createHash("sha256")
    .update(JSON.stringify([triggerId, action, draw_no, employee_id, user_id]))
    .digest("hex")
    .slice(0, 32);
}

/** Creates the function that writes changes by people in Slack to the audit log. */
export function createRecordChange({
  ledger,
  now,
}: {
  ledger: CommandLedger;
  now: () => Date;
}): RecordChange {
  return async function recordChange(change, { userId, triggerId }) {
    const id = createChangeId(triggerId, change);
    await ledger.auditLog.append({ ...change, at: now().toISOString(), id, who: { user_id: userId } });
  };
}
