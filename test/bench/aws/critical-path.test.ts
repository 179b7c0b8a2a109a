import { expect, test } from "vitest";
import { findCriticalPath } from "../../../bench/aws/critical-path.ts";

const wait = (what: string, begin: number, end: number) => ({
  part: "Callback",
  kind: "dynamodb" as const,
  what,
  begin,
  end,
});

test("the critical path has the waits that other waits depend on, and of parallel waits the one that ends last", () => {
  const waits = [
    wait("first", 0, 5),
    wait("at the same time, shorter", 6, 9),
    wait("at the same time", 6, 12),
    wait("last", 13, 18),
    wait("ended too late", 13, 21),
  ];
  expect(findCriticalPath(waits, 0, 20).map(({ what }) => what)).toEqual([
    "first",
    "at the same time",
    "last",
  ]);
});

test("the critical path has no waits from before the draw", () => {
  expect(findCriticalPath([wait("before", -5, 1), wait("within", 2, 4)], 0, 5)).toMatchObject([
    { what: "within" },
  ]);
});
