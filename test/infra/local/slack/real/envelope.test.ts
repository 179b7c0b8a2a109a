import { describe, expect, test } from "vitest";
import {
  formatEnvelopeRequest,
  parseAcknowledgement,
} from "../../../../../infra/local/slack/real/envelope.ts";
import { signBody } from "../../../../../infra/local/slack/simulated/requests/signed-request.ts";

const SECRET = "own-secret";

const format = (type: string, body: unknown) => {
  const request = formatEnvelopeRequest(SECRET, { type, body });
  if (!request) throw new Error("There is no request.");
  return request;
};

describe("the request for an envelope", () => {
  test("is a form with a slash command's fields, except those without a value", () => {
    const command = {
      command: "/lottery",
      text: "draw 2 耳机 & <@U1>",
      is_enterprise_install: false,
      enterprise_id: null,
    };
    const { headers, body } = format("slash_commands", command);
    expect(headers.get("content-type")).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual({
      command: "/lottery",
      text: "draw 2 耳机 & <@U1>",
      is_enterprise_install: "false",
    });
  });

  test("is a form with an interaction's JSON", () => {
    const click = { type: "block_actions", actions: [{ action_id: "redraw" }] };
    const payload = new URLSearchParams(format("interactive", click).body.toString()).get("payload");
    expect(JSON.parse(payload ?? "")).toEqual(click);
  });

  test("is an event's JSON", () => {
    const event = { type: "event_callback", event: { type: "app_mention" } };
    const { headers, body } = format("events_api", event);
    expect(headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(body.toString())).toEqual(event);
  });

  test("is signed as Slack signs", () => {
    const { headers, body } = format("slash_commands", { command: "/lottery" });
    const timestamp = Number(headers.get("x-slack-request-timestamp"));
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(5);
    expect(headers.get("x-slack-signature")).toBe(signBody(SECRET, timestamp, body.toString()));
  });

  test.each([
    [{ type: "hello", body: {} }],
    [{ type: "slash_commands" }],
    [{ type: "interactive", body: "text" }],
    [{ type: undefined, body: {} }],
  ])("does not exist for %j", (envelope) => {
    expect(formatEnvelopeRequest(SECRET, envelope)).toBeUndefined();
  });
});

test.each([
  ["", undefined],
  ['{"text":"hello"}', { text: "hello" }],
  ["hello", { text: "hello" }],
  ["[1]", { text: "[1]" }],
])("the bot's response %j is acknowledged with %j", (body, payload) => {
  expect(parseAcknowledgement(body)).toEqual(payload);
});
