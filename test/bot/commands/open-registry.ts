import { createRegistry } from "../../../bot/commands/registry.ts";
import type { Message } from "../../../bot/messages/message.ts";
import type { Channel, ChannelStatus } from "../../../bot/slack/check-channel.ts";
import type { Locale } from "../../../data/runtime/environment.ts";
import type { RosterItem } from "../../support/start-dynamodb.ts";
import { startLottery } from "../../support/start-lottery.ts";

export const OPERATOR = "U0OPERATOR";
export const MEMBER = "U0MEMBER";

interface Started {
  idempotencyKey: string;
  request: unknown;
}

/** All commands over a real ledger, and the executions that they start: none is run. */
export async function openRegistry(locale: Locale = "en", roster?: readonly RosterItem[]) {
  const lottery = await startLottery(roster && { roster });
  const started: Started[] = [];
  const judged: Channel[] = [];
  let verdict: ChannelStatus = "open";
  let canStart = true;
  let triggers = 0;
  const registry = createRegistry({
    locale,
    operators: new Set([OPERATOR]),
    ledger: lottery.ledger,
    visitLog: lottery.visitLog,
    startExecution(idempotencyKey, request) {
      started.push({ idempotencyKey, request });
      return Promise.resolve(canStart);
    },
    checkChannel(place) {
      judged.push(place);
      return Promise.resolve(verdict);
    },
    now: lottery.clock.now,
  });
  const caller = (userId: string) => ({
    userId,
    channelId: "C0LOTTERY",
    channelName: "lottery",
    triggerId: `trigger-${++triggers}`,
  });
  return {
    lottery,
    started,
    /** The places about which a verdict was asked. */
    judged,
    actions: registry.actions,
    /** From now on, AWS does not answer. */
    breakStart() {
      canStart = false;
    },
    /** From now on, this is said of each place. */
    judgeAs(next: ChannelStatus) {
      verdict = next;
    },
    answer: async (text: string, userId = OPERATOR): Promise<Message> =>
      await registry.respond(text, caller(userId)),
    press: async (action: string, value: string, userId = OPERATOR): Promise<Message> =>
      await registry.click(action, value, caller(userId)),
    [Symbol.asyncDispose]: () => lottery[Symbol.asyncDispose](),
  };
}
