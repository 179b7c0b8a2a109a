import { expect, test } from "vitest";
import { formatConfirmation, isExpired, QUESTION_BLOCK } from "../../../bot/messages/confirmation.ts";

test("a question can be answered for a quarter of an hour", () => {
  const askedAt = new Date("2026-06-15T12:00:00Z");
  expect(isExpired(askedAt, askedAt)).toBe(false);
  expect(isExpired(askedAt, new Date("2026-06-15T12:14:59.999Z"))).toBe(false);
  expect(isExpired(askedAt, new Date("2026-06-15T12:15:00Z"))).toBe(true);
});

test("the buttons of a question are in a block of their own", () => {
  const { blocks } = formatConfirmation(
    "Really?",
    { action: "lottery_void_confirm", label: "Yes", value: "1" },
    { action: "lottery_void_cancel", label: "No" },
  );
  expect(QUESTION_BLOCK).toBe("lottery_question");
  const text = (label: string) => ({ type: "plain_text", text: label });
  expect(blocks[1]).toEqual({
    type: "actions",
    block_id: QUESTION_BLOCK,
    elements: [
      {
        type: "button",
        style: "danger",
        action_id: "lottery_void_confirm",
        text: text("Yes"),
        value: "1",
      },
      { type: "button", action_id: "lottery_void_cancel", text: text("No") },
    ],
  });
});
