import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import type { AuditLog } from "../../data/ledger/audit-log.ts";
import type { LoggedChange } from "../../data/ledger/log-entry.ts";

/** A change by a command: an entry of the audit log, with its own id and the current time unless these are given. */
type CliChange = LoggedChange & { at?: Date; id?: string; by?: string };

/** Adds a change by a command to the audit log. Without `by`, the author is the account of the operating system. */
export async function logChange(
  auditLog: AuditLog,
  { at = new Date(), id = randomUUID(), by = userInfo().username, ...change }: CliChange,
): Promise<void> {
  await auditLog.append({ ...change, at: at.toISOString(), id, who: { cli: by } });
}
