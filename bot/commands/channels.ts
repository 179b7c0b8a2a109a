import * as z from "zod";
import { MOST_CHANNELS } from "../../data/ledger/allowed-channels.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { type ListChange, parseListChange } from "../input/parse-list-change.ts";
import { formatConfirmation } from "../messages/confirmation.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { mentionChannel } from "../messages/mrkdwn.ts";
import type { Caller, CreateCommand } from "./command.ts";
import { createChangeId } from "./record-change.ts";

const CONFIRM = { add: "lottery_channels_add", remove: "lottery_channels_remove" } as const;
const CANCEL = "lottery_channels_cancel";

/** The value of a button that confirms. `nonce` identifies the question: two clicks make one change. */
const channelButton = z.object({ nonce: z.string(), channel_id: z.string().regex(/^[CG][A-Z0-9]+$/) });

/** Finds the one channel whom the arguments name: by a mention, or by its id. */
function findChannel({ rest }: ListChange, { mentionedChannels = [] }: Caller): string | undefined {
  const [channel, ...more] = mentionedChannels;
  if (more.length > 0) return undefined;
  if (channel !== undefined) return /^#\S*$/.test(rest) ? channel : undefined;
  return /^[CG][A-Z0-9]{4,}$/.test(rest) ? rest : undefined;
}

/** `/lottery channels [add|remove #channel]`: lists and changes the channels in which draws can be made. */
export const createChannels: CreateCommand = ({ texts, ledger, now }) => {
  const { channels: say } = texts;

  const formatList = (channels: readonly string[]): string =>
    channels.length === 0 ? say.any : say.only(channels.map(mentionChannel).join(texts.listSeparator));

  /** Makes a change. `nonce` is the id of the request that asked for it. */
  const make = async (
    kind: ListChange["kind"],
    channelId: string,
    nonce: string,
    { userId: by }: Caller,
  ): Promise<Message> => {
    const id = createChangeId(`${nonce}#${channelId}`, { action: `channels.${kind}` });
    const result = await ledger.channels[kind]({ channelId, by, at: now(), id });
    if (result === "full") return formatParagraph(say.full(MOST_CHANNELS));
    const list = formatList(await ledger.channels.list());
    return formatParagraph(`${say.results[result](mentionChannel(channelId))} ${list}`);
  };

  /** Asks first if the change is about all other channels, too. */
  const askOrMake = async (kind: ListChange["kind"], channelId: string, caller: Caller): Promise<Message> => {
    const channels = await ledger.channels.list();
    const isFirst = kind === "add" && channels.length === 0;
    const isLast = kind === "remove" && channels.length === 1 && channels.includes(channelId);
    if (!isFirst && !isLast) return make(kind, channelId, caller.triggerId, caller);
    const channel = mentionChannel(channelId);
    return formatConfirmation(
      isFirst ? say.askToLimit(channel) : say.askToOpen(channel),
      {
        action: CONFIRM[kind],
        label: isFirst ? say.limit : say.open,
        value: JSON.stringify({ nonce: caller.triggerId, channel_id: channelId }),
      },
      { action: CANCEL, label: texts.cancel },
    );
  };

  const confirm = (kind: ListChange["kind"]) => (value: string, caller: Caller) => {
    const { data } = safeParse(jsonOf(channelButton), value);
    if (!data) throw new LotteryError("InvalidInput", "The button's value names no channel.");
    return make(kind, data.channel_id, data.nonce, caller);
  };

  return {
    async run(args, caller) {
      if (args === "") {
        const list = formatList(await ledger.channels.list());
        return formatParagraph(`${list}\n${say.usage}`);
      }
      const change = parseListChange(args);
      const channelId = change && findChannel(change, caller);
      return change && channelId !== undefined
        ? askOrMake(change.kind, channelId, caller)
        : formatParagraph(say.usage);
    },
    buttons: {
      [CONFIRM.add]: confirm("add"),
      [CONFIRM.remove]: confirm("remove"),
      [CANCEL]: () => formatParagraph(texts.cancelled),
    },
  };
};
