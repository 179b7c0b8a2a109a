import type { AdditionDecision } from "../../workflow/roster/people/decide-addition.ts";
import type { KnownPerson } from "../../workflow/roster/people/known-person.ts";
import type { Texts } from "../locales/texts.ts";
import { formatConfirmation } from "./confirmation.ts";
import { formatKnownPerson } from "./known-person.ts";
import { formatParagraph, type Message } from "./message.ts";
import { mentionPerson } from "./mrkdwn.ts";

export const ADD_ACTIONS = { confirm: "lottery_add_confirm", cancel: "lottery_add_cancel" };

/** So many of the entries that may be one person are named. */
const SHOWN_PEOPLE = 10;

type Decided = Extract<AdditionDecision, { change: unknown }>;
type Refused = Exclude<AdditionDecision, Decided>;

function formatQuestion(decision: Decided, user: string, { people: say }: Texts): string {
  if (decision.kind === "new") {
    const { employee_id, set } = decision.change;
    const employee_name = String(set.employee_name ?? "");
    return say.askNew(user, formatKnownPerson({ employee_id, employee_name }));
  }
  const person = formatKnownPerson(decision.existing);
  return decision.kind === "return" ? say.askReturn(person) : say.askLink(user, person, decision.hasLeft);
}

/** Asks whether to add somebody. `user` mentions the account. */
export function askAddition(
  decision: Decided,
  { user, value }: { user: string; value: string },
  texts: Texts,
): Message {
  return formatConfirmation(
    formatQuestion(decision, user, texts),
    { action: ADD_ACTIONS.confirm, label: texts.people.confirm[decision.kind], value },
    { action: ADD_ACTIONS.cancel, label: texts.cancel },
  );
}

/** Says that somebody was added. */
export function formatAdded(kind: Decided["kind"], person: KnownPerson, { people: say }: Texts): Message {
  return formatParagraph(say.done[kind](formatKnownPerson(person), person.lottery_serial));
}

/** Says why somebody was not added. */
export function formatNotAdded(decision: Refused, { people: say, listSeparator }: Texts): Message {
  if (decision.kind === "several") {
    const people = decision.people.map(formatKnownPerson);
    const more = people.length - SHOWN_PEOPLE;
    return formatParagraph(say.several(people.slice(0, SHOWN_PEOPLE).join(listSeparator), Math.max(more, 0)));
  }
  const { kind, existing } = decision;
  const person = formatKnownPerson(existing);
  if (kind === "present") return formatParagraph(say.present(person, existing.lottery_serial));
  if (kind === "other id") return formatParagraph(say.otherId(person));
  return formatParagraph(say.taken(person, mentionPerson((existing.slack_user_id ?? "").slice(0, 64))));
}
