import { createHash } from "node:crypto";
import type { LoggedChange } from "../../data/ledger/log-entry.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";
import { WRITE_WITHIN_MS } from "../../data/ledger/roster-serials.ts";
import type { PersonChange } from "../../data/people/people-table.ts";
import type { RosterItem } from "../../data/people/roster-item.ts";
import type { KnownPerson } from "../../workflow/roster/people/known-person.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, CommandServices } from "./command.ts";
import { createChangeId } from "./record-change.ts";

/** What the audit log says about a change of one person. `user_id` is the Slack account that becomes part of the roster. */
export type PersonLog = Pick<LoggedChange, "action" | "user_id" | "before" | "after">;

/** Identifies what a question has shown, so that its button does exactly that or nothing. */
export function createShownDigest(shown: unknown): string {
  return createHash("sha256").update(JSON.stringify(shown)).digest("hex").slice(0, 32);
}

/** Creates the functions that change one person on the roster, once, and write it to the audit log. */
export function createChangePeople({
  texts,
  ledger,
  rosterLedger,
  people,
  recordChange,
  now,
}: Pick<CommandServices, "texts" | "ledger" | "people" | "recordChange" | "now"> & {
  rosterLedger: RosterLedger;
}) {
  return {
    /** Refuses while an import is writing: it has planned its changes with the roster as it was. */
    async refuseDuringImport(): Promise<Message | undefined> {
      const holder = await rosterLedger.imports.lock.findHolder(now());
      return holder === undefined ? undefined : formatParagraph(texts.people.importRunning);
    },

    /** The id of a change, which its item and its entry in the audit log have. */
    idOf: (
      { employee_id }: Pick<PersonChange, "employee_id">,
      { action, user_id }: PersonLog,
      nonce: string,
    ) => createChangeId(nonce, { action, employee_id, user_id }),

    /**
     * Makes the change and writes it to the audit log. Returns the item after it; undefined if somebody has changed it since
     * it was shown. Repeating it completes the log, and changes nothing. `startedAt` is when the roster was read.
     */
    async make(
      change: PersonChange,
      log: PersonLog,
      { by, startedAt }: { by: Pick<Caller, "userId" | "triggerId">; startedAt: Date },
    ): Promise<RosterItem | undefined> {
      const { employee_id } = change;
      // An import may have begun since, and does not expect a later write.
      if (now().getTime() - startedAt.getTime() > WRITE_WITHIN_MS) return undefined;
      const id = createChangeId(by.triggerId, { action: log.action, employee_id, user_id: log.user_id });
      const item = await people.change(change, id);
      if (!item) return undefined;
      const serial = change.isNew && item["lottery_serial"];
      const after = { ...log.after, ...(typeof serial === "number" && { lottery_serial: serial }) };
      await recordChange({ ...log, employee_id, after }, by);
      return item;
    },

    /**
     * Adds the newest change of a person to the audit log, if a run that made it stopped before it did so. Its author is then
     * the person who asks for the same again.
     */
    async completeLog(
      { employee_id, change_id }: KnownPerson,
      log: PersonLog,
      { userId }: Pick<Caller, "userId">,
    ): Promise<void> {
      if (change_id === undefined || (await ledger.auditLog.has(change_id))) return;
      const at = now().toISOString();
      await ledger.auditLog.append({ ...log, at, id: change_id, who: { user_id: userId }, employee_id });
    },
  };
}
