import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { DrawRecord } from "./draw-record.ts";
import { createUpdateRecord } from "./update-record.ts";

type Identity = Pick<DrawRecord, "draw_no" | "draw_id">;

const isDrawn = "draw_id = :draw_id AND #status = :drawn";

/** The notice belongs to something that was decided, and the topic has not accepted it yet. */
function isUnmailed(revision: number): string {
  const isDecided = revision === 0 ? "" : ` AND attribute_exists(revisions[${revision - 1}])`;
  return `attribute_exists(mailed_at) AND attribute_not_exists(mailed_at.#revision)${isDecided}`;
}

export type Mailing = ReturnType<typeof createMailing>;

/** What the ledger knows of the notices of a decided draw, by which subscribers are emailed. */
export function createMailing(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);
  const own = ({ draw_id }: Identity) => ({ ":draw_id": draw_id, ":drawn": "drawn" });

  return {
    /** Records that the topic has accepted a notice. Returns the record; undefined if that is recorded already. */
    markMailed(draw: Identity, revision: number, at: Date): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        expression: "SET mailed_at.#revision = :at",
        condition: `${isDrawn} AND ${isUnmailed(revision)}`,
        names: { "#revision": String(revision) },
        values: { ...own(draw), ":at": at.toISOString() },
      });
    },

    /**
     * Takes the right to publish a notice until then (epoch milliseconds); `held` is until when the caller has it for
     * another notice of the draw. Returns the record; undefined if the notice is mailed, or another run has the right.
     */
    begin(
      draw: Identity,
      revision: number,
      { now, until, held }: { now: Date; until: number; held?: number | undefined },
    ): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { mailing: { revision, until } },
        condition:
          `${isDrawn} AND ${isUnmailed(revision)} AND ` +
          "(attribute_not_exists(mailing) OR mailing.#until < :now OR mailing.#until = :held)",
        names: { "#revision": String(revision), "#until": "until" },
        values: { ...own(draw), ":now": now.getTime(), ":held": held ?? 0 },
      });
    },

    /** Returns the right to publish after a failure, unless another run has it by now. */
    async release(draw: Identity, held: number): Promise<void> {
      await update(draw.draw_no, {
        expression: "SET mailing.#until = :over",
        condition: `${isDrawn} AND mailing.#until = :held`,
        names: { "#until": "until" },
        values: { ...own(draw), ":held": held, ":over": 0 },
      });
    },
  };
}
