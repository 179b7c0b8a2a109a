import * as z from "zod";
import { employeeId } from "../../data/people/employee.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { formatDeparture } from "../../workflow/roster/people/decide-addition.ts";
import {
  hasKnownLeft,
  type KnownPerson,
  parseKnownPerson,
} from "../../workflow/roster/people/known-person.ts";
import { formatChoices } from "../messages/choices.ts";
import { formatConfirmation } from "../messages/confirmation.ts";
import { formatKnownPerson } from "../messages/known-person.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import { createChangePeople, createShownDigest, type PersonLog } from "./change-people.ts";
import type { Caller, CreateCommand } from "./command.ts";
import { createExplainRunning } from "./explain-running.ts";
import { createFindEmployee } from "./find-employee.ts";

const CHOOSE = "lottery_leave_choose";
const CONFIRM = "lottery_leave_confirm";
const CANCEL = "lottery_leave_cancel";

const choice = z.object({ employee_id: employeeId });

/** The value of the button that confirms. `nonce` identifies the question: two clicks make one change. */
const departure = choice.extend({
  nonce: z.string().min(1).max(200),
  /** What the question has shown. */
  shown: z.string(),
});

const LOG: PersonLog = { action: "employee.leave" };

/** What the question is about. */
const shownOf = ({ employee_id, employee_name, left_at, change_id }: KnownPerson): string =>
  createShownDigest([employee_id, employee_name, left_at, change_id]);

/** `/lottery leave <who>`: marks a person as having left today, after a confirmation. They keep their entry and their wins. */
export const createLeave: CreateCommand = async (services) => {
  const { texts, people, now } = services;
  const rosterLedger = await services.openRosterLedger();
  const { people: say, exclude } = texts;
  const findEmployee = createFindEmployee(services, { late: say.leaveLate });
  const explainRunning = createExplainRunning(services);
  const { refuseDuringImport, idOf, make, completeLog } = createChangePeople({ ...services, rosterLedger });

  const read = async (employee_id: string): Promise<KnownPerson | undefined> => {
    const item = await people.read(employee_id);
    return item && parseKnownPerson(item);
  };

  const ask = async (employee_id: string, caller: Caller): Promise<Message> => {
    const person = await read(employee_id);
    if (!person) return formatParagraph(exclude.gone);
    if (hasKnownLeft(person, now())) {
      await completeLog(person, LOG, caller);
      return formatParagraph(say.leftAlready(formatKnownPerson(person)));
    }
    const value = { nonce: caller.triggerId, employee_id, shown: shownOf(person) };
    return formatConfirmation(
      say.askLeave(formatKnownPerson(person)),
      {
        action: CONFIRM,
        label: say.leave,
        value: JSON.stringify(value satisfies z.output<typeof departure>),
      },
      { action: CANCEL, label: texts.cancel },
    );
  };

  const confirm = async (
    { nonce, employee_id, shown }: z.output<typeof departure>,
    { userId }: Caller,
  ): Promise<Message> => {
    const startedAt = now();
    const [person, running, refusal] = await Promise.all([
      read(employee_id),
      explainRunning(),
      refuseDuringImport(),
    ]);
    if (!person) return formatParagraph(exclude.gone);
    const by = { userId, triggerId: nonce };
    const name = formatKnownPerson(person);
    const done = formatParagraph([say.left(name), ...(running === undefined ? [] : [running])].join("\n"));
    if (hasKnownLeft(person, now())) {
      if (person.change_id !== idOf(person, LOG, nonce)) return formatParagraph(say.leftAlready(name));
      await completeLog(person, LOG, by);
      return done;
    }
    if (refusal) return refusal;
    if (shownOf(person) !== shown) return formatParagraph(say.changedMeanwhile);
    const day = startedAt.toISOString().slice(0, 10).replaceAll("-", "");
    const { left_at } = person;
    const log = { ...LOG, ...(left_at !== undefined && { before: { left_at } }), after: { left_at: day } };
    const item = await make(formatDeparture(person, day), log, { by, startedAt });
    return item ? done : formatParagraph(say.changedMeanwhile);
  };

  return {
    async run(args, caller) {
      if (args === "") return formatParagraph(say.leaveUsage);
      const result = await findEmployee(args, caller);
      if ("blocks" in result) return result;
      const [first] = result.found;
      // More text than the name may mean that another person, or another day, was meant.
      if (first && result.isSure)
        return first.rest === "" ? ask(first.person.employee_id, caller) : formatParagraph(say.leaveUsage);
      const choices = result.found.map(({ person }) => ({
        line: formatKnownPerson(person),
        details: person.department ? escapeMrkdwn(person.department.slice(0, 200)) : undefined,
        name: person.employee_name,
        value: JSON.stringify({ employee_id: person.employee_id } satisfies z.output<typeof choice>),
      }));
      const { whichPerson, choose, moreChoices: more } = exclude;
      return formatChoices(whichPerson, choices, { action: CHOOSE, choose, more });
    },

    buttons: {
      [CHOOSE](value, caller) {
        const { data } = safeParse(jsonOf(choice), value);
        if (!data) throw new LotteryError("InvalidInput", "The button's value names no person.");
        return ask(data.employee_id, caller);
      },
      [CONFIRM](value, caller) {
        const { data } = safeParse(jsonOf(departure), value);
        if (!data) throw new LotteryError("InvalidInput", "The button's value names nobody who leaves.");
        return confirm(data, caller);
      },
      [CANCEL]: () => formatParagraph(texts.cancelled),
    },
  };
};
