import { randomUUID } from "node:crypto";
import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import type { Store } from "../store/store.ts";
import { type Published, publishedSchema } from "./message.ts";
import { type Subscription, subscriptionSchema } from "./topics.ts";

/** A message for one subscriber. */
export interface Delivery {
  /** The same in every attempt. */
  id: string;
  messageId: string;
  published: Published;
  subscription: Subscription;
}

/** ms for which a deduplication id is stored: longer than any execution runs. */
const DEDUPLICATION_INTERVAL = 60 * 60 * 1_000;

const publicationRow = z.object({ messageId: z.string() });
const deliveryRow = z.object({
  id: z.string(),
  messageId: z.string(),
  published: jsonOf(publishedSchema),
  subscription: jsonOf(subscriptionSchema),
});

/** The unfinished deliveries in the store. */
export function createDeliveryStore(store: Store) {
  const findPublication = (deduplicationId: string): string | undefined => {
    store.run("DELETE FROM publication WHERE at < ?", Date.now() - DEDUPLICATION_INTERVAL);
    return store.all(
      publicationRow,
      "SELECT message_id AS messageId FROM publication WHERE deduplication_id = ?",
      deduplicationId,
    )[0]?.messageId;
  };

  return {
    list: (): Delivery[] =>
      store.all(
        deliveryRow,
        "SELECT id, message_id AS messageId, message AS published, subscription FROM delivery ORDER BY rowid",
      ),

    /** Stores a message for all its subscribers in one transaction, unless its deduplication id is known. */
    add(
      published: Published,
      subscriptions: readonly Subscription[],
      deduplicationId?: string,
    ): { messageId: string; deliveries: Delivery[] } {
      return store.transaction(() => {
        const known = deduplicationId && findPublication(deduplicationId);
        if (known) return { messageId: known, deliveries: [] };
        const messageId = randomUUID();
        if (deduplicationId)
          store.run(
            "INSERT INTO publication (deduplication_id, message_id, at) VALUES (?, ?, ?)",
            deduplicationId,
            messageId,
            Date.now(),
          );
        const deliveries = subscriptions.map((subscription) => ({
          id: randomUUID(),
          messageId,
          published,
          subscription,
        }));
        for (const { id, subscription } of deliveries)
          store.run(
            "INSERT INTO delivery (id, message_id, message, subscription) VALUES (?, ?, ?, ?)",
            id,
            messageId,
            JSON.stringify(published),
            JSON.stringify(subscription),
          );
        return { messageId, deliveries };
      });
    },

    remove(id: string) {
      store.run("DELETE FROM delivery WHERE id = ?", id);
    },

    clear() {
      store.run("DELETE FROM delivery");
      store.run("DELETE FROM publication");
    },
  };
}
