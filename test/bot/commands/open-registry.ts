import { createRegistry } from "../../../bot/commands/registry.ts";
import type { Message } from "../../../bot/messages/message.ts";
import type { Locale } from "../../../data/environment.ts";
import { startLottery } from "../../support/start-lottery.ts";

export const OPERATOR = "U0OPERATOR";
export const MEMBER = "U0MEMBER";

interface Started {
  occasion: string;
  request: unknown;
}

/** All commands over a real ledger, and the executions that they start: none is run. */
export async function openRegistry(locale: Locale = "en") {
  const lottery = await startLottery();
  const started: Started[] = [];
  let canStart = true;
  let triggers = 0;
  const registry = createRegistry({
    locale,
    operators: new Set([OPERATOR]),
    ledger: lottery.ledger,
    trail: lottery.trail,
    startExecution(occasion, request) {
      started.push({ occasion, request });
      return Promise.resolve(canStart);
    },
  });
  const caller = (userId: string) => ({ userId, channelId: "C0LOTTERY", triggerId: `trigger-${++triggers}` });
  return {
    lottery,
    started,
    actions: registry.actions,
    /** From now on, AWS does not answer. */
    breakStart() {
      canStart = false;
    },
    answer: async (text: string, userId = OPERATOR): Promise<Message> =>
      await registry.answer(text, caller(userId)),
    press: async (action: string, value: string, userId = OPERATOR): Promise<Message> =>
      await registry.press(action, value, caller(userId)),
    [Symbol.asyncDispose]: () => lottery[Symbol.asyncDispose](),
  };
}
