import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { AuditLog } from "./audit-log.ts";
import { createVersionedItem } from "./versioned-item.ts";

/** The most channels in the list: all fit in one message. */
export const MOST_CHANNELS = 100;

const list = z.object({ channels: z.array(z.string().min(1).max(64)) });

/** A change of the allowed channels: which one, by whom, when, and its idempotency key. */
export interface ChannelChange {
  channelId: string;
  by: string;
  at: Date;
  id: string;
}

/** The channels in which draws can be made. If there is none in the list, draws can be made in any channel. */
export function createAllowedChannels(client: DynamoDBDocumentClient, table: string, auditLog: AuditLog) {
  const item = createVersionedItem(client, table, {
    key: { ledger: "channels", entry: "allowed" },
    schema: list,
    what: "The list of channels",
    empty: { channels: [] },
    auditLog,
  });

  const change = (
    action: "channels.add" | "channels.remove",
    { by, at, id }: ChannelChange,
    propose: (channels: readonly string[]) => string[] | undefined,
  ) =>
    item.change(id, ({ channels: before }) => {
      const after = propose(before);
      return (
        after && {
          content: { channels: after },
          entry: {
            at: at.toISOString(),
            id,
            who: { user_id: by },
            action,
            before: { channels: before },
            after: { channels: after },
          },
        }
      );
    });

  return {
    erase: item.erase,

    /** Returns the channels in the order in which they were added. Throws `InvalidItem`. */
    list: async (): Promise<string[]> => (await item.read()).channels,

    /** Allows draws in a channel, and so in no channel that is not in the list. Throws `InvalidItem`, `LedgerBusy`. */
    async add(added: ChannelChange): Promise<"added" | "is-listed" | "full"> {
      let refusal: "is-listed" | "full" = "is-listed";
      const isAdded = await change("channels.add", added, (channels) => {
        const isListed = channels.includes(added.channelId);
        refusal = isListed ? "is-listed" : "full";
        return isListed || channels.length >= MOST_CHANNELS ? undefined : [...channels, added.channelId];
      });
      return isAdded ? "added" : refusal;
    },

    /** Removes a channel. Without the last one, draws can be made in any channel. Throws `InvalidItem`, `LedgerBusy`. */
    async remove(removed: ChannelChange): Promise<"removed" | "not-listed"> {
      const isRemoved = await change("channels.remove", removed, (channels) =>
        channels.includes(removed.channelId)
          ? channels.filter((each) => each !== removed.channelId)
          : undefined,
      );
      return isRemoved ? "removed" : "not-listed";
    },
  };
}
