/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { formatForm, MAX_STATE_LENGTH, parseMetadata, plainText } from "../../../bot/messages/form.ts";
import {
  boxesField,
  buttonRow,
  channelField,
  dateField,
  menuField,
  multiMenuField,
  numberField,
  textField,
} from "../../../bot/messages/form-fields.ts";
import { section } from "../../../bot/messages/message.ts";
import { viewSchema } from "../../../infra/local/slack/simulated/interactions/views.ts";

const LONG = "长😀".repeat(4_000);
const origin = {
  channelId: "C0LOTTERY",
  channelName: '"'.repeat(200),
  nonce: "1700000000000.1700000000.abcdef",
};
const options = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `${i} ${LONG}`, value: `p${i}` }));

describe("a form with texts and values of any length", () => {
  const texts = { label: LONG, hint: LONG, isOptional: true };
  const blocks = [
    textField({ ...texts, name: "a", initial: LONG, placeholder: LONG, isMultiline: true }),
    textField({ ...texts, name: "b", initial: LONG, most: 10, action: "lottery_draw_b" }),
    numberField({ ...texts, name: "c", least: 1, most: 1_000, initial: 0, action: "lottery_draw_c" }),
    menuField({ ...texts, name: "d", options: options(100), chosen: "p99", version: 2 }),
    multiMenuField({ ...texts, name: "e", options: options(100), chosen: ["p0", "p1", "other"] }),
    boxesField({ ...texts, name: "f", options: options(10), chosen: [] }),
    dateField({ ...texts, name: "g", initial: "2027-01-31", placeholder: LONG }),
    channelField({ ...texts, name: "h", initial: "C0LOTTERY" }),
    buttonRow([{ action: "lottery_draw_i", label: LONG, value: "v", style: "danger" }]),
  ];
  const form = {
    callback: "lottery_draw_start",
    title: LONG,
    submit: LONG,
    close: LONG,
    blocks,
    state: '"'.repeat(MAX_STATE_LENGTH),
  };

  test("is within Slack's limits", () => {
    expect(() => viewSchema.parse(formatForm(form, origin))).not.toThrow();
  });

  test("comes back with the channel and the state", () => {
    expect(parseMetadata(formatForm(form, origin).private_metadata ?? "")).toEqual({
      origin: { ...origin, channelName: '"'.repeat(80) },
      state: form.state,
    });
  });

  test("divides more than 100 options into groups", () => {
    const menu = menuField({ name: "d", label: "d", options: options(10_000), chosen: "p9999" });
    expect(() => viewSchema.parse(formatForm({ ...form, blocks: [menu] }, origin))).not.toThrow();
  });

  test("has at most 100 blocks, 10,000 options and a limited state", () => {
    const blocks = Array.from({ length: 101 }, () => section("x"));
    expect(() => formatForm({ ...form, blocks }, origin)).toThrow(RangeError);
    expect(() => formatForm({ ...form, state: `${form.state}x` }, origin)).toThrow(
      new RangeError(`A form has ${MAX_STATE_LENGTH + 1} characters of state.`),
    );
    expect(() => menuField({ name: "d", label: "d", options: options(10_001) })).toThrow(RangeError);
  });
});

test("a text field has its own limits and value, and one line unless it says otherwise", () => {
  const element = (field: Partial<Parameters<typeof textField>[0]>) =>
    textField({ name: "prize", label: "Prize", ...field }).element;
  expect(element({})).toEqual({ type: "plain_text_input", action_id: "prize", max_length: 3_000 });
  expect(element({ most: 4, initial: "Socks", isMultiline: true })).toEqual({
    type: "plain_text_input",
    action_id: "prize",
    max_length: 4,
    initial_value: "Sock",
    multiline: true,
  });
  expect(element({ most: 5_000, initial: "" })).toEqual(element({}));
  expect(element({ initial: "x".repeat(3_001) })).toMatchObject({ initial_value: "x".repeat(3_000) });
});

test("a menu shows the option that is chosen, and none if it does not have it", () => {
  const menu = (chosen?: string) =>
    menuField({ name: "prize", label: "Prize", options: options(3), ...(chosen && { chosen }) }).element;
  expect(menu("p1")).toMatchObject({ initial_option: { value: "p1" } });
  expect(menu("p9")).not.toHaveProperty("initial_option");
  expect(menu()).not.toHaveProperty("initial_option");
});

test("a text that is too long ends with an ellipsis, and no character is divided", () => {
  expect(plainText("abc", 3).text).toBe("abc");
  expect(plainText("abcd", 3).text).toBe("ab…");
  expect(plainText("a😀cd", 3).text).toBe("a…");
});

test("a version makes Slack forget what was entered in a field, and does not change its name", () => {
  const { block_id, element } = textField({ name: "prize", label: "Prize", version: 2 });
  expect(block_id).toBe("prize:2");
  expect(element.action_id).toBe("prize");
});
