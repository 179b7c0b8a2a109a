import type { Ledger } from "../../data/ledger/ledger.ts";
import type { LoggedDetails } from "../../data/ledger/log-entry.ts";
import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import { log } from "../../data/runtime/log.ts";
import { readDetails } from "./import-details.ts";

/** The person who has confirmed the plan. */
interface By {
  requested_by: string;
}

export type LogImport = ReturnType<typeof createLogImport>;

/** Creates the functions that add an import to the audit log: once for each plan of which changes were made. */
export function createLogImport({
  auditLog,
  now,
}: {
  auditLog: Pick<Ledger["auditLog"], "append">;
  now: () => Date;
}) {
  const append = async (
    id: string,
    record: RosterImport,
    { requested_by }: By,
    after: LoggedDetails,
  ): Promise<void> => {
    const { source } = readDetails(record).request;
    await auditLog.append({
      action: "roster.import",
      at: now().toISOString(),
      id,
      who: { user_id: requested_by },
      after: { ...after, ...(source.kind === "channel" && { channel_id: source.channel_id }) },
    });
  };

  return {
    /** All changes of the newest plan are made, except those of people whom others have changed. */
    async made(record: RosterImport, by: By): Promise<void> {
      const { import_id, counts } = record;
      const { added = 0, changed = 0, returning = 0, left = 0, overtaken = 0 } = counts;
      await append(`${import_id}-${readDetails(record).plan_no}`, record, by, {
        created: added,
        returning,
        changed,
        marked_left: left,
        ...(overtaken > 0 && { overtaken }),
      });
      log("info", "roster-imported", { import_id, added, changed, returning, left, overtaken });
    },

    /** Some of the changes may be made. */
    interrupted: (record: RosterImport, by: By): Promise<void> =>
      append(`${record.import_id}-${readDetails(record).plan_no}-interrupted`, record, by, {
        interrupted: true,
        planned_changes: record.total,
      }),
  };
}
