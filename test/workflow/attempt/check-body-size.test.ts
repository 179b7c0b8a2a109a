import { expect, test } from "vitest";
import { checkBodySize } from "../../../workflow/attempt/check-body-size.ts";
import { drawBody } from "../../../workflow/attempt/draw-body.ts";

function body(name: string, id: (i: number) => string) {
  return drawBody.parse({
    num_of_winners: 1_000,
    draw_id: "slack-0123",
    draw_no: 1,
    winner_details: Array.from({ length: 1_000 }, (_, i) => ({
      employee_id: id(i),
      employee_name: name,
      lottery_serial: i + 1,
      slack_user_id: "U0123456789",
    })),
  });
}

test("a thousand winners with names of 40 Chinese characters fit into a state", () => {
  const fitting = body("名".repeat(40), (i) => `E${i}`);
  expect(checkBodySize(fitting)).toBe(fitting);
});

test("a thousand winners with ids of 100 characters fit into a state, and a third as many with the longest ids", () => {
  const fitting = body("Ann Lee", (i) => `${i}`.padStart(100, "x"));
  expect(checkBodySize(fitting)).toBe(fitting);
  const longest = { ...body("王芳", (i) => `${i}`.padStart(128, "职")) };
  const half = { ...longest, winner_details: longest.winner_details.slice(0, 350) };
  expect(checkBodySize(half)).toBe(half);
});

test("winners that are too large for an item of the ledger are refused by name, before anybody is claimed", () => {
  const longest = body("王", (i) => `${i}`.padStart(128, "职"));
  const many = { ...longest, winner_details: longest.winner_details.slice(0, 450) };
  expect(Buffer.byteLength(JSON.stringify(many))).toBeLessThan(230_000);
  expect(() => checkBodySize(many)).toThrow(expect.objectContaining({ name: "InvalidItem" }));
});

test("winners that are too large for a state are refused by name, before anybody is claimed", () => {
  expect(() => checkBodySize(body("名".repeat(200), (i) => `E${i}`))).toThrow(
    expect.objectContaining({
      name: "InvalidItem",
      message: expect.stringMatching(/^Names and ids of draw 1 are too long for 1000 winners: \d+ bytes\.$/),
    }),
  );
});
