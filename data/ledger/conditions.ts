import { allOf, type Condition, hasSize } from "../dynamodb/condition.ts";
import type { DrawRecord } from "./draw-record.ts";
import type { Seal } from "./sealing.ts";

// In all expressions `#status` is the status of the record.

/** What identifies a draw: a number alone could belong to another draw after a restored backup. */
export type DrawIdentity = Pick<DrawRecord, "draw_no" | "draw_id">;

const ofDraw = ({ draw_id }: DrawIdentity): Condition => ({
  expression: "draw_id = :draw_id",
  values: { ":draw_id": draw_id },
});

/**
 * The attempt is under way: it is neither decided nor failed nor abandoned. Written by its tasks and by the run that ends
 * it. The loser reads the record again: the attempt has ended.
 */
export function whileUnderWay({ id, drawId }: { id: string; drawId: string }): Condition {
  return {
    expression: "draw_id = :draw_id AND attempt_id = :attempt_id",
    values: { ":draw_id": drawId, ":attempt_id": id },
  };
}

/** No attempt is under way. Written by the run that begins a redraw or a void; the loser fails and opens it again. */
export const whileNoAttempt: Condition = { expression: "attribute_not_exists(attempt_id)" };

/** The draw is decided. */
export function onceDrawn(draw: DrawIdentity): Condition {
  return allOf(ofDraw(draw), { expression: "#status = :drawn", values: { ":drawn": "drawn" } });
}

/** The draw has failed. */
export function onceFailed(draw: DrawIdentity): Condition {
  return allOf(ofDraw(draw), { expression: "#status = :failed", values: { ":failed": "failed" } });
}

/** The draw is decided or has failed. Written by callbacks. */
export function onceEnded(draw: DrawIdentity): Condition {
  return allOf(ofDraw(draw), { expression: "#status <> :drawing", values: { ":drawing": "drawing" } });
}

/** No later release has ended this round of claims. The loser selects and claims again. */
export function whileInRound(round: number): Condition {
  return { expression: "claim_round = :round", values: { ":round": round } };
}

/**
 * The draw has the same seals as when they were read. The loser reads the record again: another run has added a seal, or
 * has stored the id of the newest one's message.
 */
export function whileSealed(seals: readonly Seal[]): Condition {
  const count = hasSize("seals", ":seals", seals.length);
  const newest = seals.at(-1);
  if (!newest) return count;
  const messageTs = `seals[${seals.length - 1}].message_ts`;
  const { message_ts } = newest;
  return allOf(
    count,
    message_ts === undefined
      ? { expression: `attribute_not_exists(${messageTs})` }
      : { expression: `${messageTs} = :message_ts`, values: { ":message_ts": message_ts } },
  );
}

/** The seed of a sealed draw is not stored. For the loser, another run has stored it. */
export const whileSeedUnknown: Condition = { expression: "attribute_not_exists(seed)" };

/** The lease lasts beyond this time (epoch seconds). The loser fails with `LeaseExpired`. */
export function whileLeasedBeyond(time: number): Condition {
  return { expression: "lease_expires_at > :lease_beyond", values: { ":lease_beyond": time } };
}

/** The draw has the same revisions as when `draw` was read. The loser works on an old record and stops. */
export function whileUnrevised(draw: DrawRecord): Condition {
  const count = draw.status === "drawn" ? draw.revisions.length : 0;
  return count === 0
    ? { expression: "attribute_not_exists(revisions)" }
    : hasSize("revisions", ":revisions", count);
}

/** Nobody was erased from the record since `draw` was read. The loser would store the erased people again, and stops. */
export function whileUnerased({ erasures }: DrawRecord): Condition {
  return erasures === undefined
    ? { expression: "attribute_not_exists(erasures)" }
    : { expression: "erasures = :erasures", values: { ":erasures": erasures } };
}

/** Not all wins are final. Written by the run that finalizes them; for the loser, another run has done it. */
export const whileClaimsPending: Condition = { expression: "attribute_not_exists(claims_final)" };

/** All wins are final. */
export const onceClaimsFinal: Condition = { expression: "attribute_exists(claims_final)" };

/** A failed draw has released its claims. */
export const onceClaimsReleased: Condition = { expression: "attribute_exists(claims_released)" };

/** The newest result is not announced. */
export const whileUnannounced: Condition = { expression: "attribute_not_exists(announced_at)" };

/** The newest result is announced. */
export const onceAnnounced: Condition = { expression: "attribute_exists(announced_at)" };

/** No other callback has the right to post at this time (epoch ms). The loser fails and is delivered again. */
export function whileNobodyPosts(now: number): Condition {
  return {
    expression: "(attribute_not_exists(announcing_until) OR announcing_until < :now)",
    values: { ":now": now },
  };
}

/** No other callback has begun to post since this one. The loser leaves the right to post to the other one. */
export function whilePosting(attempts: number): Condition {
  return { expression: "announcement_attempts = :attempts", values: { ":attempts": attempts } };
}

/** The notice belongs to a decision, and the topic has not accepted it. For the loser, it is mailed. */
export function whileUnmailed(revision: number): Condition {
  const isDecided = revision === 0 ? "" : ` AND attribute_exists(revisions[${revision - 1}])`;
  return {
    expression: `attribute_exists(mailed_at) AND attribute_not_exists(mailed_at.#revision)${isDecided}`,
    names: { "#revision": String(revision) },
  };
}

/** The topic has accepted so many notices. */
export function onceMailed(notices: number): Condition {
  return hasSize("mailed_at", ":notices", notices);
}

/**
 * No other callback has the right to publish at this time (epoch ms). `held` is the end of the right that the caller has
 * for another notice. The loser fails and is delivered again.
 */
export function whileNobodyPublishes(now: number, held: number): Condition {
  return {
    expression: "(attribute_not_exists(mailing) OR mailing.#until < :now OR mailing.#until = :held)",
    names: { "#until": "until" },
    values: { ":now": now, ":held": held },
  };
}

/** The caller has the right to publish until this time (epoch ms). */
export function whilePublishing(held: number): Condition {
  return {
    expression: "mailing.#until = :held",
    names: { "#until": "until" },
    values: { ":held": held },
  };
}
