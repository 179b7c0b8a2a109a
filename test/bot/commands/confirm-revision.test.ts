import { describe, expect, test } from "vitest";
import { createConfirmRevision } from "../../../bot/commands/confirm-revision.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { formatConfirmation } from "../../../bot/messages/confirmation.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";

const texts = locales.en;
const caller = {
  userId: "U0OPERATOR",
  channelId: "C0LOTTERY",
  channelName: "lottery",
  triggerId: "1.2.3",
  mentions: [],
};

function open(kind: "redraw" | "void", isStarted = true) {
  const started: unknown[] = [];
  const revision = createConfirmRevision({
    kind,
    texts,
    startExecution(...all) {
      started.push(...all);
      return Promise.resolve(isStarted ? "started" : "not-confirmed");
    },
  });
  const press = async (action: string, value = "") => revision.buttons[action]?.(value, caller);
  return { ...revision, started, press };
}

const whole = { draw_no: 3, employee_id: "E0001", reason: "on leave" };

describe.for(["redraw", "void"] as const)("before a %s", (kind) => {
  test("two buttons ask for confirmation, and one carries the target", () => {
    const value = '{"nonce":"1.2.3","draw_no":3,"employee_id":"E0001","reason":"on leave"}';
    expect(open(kind).ask("Really?", whole, caller)).toEqual(
      formatConfirmation(
        "Really?",
        { action: `lottery_${kind}_confirm`, label: texts[kind].confirm, value },
        { action: `lottery_${kind}_cancel`, label: texts.cancel },
      ),
    );
  });

  test("nothing starts before the confirmation, and then under the name of the question", async () => {
    const { press, started } = open(kind);
    expect(await press(`lottery_${kind}_cancel`)).toEqual(formatParagraph(texts.cancelled));
    expect(started).toEqual([]);
    const value = JSON.stringify({ nonce: "1.2.3", ...whole });
    expect(await press(`lottery_${kind}_confirm`, value)).toEqual(formatParagraph(texts.revision.started(3)));
    expect(started).toEqual([
      `${kind}-1.2.3`,
      { revise: { kind, ...whole }, requested_by: "U0OPERATOR", channel_id: "C0LOTTERY" },
    ]);
  });

  test("says so if it is not certain that it was started", async () => {
    const value = JSON.stringify({ nonce: "1.2.3", draw_no: 3 });
    expect(await open(kind, false).press(`lottery_${kind}_confirm`, value)).toEqual(
      formatParagraph(texts.revision.notStarted(3)),
    );
  });

  test.for(["", "3", "{}", '{"nonce":"1"}', '{"draw_no":3}', '{"nonce":"1","draw_no":0}'])(
    "a button with the value %j starts nothing",
    async (value) => {
      const { press, started } = open(kind);
      await expect(press(`lottery_${kind}_confirm`, value)).rejects.toMatchObject({
        name: "InvalidInput",
        message: "The button's value is not a revision.",
      });
      expect(started).toEqual([]);
    },
  );
});
