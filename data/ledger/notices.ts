import type { DrawnRecord } from "./draw-record.ts";

/** The notices that the topic has not accepted yet: 0 is the notice of the draw, 1 of its first revision, and so on. */
export function unmailedNotices({ revisions, mailed_at }: DrawnRecord): number[] {
  return [0, ...revisions.map((_, i) => i + 1)].filter((revision) => !(revision in mailed_at));
}

/** When what a notice is about was decided, in epoch milliseconds. */
export function noticeDecidedAt({ drawn_at, revisions }: DrawnRecord, revision: number): number {
  return Date.parse(revisions[revision - 1]?.revised_at ?? drawn_at);
}
