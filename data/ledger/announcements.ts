import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { allOf } from "../dynamodb/condition.ts";
import {
  type DrawIdentity,
  onceEnded,
  whileNobodyPosts,
  whilePosting,
  whileUnannounced,
  whileUnrevised,
} from "./conditions.ts";
import type { DrawRecord } from "./draw-record.ts";
import { createUpdateRecord } from "./update-record.ts";

/** What is stored about an announcement. */
export interface Announced {
  at: Date;
  /** Slack's id of the message. */
  messageTs?: string | undefined;
  /** Why the message is given up: Slack's error, or `NOT_OURS`. */
  error?: string | undefined;
}

/** The part of a record that keeps its announcement: one callback at a time has the right to post. */
export function createAnnouncements(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);

  return {
    /**
     * Takes the right to post about an ended draw for `seconds`. Returns the record; undefined if the draw has not ended,
     * is announced, or another callback has the right.
     */
    begin(draw: DrawIdentity, now: Date, seconds: number): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { announcing_until: now.getTime() + seconds * 1_000 },
        add: { announcement_attempts: 1 },
        condition: allOf(onceEnded(draw), whileUnannounced, whileNobodyPosts(now.getTime())),
      });
    },

    /**
     * Gives up the right to post after an attempt that failed, unless another callback has it by now. `draw` is the record
     * that `begin` returned; `error` is why Slack refuses the message.
     */
    async abandon(draw: DrawRecord, error?: string): Promise<void> {
      if (draw.status === "drawing") return;
      await update(draw.draw_no, {
        set: { announcement_error: error },
        remove: ["announcing_until"],
        condition: allOf(onceEnded(draw), whileUnannounced, whilePosting(draw.announcement_attempts)),
      });
    },

    /**
     * Stores that the draw is announced. Returns the record; undefined if the draw was revised since `draw` was read, so
     * that there is more to announce. The id of the message is stored in both cases.
     */
    async mark(draw: DrawRecord, { at, messageTs, error }: Announced): Promise<DrawRecord | undefined> {
      const marked = await update(draw.draw_no, {
        set: { announced_at: at.toISOString(), message_ts: messageTs, announcement_error: error },
        remove: ["announcing_until"],
        condition: allOf(onceEnded(draw), whileUnrevised(draw)),
      });
      if (!marked && messageTs)
        await update(draw.draw_no, { set: { message_ts: messageTs }, condition: onceEnded(draw) });
      return marked;
    },
  };
}
