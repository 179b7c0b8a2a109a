import { expect, test } from "vitest";
import { drawBody } from "../../workflow/messages.ts";
import { requireCarriable } from "../../workflow/require-carriable.ts";

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

test("a thousand winners with names of 40 Chinese characters can be carried from state to state", () => {
  const carried = body("名".repeat(40), (i) => `E${i}`);
  expect(requireCarriable(carried)).toBe(carried);
});

test("what no state can carry is refused by its name, before anybody is claimed", () => {
  expect(() => requireCarriable(body("名".repeat(200), (i) => `E${i}`))).toThrow(
    expect.objectContaining({ name: "InvalidItem" }),
  );
});
