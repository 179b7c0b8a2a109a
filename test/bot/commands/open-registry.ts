import type { CommandServices } from "../../../bot/commands/command.ts";
import { createRecordChange } from "../../../bot/commands/record-change.ts";
import { type CommandName, commands, createCatalog, createRegistry } from "../../../bot/commands/registry.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import type { Channel, ChannelStatus } from "../../../bot/slack/check-channel.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import type { Locale } from "../../../data/runtime/environment.ts";
import type { FakeBeacon } from "../../support/fake-beacon.ts";
import type { RosterItem } from "../../support/start-dynamodb.ts";
import { startLottery } from "../../support/start-lottery.ts";

export const OPERATOR = "U0OPERATOR";
export const MEMBER = "U0MEMBER";

interface Started {
  idempotencyKey: string;
  request: unknown;
}

/**
 * Opens all commands with a real ledger, and records the executions that they start without running them. With a beacon,
 * the ledger's draws are sealed; `isSealed` is what the commands say about new draws.
 */
export async function openRegistry(
  locale: Locale = "en",
  roster?: readonly RosterItem[],
  { beacon, isSealed = beacon !== undefined }: { beacon?: FakeBeacon; isSealed?: boolean } = {},
) {
  const lottery = await startLottery({ ...(roster && { roster }), ...(beacon && { beacon }) });
  const started: Started[] = [];
  const checked: Channel[] = [];
  let status: ChannelStatus = "open";
  let canStart = true;
  let triggers = 0;
  const services = {
    ledger: lottery.ledger,
    visitLog: lottery.visitLog,
    roster: lottery.roster,
    isSealed,
    chain: beacon?.chain ?? quicknet,
    startExecution(idempotencyKey: string, request: unknown) {
      started.push({ idempotencyKey, request });
      return Promise.resolve(canStart);
    },
    checkChannel(channel: Channel) {
      checked.push(channel);
      return Promise.resolve(status);
    },
    now: lottery.clock.now,
  } satisfies Omit<CommandServices, "texts" | "catalog" | "recordChange">;
  const registry = createRegistry({ locale, operators: new Set([OPERATOR]), ...services });
  const caller = (userId: string) => ({
    userId,
    channelId: "C0LOTTERY",
    channelName: "lottery",
    triggerId: `trigger-${++triggers}`,
  });
  return {
    lottery,
    started,
    /** The channels that were checked. */
    checked,
    /** Returns the names of the buttons of a command. */
    async buttonsOf(name: CommandName): Promise<string[]> {
      const create = await commands[name].load();
      const { buttons = {} } = create({
        texts: locales[locale],
        catalog: createCatalog(locale),
        recordChange: createRecordChange(services),
        ...services,
      });
      return Object.keys(buttons);
    },
    /** From now on, AWS does not respond. */
    breakStart() {
      canStart = false;
    },
    /** From now on, every check of a channel returns this. */
    setChannelStatus(next: ChannelStatus) {
      status = next;
    },
    respond: async (text: string, userId = OPERATOR): Promise<Message> =>
      await registry.respond(text, caller(userId)),
    click: async (action: string, value: string, userId = OPERATOR): Promise<Message> =>
      await registry.click(action, value, caller(userId)),
    [Symbol.asyncDispose]: () => lottery[Symbol.asyncDispose](),
  };
}
