import * as z from "zod";
import { employee, employeeId, slackUserId } from "../../data/people/employee.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { type AdditionDecision, decideAddition } from "../../workflow/roster/people/decide-addition.ts";
import { type KnownPerson, parseKnownPerson } from "../../workflow/roster/people/known-person.ts";
import { parseAddition } from "../input/parse-addition.ts";
import { ADD_ACTIONS, askAddition, formatAdded, formatNotAdded } from "../messages/addition.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { mentionPerson } from "../messages/mrkdwn.ts";
import { createChangePeople, createShownDigest, type PersonLog } from "./change-people.ts";
import type { Caller, CreateCommand } from "./command.ts";

/** The rest of Slack's three seconds is for the change. */
const READ_MS = 1_600;

/** The value of the button that confirms. `nonce` identifies the question: two clicks make one change. */
const addition = z.object({
  nonce: z.string().min(1).max(200),
  user_id: slackUserId,
  employee_id: employeeId.optional(),
  /** What the question has shown. */
  shown: z.string(),
});

type Decided = Extract<AdditionDecision, { change: unknown }>;

const canBeMade = (decision: AdditionDecision): decision is Decided => "change" in decision;

const ACTIONS = { new: "employee.add", link: "employee.link", return: "employee.return" } as const;

const actionOf = (kind: Decided["kind"], user_id: string): PersonLog => ({ action: ACTIONS[kind], user_id });

/** What the audit log says about a change. A person who had left can win again. */
function formatLog(decision: Decided, user_id: string): PersonLog {
  const log = actionOf(decision.kind, user_id);
  if (decision.kind === "new" || !decision.change.remove.includes("left_at")) return log;
  return { ...log, before: { left_at: decision.existing.left_at ?? null } };
}

/**
 * `/lottery add <@person> [employee id]`: adds somebody to the roster, after a confirmation. A person who is on the roster
 * already keeps their entry, with its serial and its wins.
 */
export const createAdd: CreateCommand = async (services) => {
  const { texts, people, checkAccount, readProfile, now } = services;
  const rosterLedger = await services.openRosterLedger();
  const { people: say } = texts;
  const { refuseDuringImport, idOf, make, completeLog } = createChangePeople({ ...services, rosterLedger });

  /** Reads what adding this account means at this time. Returns what to answer if that cannot be decided. */
  const decide = async (userId: string, typedId: string | undefined): Promise<AdditionDecision | Message> => {
    const [account, profile, items, refusal] = await Promise.all([
      checkAccount(userId),
      readProfile(userId),
      people.readAll(READ_MS),
      refuseDuringImport(),
    ]);
    const person = mentionPerson(userId);
    if (account !== "member") return formatParagraph(say.cannotAdd[account](person));
    const { data: name } = employee.shape.employee_name.safeParse(profile?.name);
    if (name === undefined) return formatParagraph(say.noProfile(person));
    if (refusal) return refusal;
    if (!items) return formatParagraph(say.addLate);
    const email = profile?.email;
    const added = { slack_user_id: userId, employee_name: name, email, employee_id: typedId };
    return decideAddition(added, items, now());
  };

  /** Makes the change that a question has shown. */
  const confirm = async (
    decision: Decided,
    {
      user_id,
      by,
      startedAt,
    }: { user_id: string; by: Pick<Caller, "userId" | "triggerId">; startedAt: Date },
  ): Promise<Message> => {
    const log = formatLog(decision, user_id);
    let { change } = decision;
    if (decision.kind === "new") {
      const id = idOf(change, log, by.triggerId);
      const lottery_serial = await rosterLedger.serials.reserve(decision.after, id, now());
      change = { ...change, set: { ...change.set, lottery_serial } };
      // An import that takes the lock from now on waits until this serial is written; one that has it may not know of it.
      const refusal = await refuseDuringImport();
      if (refusal) return refusal;
    }
    const item = await make(change, log, { by, startedAt });
    return item
      ? formatAdded(decision.kind, parseKnownPerson(item), texts)
      : formatParagraph(say.changedMeanwhile);
  };

  /** Answers a click on a question that has been answered: if its change was made, completes the log and says so again. */
  const repeat = async (
    { existing }: { existing: KnownPerson },
    { user_id, by }: { user_id: string; by: Pick<Caller, "userId" | "triggerId"> },
  ): Promise<Message> => {
    const kinds = ["new", "link", "return"] as const;
    const kind = kinds.find(
      (each) => idOf(existing, actionOf(each, user_id), by.triggerId) === existing.change_id,
    );
    if (!kind) return formatNotAdded({ kind: "present", existing }, texts);
    await completeLog(existing, actionOf(kind, user_id), by);
    return formatAdded(kind, existing, texts);
  };

  return {
    async run(args, caller) {
      const parsed = parseAddition(args, caller.mentions);
      if (!parsed) return formatParagraph(say.addUsage);
      const { userId, employeeId: typedId } = parsed;
      const decision = await decide(userId, typedId);
      if ("blocks" in decision) return decision;
      if (!canBeMade(decision)) {
        if (decision.kind === "present")
          await completeLog(decision.existing, { action: "employee.add", user_id: userId }, caller);
        return formatNotAdded(decision, texts);
      }
      const value = {
        nonce: caller.triggerId,
        user_id: userId,
        ...(typedId !== undefined && { employee_id: typedId }),
        shown: createShownDigest([decision.kind, decision.change]),
      } satisfies z.output<typeof addition>;
      return askAddition(decision, { user: mentionPerson(userId), value: JSON.stringify(value) }, texts);
    },

    buttons: {
      async [ADD_ACTIONS.confirm](value, { userId }) {
        const { data } = safeParse(jsonOf(addition), value);
        if (!data) throw new LotteryError("InvalidInput", "The button's value names nobody to add.");
        const { nonce, user_id, employee_id, shown } = data;
        const by = { userId, triggerId: nonce };
        const startedAt = now();
        const decision = await decide(user_id, employee_id);
        if ("blocks" in decision) return decision;
        if (canBeMade(decision))
          return createShownDigest([decision.kind, decision.change]) === shown
            ? confirm(decision, { user_id, by, startedAt })
            : formatParagraph(say.changedMeanwhile);
        return decision.kind === "present"
          ? repeat(decision, { user_id, by })
          : formatNotAdded(decision, texts);
      },
      [ADD_ACTIONS.cancel]: () => formatParagraph(texts.cancelled),
    },
  };
};
