import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { recordLog } from "../../support/record-log.ts";
import { FORM, signedEvent } from "../../support/signed-request.ts";
import { ACCEPTED, EXAMPLE, example, NOW, openHttpEntry, withHeaders } from "./open-http-entry.ts";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

describe("a click with a response URL", () => {
  const click = (response_url: string) =>
    JSON.stringify({
      type: "block_actions",
      user: { id: "U1" },
      trigger_id: "1",
      response_url,
      actions: [{ type: "button", action_id: "button", block_id: "b", value: "v" }],
    });

  test.for(["https://hooks.slack.com/actions/T1/2/3", "https://slack.com/x"])(
    "at Slack is accepted: %s",
    async (url) => {
      expect(await openHttpEntry().enter(signedEvent(click(url), NOW, "application/json"))).toBe(ACCEPTED);
    },
  );

  test.for([
    "http://hooks.slack.com/actions/T1/2/3",
    "https://slack.com.example.com/",
    "https://notslack.com/",
    "https://slack.com@127.0.0.1/",
    "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next",
    "http://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//hooks.slack.com/",
    "",
  ])("elsewhere is refused with 400: %s", async (url) => {
    const { enter, received } = openHttpEntry();
    expect(await enter(signedEvent(click(url), NOW, "application/json"))).toMatchObject({ statusCode: 400 });
    expect(received).toEqual([]);
  });
});

describe("a signed request that is malformed", () => {
  test.for([
    ["text/plain", EXAMPLE.body],
    [FORM, ""],
    [FORM, "command=%2Flottery&text=draw"],
    ["application/json", '{"type":"block_actions","actions":[]}'],
    ["multipart/form-data; boundary=x", "--x--"],
    ["application/json", "{"],
    ["application/json", ""],
    ["application/json", "null"],
    ["application/json", "[]"],
    ["application/json", "7"],
    ["application/json; charset=utf-8", "\ufeff{}"],
    [FORM, "payload=%7B"],
    [FORM, "payload="],
    ["application/json", '{"command":{"length":{"toString":0}}}'],
    ["application/json", '{"type":"block_actions","actions":{"length":{"valueOf":0}}}'],
    [FORM, "payload=null"],
    [FORM, "payload=%7B%7D&payload=%7B"],
  ])("is refused with 400: %s %s", async ([contentType = "", body = ""]) => {
    const { enter, received } = openHttpEntry();
    expect(await enter(signedEvent(body, NOW, contentType))).toEqual({ statusCode: 400, body: "" });
    expect(received).toEqual([]);
    expect(log.events("request-refused")).toMatchObject([{ reason: "unreadable" }]);
  });

  test("is refused with 400 if the event is not an HTTP request", async () => {
    for (const event of [
      { ...example(), body: 7 },
      { ...example(), headers: "x" },
    ])
      expect(await openHttpEntry().enter(JSON.parse(JSON.stringify(event)))).toEqual({
        statusCode: 400,
        body: "",
      });
    expect(log.events("request-refused")).toMatchObject([{ reason: "malformed" }, { reason: "malformed" }]);
  });

  test("is refused with 401 without headers, and with 400 without a body and a type", async () => {
    expect(await openHttpEntry().enter(JSON.parse("{}"))).toEqual({ statusCode: 401, body: "" });
    const { body: _, ...event } = signedEvent("", NOW);
    expect(await openHttpEntry().enter(withHeaders(event, { "content-type": undefined }))).toEqual({
      statusCode: 400,
      body: "",
    });
  });
});

test("a body is plain text unless the event says that it is base64", async () => {
  const { isBase64Encoded: _, ...event } = signedEvent(EXAMPLE.body, NOW);
  const { enter, received } = openHttpEntry();
  expect(await enter(JSON.parse(JSON.stringify({ ...event, body: EXAMPLE.body })))).toBe(ACCEPTED);
  expect(received).toMatchObject([{ isBase64Encoded: false }]);
});

