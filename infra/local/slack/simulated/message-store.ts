import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import { readFact, writeFact } from "../../services/store/facts.ts";
import type { Store } from "../../services/store/store.ts";
import { blocksSchema } from "./block-kit/blocks.ts";
import type { Message } from "./workspace.ts";

const row = z.object({
  content: jsonOf(
    z.object({
      channel: z.string(),
      ts: z.string(),
      user: z.string(),
      text: z.string(),
      blocks: blocksSchema.optional(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .optional(),
      thread_ts: z.string().optional(),
      files: z
        .array(
          z.object({
            id: z.string(),
            name: z.string(),
            title: z.string(),
            mimetype: z.string(),
            size: z.int(),
            content: z.base64(),
          }),
        )
        .optional(),
      isDirect: z.boolean().optional(),
      edited: z.string().exactOptional(),
      visibleTo: z.string().exactOptional(),
    }),
  ),
});

/** The fact with the last timestamp, in microseconds. */
const LAST_TIMESTAMP = "last-timestamp";

/** Creates the access to the messages in the store, including ephemeral messages. */
export function createMessageStore(store: Store) {
  return {
    /** Oldest first. */
    list: (): Message[] =>
      store.all(row, "SELECT content FROM message ORDER BY n").map(({ content }) => content),

    add(message: Message) {
      const { channel, ts } = message;
      store.run(
        "INSERT INTO message (channel, ts, content) VALUES (?, ?, ?)",
        channel,
        ts,
        JSON.stringify(message),
      );
    },

    update(message: Message) {
      const { channel, ts } = message;
      store.run(
        "UPDATE message SET content = ? WHERE channel = ? AND ts = ?",
        JSON.stringify(message),
        channel,
        ts,
      );
    },

    remove({ channel, ts }: Message) {
      store.run("DELETE FROM message WHERE channel = ? AND ts = ?", channel, ts);
    },

    clear() {
      store.run("DELETE FROM message");
    },

    /** The last timestamp, in microseconds. It is stored apart from the messages, so that no timestamp is used again after a message is deleted. */
    timestamps: {
      last: Number(readFact(store, LAST_TIMESTAMP) ?? 0),
      store(last: number) {
        writeFact(store, LAST_TIMESTAMP, String(last));
      },
    },
  };
}
