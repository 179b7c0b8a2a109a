import * as z from "zod";
import { MOST_OPERATORS } from "../../data/ledger/operators.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { type ListChange, parseListChange } from "../input/parse-list-change.ts";
import { formatConfirmation } from "../messages/confirmation.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { mentionPerson } from "../messages/mrkdwn.ts";
import { formatOperators } from "../messages/operators.ts";
import type { Caller, CreateCommand } from "./command.ts";
import { createChangeId } from "./record-change.ts";

const CONFIRM = { add: "lottery_operators_add", remove: "lottery_operators_remove" } as const;
const CANCEL = "lottery_operators_cancel";

/** The value of a button that confirms. `nonce` identifies the question: two clicks make one change. */
const operatorButton = z.object({ nonce: z.string(), user_id: z.string().regex(/^[UW][A-Z0-9]+$/) });

/** Finds the one person whom the arguments name: by a mention, or by a member id. Deactivated people cannot be mentioned. */
function findPerson({ rest }: ListChange, { mentions }: Caller): string | undefined {
  const [mention, ...more] = mentions;
  if (more.length > 0) return undefined;
  if (mention) return rest === mention.shown ? mention.userId : undefined;
  return /^[UW][A-Z0-9]{4,}$/.test(rest) ? rest : undefined;
}

/**
 * `/lottery operators [add|remove @person]`: lists, adds and removes those who may draw. Configured operators cannot be
 * removed, and somebody who can act is always left.
 */
export const createOperatorsCommand: CreateCommand = ({
  texts,
  ledger,
  configuredOperators,
  checkAccount,
  now,
}) => {
  const { operators: say } = texts;
  const listAdded = async () => (await ledger.operators.list()).map(({ user_id }) => user_id);

  /** Why the person cannot be added; undefined if they can. */
  const refuseToAdd = async (userId: string, by: string): Promise<string | undefined> => {
    const [account, added] = await Promise.all([checkAccount(userId), listAdded()]);
    if (userId === by) return say.yourself;
    const person = mentionPerson(userId);
    if (configuredOperators.has(userId) || added.includes(userId)) return say.isOperator(person);
    if (added.length >= MOST_OPERATORS) return say.full(MOST_OPERATORS);
    return account === "member" ? undefined : say.cannotAdd[account](person);
  };

  /** Finds somebody other than `userId` who can act, or may be able to. Returns undefined if there is nobody. */
  const findRemaining = async (userId: string, by: string): Promise<string | undefined> => {
    if (userId !== by) return by;
    const others = [...configuredOperators, ...(await listAdded())].filter((each) => each !== userId);
    for (const each of others) {
      const account = await checkAccount(each);
      if (account === "member" || account === "unknown") return each;
    }
    return undefined;
  };

  /** Why the person cannot be removed; undefined if they can. */
  const refuseToRemove = async (userId: string, by: string): Promise<string | undefined> => {
    const person = mentionPerson(userId);
    if (configuredOperators.has(userId)) return say.isConfigured(person);
    if (!(await listAdded()).includes(userId)) return say.noOperator(person);
    return (await findRemaining(userId, by)) === undefined ? say.nobodyLeft : undefined;
  };

  const refuse = { add: refuseToAdd, remove: refuseToRemove };

  const ask = async (kind: ListChange["kind"], userId: string, caller: Caller): Promise<Message> => {
    const refusal = await refuse[kind](userId, caller.userId);
    if (refusal !== undefined) return formatParagraph(refusal);
    const person = mentionPerson(userId);
    const isSelf = userId === caller.userId;
    return formatConfirmation(
      kind === "add" ? say.askToAdd(person) : isSelf ? say.askToRemoveSelf : say.askToRemove(person),
      {
        action: CONFIRM[kind],
        label: kind === "add" ? say.add : say.remove,
        value: JSON.stringify({ nonce: caller.triggerId, user_id: userId }),
      },
      { action: CANCEL, label: texts.cancel },
    );
  };

  const parseButton = (kind: ListChange["kind"], value: string, { userId: by }: Caller) => {
    const { data } = safeParse(jsonOf(operatorButton), value);
    if (!data) throw new LotteryError("InvalidInput", "The button's value names no person.");
    const { nonce, user_id } = data;
    const id = createChangeId(nonce, { action: `operators.${kind}`, user_id });
    return { userId: user_id, by, at: now(), id };
  };

  return {
    async run(args, caller) {
      if (args === "") return formatOperators(configuredOperators, await ledger.operators.list(), texts);
      const change = parseListChange(args);
      const userId = change && findPerson(change, caller);
      return change && userId !== undefined ? ask(change.kind, userId, caller) : formatParagraph(say.usage);
    },

    buttons: {
      async [CONFIRM.add](value, caller) {
        const change = parseButton("add", value, caller);
        const person = mentionPerson(change.userId);
        const account = await checkAccount(change.userId);
        if (account !== "member") return formatParagraph(say.cannotAdd[account](person));
        const result = await ledger.operators.add(change);
        if (result === "full") return formatParagraph(say.full(MOST_OPERATORS));
        return formatParagraph(result === "added" ? say.added(person) : say.isOperator(person));
      },

      async [CONFIRM.remove](value, caller) {
        const change = parseButton("remove", value, caller);
        const person = mentionPerson(change.userId);
        const remaining = await findRemaining(change.userId, caller.userId);
        if (remaining === undefined) return formatParagraph(say.nobodyLeft);
        const isConfigured = configuredOperators.has(remaining);
        const result = await ledger.operators.remove(change, isConfigured ? undefined : remaining);
        if (result === "nobody-left") return formatParagraph(say.changedMeanwhile);
        return formatParagraph(result === "removed" ? say.removed(person) : say.noOperator(person));
      },

      [CANCEL]: () => formatParagraph(texts.cancelled),
    },
  };
};
