import { describe, expect, test } from "vitest";
import { canHaveMade } from "../../../../bot/callback/origin/can-have-made.ts";
import { drawnRecord, revisionRecord, voidedBy, winnerAt } from "../../../support/draw-records.ts";

/** Of four winners, the first was replaced by the third, and then the second by the fourth. */
const draw = drawnRecord({
  num_of_winners: 2,
  winners: [
    winnerAt(1, voidedBy(1)),
    winnerAt(2, voidedBy(2)),
    winnerAt(3, { replaces: "E0001" }),
    winnerAt(4, { replaces: "E0002" }),
  ],
  revisions: [revisionRecord(1), revisionRecord(2)],
});

const recorded = (...serials: number[]) => ({
  input: "{}",
  output: JSON.stringify([
    { MessageId: "1" },
    { body: { winners: serials.map((serial) => winnerAt(serial)) }, status_code: "SUCCESS" },
  ]),
});

describe("an execution that has ended", () => {
  test.for([
    ["its winners", 0, recorded(1, 2)],
    ["its winners after a redraw, because it ran late", 0, recorded(3, 2)],
    ["the winners after its redraw", 1, recorded(3, 2)],
    ["the winners after the next redraw, because it ran late", 1, recorded(3, 4)],
    ["the winners after the newest redraw", 2, recorded(3, 4)],
    ["nothing that can be read", 0, { input: "{}", output: '[{"body":{"winners":[{}]}}]' }],
    ["nothing, because it ran into its time limit", 0, { input: "{}", error: "States.Timeout" }],
    ["nothing, because only the notice failed", 0, { input: "{}", error: "SNS.AuthorizationErrorException" }],
    ["nothing yet", 0, { input: "{}" }],
  ] as const)("can have made the draw if it recorded %s", ([, revision, execution]) => {
    expect(canHaveMade(execution, draw, revision)).toBe(true);
  });

  test.for([
    ["other winners", 0, recorded(1, 5)],
    ["other ranks", 0, recorded(2, 1)],
    ["fewer winners", 0, recorded(1)],
    ["the winners before its redraw", 1, recorded(1, 2)],
    ["the winners before the newest redraw", 2, recorded(3, 2)],
    ["nothing, because it failed before the decision", 0, { input: "{}", error: "NotEnoughEntrants" }],
  ] as const)("cannot have made the draw if it recorded %s", ([, revision, execution]) => {
    expect(canHaveMade(execution, draw, revision)).toBe(false);
  });
});
