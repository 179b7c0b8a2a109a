import { createHash } from "node:crypto";
import * as z from "zod";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import { type Employee, employeeId, hasOptedOut } from "../../data/people/employee.ts";
import type { OptOutKind } from "../../data/people/opt-outs.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { isInterrupted } from "../messages/failure.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { CommandServices } from "./command.ts";

/** So many of the newest draws can be under way. */
const NEWEST_DRAWS = 5;

/** Others may change the person at the same time. More failures than this have another cause. */
const TRIES = 3;

/** The value of a button. */
const ownEntry = z.object({ employee_id: employeeId });

const ACTIONS = { out: "employee.opt-out", in: "employee.opt-in" } as const;

const time = z.iso.datetime({ precision: 3 });

/** The newest change of a person, which its item names; undefined if they never made one. */
function findNewestChange({
  opted_out_at,
  opted_in_at,
}: Employee): { kind: OptOutKind; at: string } | undefined {
  const [out, back] = [safeParse(time, opted_out_at).data, safeParse(time, opted_in_at).data];
  if (back !== undefined && (out === undefined || back > out)) return { kind: "in", at: back };
  return out === undefined ? undefined : { kind: "out", at: out };
}

export function formatOwnEntry({ employee_id }: Pick<Employee, "employee_id">): string {
  return JSON.stringify({ employee_id } satisfies z.output<typeof ownEntry>);
}

/** Creates the functions with which people opt out of draws themselves, and back in. */
export function createOptOut({
  texts: { me: say },
  ledger,
  roster,
  optOuts,
  mayOptOut,
  now,
}: Pick<CommandServices, "texts" | "ledger" | "roster" | "optOuts" | "mayOptOut" | "now">) {
  const readRunning = async (): Promise<DrawRecord[]> => {
    const { entries } = await ledger.history(NEWEST_DRAWS);
    return entries.flatMap(({ draw }) =>
      draw?.status === "drawing" && !isInterrupted(draw, now()) ? [draw] : [],
    );
  };

  /**
   * Writes the newest change of a person to the audit log, unless it is there. Its id follows from the item, so that also a
   * later request completes what a stopped one left.
   */
  const completeLog = async (employee: Employee): Promise<void> => {
    const { employee_id, slack_user_id: user_id } = employee;
    const newest = findNewestChange(employee);
    if (!newest || user_id === undefined) return;
    const { kind, at } = newest;
    const action = ACTIONS[kind];
    const id = createHash("sha256")
      .update(JSON.stringify([action, employee_id, at]))
      .digest("hex")
      .slice(0, 32);
    if (await ledger.auditLog.has(id)) return;
    await ledger.auditLog.append({ action, employee_id, at, id, who: { user_id } });
  };

  /** Returns the entry of the button, if it still belongs to the person who clicked. Throws `InvalidInput`. */
  const readOwn = async (value: string, userId: string): Promise<Employee | undefined> => {
    const { data } = safeParse(jsonOf(ownEntry), value);
    if (!data) throw new LotteryError("InvalidInput", "The button's value names no entry.");
    const employee = await roster.findById(data.employee_id);
    return employee?.slack_user_id === userId ? employee : undefined;
  };

  const formatDone = (kind: OptOutKind, running: readonly DrawRecord[]): Message => {
    const [newest] = running;
    const done = kind === "out" ? say.optedOut : say.optedIn;
    const note = kind === "out" ? say.runningOut : say.runningIn;
    return formatParagraph([done, ...(newest ? [note(newest.draw_no)] : [])].join("\n"));
  };

  return {
    completeLog,
    readOwn,

    /** Opts the person out, or back in. Repeating it changes nothing. Throws `LedgerBusy`. */
    async change(kind: OptOutKind, value: string, userId: string): Promise<Message> {
      if (kind === "out" && !mayOptOut) return formatParagraph(say.noOptOut);
      const running = await readRunning();
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const employee = await readOwn(value, userId);
        if (!employee) return formatParagraph(say.noLongerYours);
        if (hasOptedOut(employee, now()) === (kind === "out")) {
          await completeLog(employee);
          return formatDone(kind, running);
        }
        await completeLog(employee);
        // Only the newest change is stored. A draw must know what was so when it was requested.
        const newest = findNewestChange(employee);
        const changed = running.find(({ requested_at }) => newest && newest.at >= requested_at);
        if (changed) return formatParagraph(say.changedDuring(changed.draw_no));
        const at = now().toISOString();
        if (!(await optOuts.change(employee, kind, at))) continue;
        await completeLog({ ...employee, ...(kind === "out" ? { opted_out_at: at } : { opted_in_at: at }) });
        return formatDone(kind, running);
      }
      throw new LotteryError("LedgerBusy", `Others changed a person in ${TRIES} tries.`);
    },
  };
}
