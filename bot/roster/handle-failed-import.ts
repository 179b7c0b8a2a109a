import type { AuditLog } from "../../data/ledger/audit-log.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";
import { log } from "../../data/runtime/log.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph } from "../messages/message.ts";
import { createLogImport } from "./log-import.ts";
import { formatResult } from "./result-step.ts";
import type { TellRequester } from "./tell-requester.ts";
import { createUpdateImport } from "./update-import.ts";

/** The import of an execution that failed, timed out or was stopped. */
interface FailedImport {
  import_id: string;
  requested_by: string;
}

export type HandleFailedImport = (failed: FailedImport) => Promise<void>;

/**
 * Creates the function that ends an import whose execution has failed, and informs the person who has asked for it. May be
 * repeated. The lock of the roster is free again when its lease ends.
 */
export function createHandleFailedImport({
  rosterLedger: { imports },
  auditLog,
  tell,
  texts,
  now,
}: {
  rosterLedger: Pick<RosterLedger, "imports">;
  auditLog: AuditLog;
  tell: TellRequester["tell"];
  texts: Texts;
  now: () => Date;
}): HandleFailedImport {
  const updateImport = createUpdateImport(imports);
  const logImport = createLogImport({ auditLog, now });

  return async function handleFailedImport(failed) {
    const { import_id } = failed;
    log("warn", "import-failed", { import_id });
    const found = await imports.read(import_id);
    // It has ended before, or this event came twice.
    if (found?.status === "failed" || found?.status === "cancelled") return;
    if (found?.status === "applied") {
      await tell(failed, formatResult(found, texts));
      return;
    }
    if (found?.status === "applying") await logImport.interrupted(found, failed);
    await tell(failed, formatParagraph(texts.imports.failed));
    await updateImport(import_id, ({ status }) =>
      ["reading", "planned", "applying"].includes(status)
        ? { status: "failed", error: "Execution" }
        : undefined,
    );
  };
}
