import type { Condition } from "../dynamodb/condition.ts";
import type { EndedRecord } from "./draw-record.ts";

/** The `announcement_error` of a draw that the state machine has not made. It is never announced or mailed. */
export const NOT_OURS = "draw-not-ours";

/** Whether a callback has refused the newest result of the draw. */
export function isRefused({ announcement_error }: EndedRecord): boolean {
  return announcement_error === NOT_OURS;
}

/** A callback has refused the newest result. */
export const onceRefused: Condition = {
  expression: "announcement_error = :not_ours",
  values: { ":not_ours": NOT_OURS },
};
