import type { ImportPlan } from "./plan-import.ts";

/** How many people a plan adds, brings back, changes and marks as left, as the audit log names it. */
export function countPlan({ added, returning, changed, left }: ImportPlan) {
  return {
    created: added.length,
    returning: returning.length,
    changed: changed.length,
    marked_left: left.length,
  };
}
