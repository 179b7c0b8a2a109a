import * as z from "zod";
import { employeeId, findExclusion, hasOptedOut, oneLine } from "../../data/people/employee.ts";
import { type Exclusion, LONGEST_EXCLUSION_REASON } from "../../data/people/exclusions.ts";
import type { ListedPerson } from "../../data/people/roster.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { formatChoices } from "../messages/choices.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { Caller, CommandServices } from "./command.ts";
import { createExplainRunning } from "./explain-running.ts";
import { createChangeId } from "./record-change.ts";

/** The value of the button next to a person. `nonce` identifies the menu: two clicks make one change. */
const choice = z.object({
  nonce: z.string().min(1).max(200),
  employee_id: employeeId,
  /** The last day (ISO date), or `always`. Absent if the exclusion ends. */
  until: z.union([z.iso.date(), z.literal("always")]).optional(),
  reason: oneLine.pipe(z.string().max(LONGEST_EXCLUSION_REASON)).optional(),
});

/** Whom a change is about: on the roster, or by a click. */
type Subject = Pick<ListedPerson, "employee_id">;

function formatPerson({ employee_name, employee_id }: ListedPerson): string {
  return `*${escapeMrkdwn(employee_name)}* (${escapeMrkdwn(employee_id)})`;
}

/** The day of an exclusion that the audit log contains. The reason is only on the roster. */
function toLog(exclusion: Exclusion | undefined) {
  return exclusion ? { excluded_until: exclusion.until } : {};
}

/** Creates the functions with which `/lottery exclude` and `/lottery include` change exclusions. */
export function createChangeExclusion({
  texts,
  ledger,
  roster,
  exclusions,
  recordChange,
  now,
}: Pick<CommandServices, "texts" | "ledger" | "roster" | "exclusions" | "recordChange" | "now">) {
  const { exclude: say } = texts;

  const explainRunning = createExplainRunning({ texts, ledger, now });

  /**
   * Changes the exclusion and writes it to the audit log. If the log cannot be written, the exclusion is as before, so that
   * the same command does both again. Ending an exclusion that a stopped run has ended completes the log. Returns whether
   * the person was excluded before, or undefined if they are not on the roster.
   */
  const change = async (
    { employee_id }: Subject,
    exclusion: Exclusion | undefined,
    by: Pick<Caller, "userId" | "triggerId">,
  ): Promise<{ wasExcluded: boolean } | undefined> => {
    const action = exclusion ? "employee.exclude" : "employee.include";
    const id = createChangeId(by.triggerId, { action, employee_id });
    const changed = await exclusions.change(employee_id, exclusion, { id });
    if (changed === "gone") return undefined;
    const { before, isChanged, lastId } = changed;
    if (!isChanged) {
      if (lastId === undefined || (await ledger.auditLog.has(lastId))) return { wasExcluded: false };
      const at = now().toISOString();
      await ledger.auditLog.append({ id: lastId, at, who: { user_id: by.userId }, action, employee_id });
      return { wasExcluded: true };
    }
    try {
      await recordChange({ action, employee_id, before: toLog(before), after: toLog(exclusion) }, by);
    } catch (error) {
      await exclusions.change(employee_id, before, { id: lastId, expected: exclusion });
      throw error;
    }
    const until = before?.until;
    return { wasExcluded: findExclusion({ excluded_until: until }, now()) !== undefined };
  };

  /** Excludes a person, and says so. */
  const exclude = async (
    person: ListedPerson,
    exclusion: Exclusion,
    by: Pick<Caller, "userId" | "triggerId">,
  ): Promise<Message> => {
    const changed = await change(person, exclusion, by);
    if (!changed) return formatParagraph(say.gone);
    const running = await explainRunning();
    const { until, reason } = exclusion;
    return formatParagraph(
      [
        say.excluded(formatPerson(person), until),
        ...(reason === undefined ? [] : [say.reason(escapeMrkdwn(reason))]),
        say.howToInclude(escapeMrkdwn(person.employee_id)),
        ...(running === undefined ? [] : [running]),
      ].join("\n"),
    );
  };

  /** Ends the exclusion of a person, and says so. */
  const include = async (
    person: ListedPerson,
    by: Pick<Caller, "userId" | "triggerId">,
  ): Promise<Message> => {
    const changed = await change(person, undefined, by);
    if (!changed) return formatParagraph(say.gone);
    const [current, running] = await Promise.all([roster.findById(person.employee_id), explainRunning()]);
    const name = formatPerson(person);
    const { wasExcluded } = changed;
    if (current && hasOptedOut(current, now()))
      return formatParagraph((wasExcluded ? say.includedButOptedOut : say.hasOptedOut)(name));
    if (!wasExcluded) return formatParagraph(say.notExcluded(name));
    return formatParagraph([say.included(name), ...(running === undefined ? [] : [running])].join("\n"));
  };

  return {
    exclude,
    include,

    /** Asks which person is meant. `exclusionOf` is what the click does for each; undefined ends the exclusion. */
    ask<Each extends { person: ListedPerson }>(
      found: readonly Each[],
      exclusionOf: (each: Each) => Exclusion | undefined,
      action: string,
      { triggerId: nonce }: Caller,
    ): Message {
      const choices = found.map((each) => {
        const { person } = each;
        const { until, reason } = exclusionOf(each) ?? {};
        return {
          line: formatPerson(person),
          details: person.department ? escapeMrkdwn(person.department.slice(0, 200)) : undefined,
          name: person.employee_name,
          value: JSON.stringify({
            nonce,
            employee_id: person.employee_id,
            ...(until !== undefined && { until }),
            ...(reason !== undefined && { reason }),
          }),
        };
      });
      return formatChoices(say.whichPerson, choices, { action, choose: say.choose, more: say.moreChoices });
    },

    /** Does what a click on a button of the menu says. Throws `InvalidInput`. */
    async choose(value: string, { userId }: Caller): Promise<Message> {
      const { data } = safeParse(jsonOf(choice), value);
      if (!data) throw new LotteryError("InvalidInput", "The button's value names no person.");
      const person = await roster.findById(data.employee_id);
      if (!person) return formatParagraph(say.gone);
      const { nonce: triggerId, until, reason } = data;
      const by = { userId, triggerId };
      return until === undefined ? include(person, by) : exclude(person, { until, reason }, by);
    },
  };
}