describe("the app receives the fields that it reads of", () => {
  const command = { command: "/lottery", text: "", user_id: "U1", channel_id: "C1", trigger_id: "1" };
  const click = {
    type: "block_actions",
    user: { id: "U1" },
    channel: { id: "C1" },
    team: { id: "T1" },
    trigger_id: "1",
    response_url: "https://hooks.slack.com/actions/T1/2/3",
    actions: [{ type: "button", action_id: "button", block_id: "b", value: "v" }],
  };
  const view = {
    id: "V1",
    type: "modal",
    callback_id: "lottery_draw_start",
    private_metadata: "[]",
    previous_view_id: null,
    blocks: [{ type: "input", block_id: "prize" }],
    state: {
      values: {
        prize: { prize: { type: "plain_text_input", value: "AirPods" } },
        empty: { empty: { type: "number_input", value: null } },
        city: { city: { type: "static_select", selected_option: { value: "p1" } } },
        boxes: { boxes: { type: "checkboxes", selected_options: [{ value: "a" }] } },
        day: { day: { type: "datepicker", selected_date: "2027-01-31" } },
        channel: { channel: { type: "conversations_select", selected_conversation: "C1" } },
        roster: { roster: { type: "file_input", files: [{ id: "F1" }] } },
      },
    },
  };
  const submission = {
    type: "view_submission",
    user: { id: "U1", team_id: "T1" },
    team: { id: "T1" },
    trigger_id: "1",
    view,
  };
  const without = (key: string) => Object.fromEntries(Object.entries(click).filter(([name]) => name !== key));

  test.for<[string, object]>([
    ["a command", { ...command, text: "draw 2", team_id: "T1", response_url: "https://slack.com/x" }],
    ["a command with the required fields only", command],
    ["a click", click],
    ["a click outside a channel", without("channel")],
    ["a click without a team", { ...click, team: null }],
    [
      "a command of an organization's app",
      { ...command, text: "", team_id: "T1", enterprise_id: "E1", api_app_id: "A1" },
    ],
    [
      "a click of an organization's app",
      { ...click, user: { id: "U1", team_id: "T2" }, team: null, enterprise: { id: "E1" }, api_app_id: "A1" },
    ],
    ["a click without a response URL", without("response_url")],
    ["a submission", submission],
    ["a submission of an organization's app", { ...submission, team: null, enterprise: { id: "E1" } }],
    [
      "a change in a form",
      {
        ...without("channel"),
        view,
        actions: [{ type: "static_select", action_id: "a", block_id: "b", selected_option: { value: "p1" } }],
      },
    ],
    ["a check of the certificate", { ssl_check: "1" }],
    [
      "an opened Home tab",
      {
        type: "event_callback",
        team_id: "T1",
        api_app_id: "A1",
        event: {
          type: "app_home_opened",
          user: "U1",
          tab: "home",
          view: { hash: "h", private_metadata: "E1" },
        },
      },
    ],
    ["the verification of the URL", { type: "url_verification", challenge: "c" }],
  ])("%s", async ([, request]) => {
    const { enter, received } = openHttpEntry();
    const body = JSON.stringify({ ...request, token: "not read" });
    expect(await enter(signedEvent(body, NOW, "application/json"))).toBe(ACCEPTED);
    expect(await enter(signedEvent(new URLSearchParams({ payload: body }).toString(), NOW))).toBe(ACCEPTED);
    expect(received.map((event) => JSON.parse(event.body ?? ""))).toEqual([request, request]);
  });

  test("a command without text has an empty text", async () => {
    const { text: _, ...bare } = command;
    const { enter, received } = openHttpEntry();
    await enter(signedEvent(new URLSearchParams(bare).toString(), NOW));
    expect(JSON.parse(received[0]?.body ?? "")).toEqual(command);
  });

  test.for<[string, object]>([
    ["a command without a name", { ...command, command: "" }],
    ["a command without a user", { ...command, user_id: "" }],
    ["a command without a channel", { ...command, channel_id: "" }],
    ["a command without a trigger id", { ...command, trigger_id: "" }],
    ["a command with an empty team id", { ...command, team_id: "" }],
    ["a click without a user", { ...click, user: {} }],
    ["a click with a channel without an id", { ...click, channel: {} }],
    ["a click with a team without an id", { ...click, team: {} }],
    ["a click without a trigger id", without("trigger_id")],
    ["a click without an action", { ...click, actions: [] }],
    ["a click with two actions", { ...click, actions: [...click.actions, ...click.actions] }],
    ["a click without an action id", { ...click, actions: [{ type: "button", block_id: "b" }] }],
    ["a submission without a form", { ...click, type: "view_submission" }],
    ["a submission without metadata", { ...submission, view: { ...view, private_metadata: undefined } }],
    ["a submission without a user", { ...submission, user: {} }],
    ["a submission with values that are none", { ...submission, view: { ...view, state: { values: [[]] } } }],
    ["another event", { type: "event_callback", event: { type: "message", user: "U1", tab: "home" } }],
    ["an event without a user", { type: "event_callback", event: { type: "app_home_opened", tab: "home" } }],
    ["a closed view", { ...submission, type: "view_closed" }],
    ["a request of another type", { type: "verification", challenge: "c" }],
    ["a verification of the URL without a challenge", { type: "url_verification" }],
    ["an empty check of the certificate", { ssl_check: "" }],
  ])("it refuses %s", async ([, request]) => {
    const { enter, received } = openHttpEntry();
    expect(await enter(signedEvent(JSON.stringify(request), NOW, "application/json"))).toMatchObject({
      statusCode: 400,
    });
    expect(received).toEqual([]);
  });
});
