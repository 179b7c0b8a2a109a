import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { allOf } from "../dynamodb/condition.ts";
import {
  type DrawIdentity,
  onceDrawn,
  whileNobodyPublishes,
  whilePublishing,
  whileUnmailed,
} from "./conditions.ts";
import type { DrawnRecord, DrawRecord } from "./draw-record.ts";
import { createUpdateRecord } from "./update-record.ts";

/** The notices that the topic has not accepted: 0 is the notice of the draw, 1 of its first revision, and so on. */
export function unmailedNotices({ revisions, mailed_at }: DrawnRecord): number[] {
  return [0, ...revisions.map((_, i) => i + 1)].filter((revision) => !(revision in mailed_at));
}

/** When the content of a notice was decided, in epoch milliseconds. */
export function noticeDecidedAt({ drawn_at, revisions }: DrawnRecord, revision: number): number {
  return Date.parse(revisions[revision - 1]?.revised_at ?? drawn_at);
}

/** The part of a record that keeps its notices, which SNS sends to subscribers: one callback at a time may publish. */
export function createMailing(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);

  return {
    /**
     * Takes the right to publish a notice until then (epoch milliseconds). `held` is the end of the right that the caller
     * has for another notice of the draw. Returns the record; undefined if the notice is mailed, or another callback has
     * the right.
     */
    begin(
      draw: DrawIdentity,
      revision: number,
      { now, until, held }: { now: Date; until: number; held?: number | undefined },
    ): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { mailing: { revision, until } },
        condition: allOf(
          onceDrawn(draw),
          whileUnmailed(revision),
          whileNobodyPublishes(now.getTime(), held ?? 0),
        ),
      });
    },

    /** Gives up the right to publish after a failure, unless another callback has it by now. */
    async abandon(draw: DrawIdentity, held: number): Promise<void> {
      await update(draw.draw_no, {
        set: { "mailing.until": 0 },
        condition: allOf(onceDrawn(draw), whilePublishing(held)),
      });
    },

    /** Stores that the topic has accepted a notice. Returns the record; undefined if that is stored already. */
    mark(draw: DrawIdentity, revision: number, at: Date): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { [`mailed_at.${revision}`]: at.toISOString() },
        condition: allOf(onceDrawn(draw), whileUnmailed(revision)),
      });
    },
  };
}
