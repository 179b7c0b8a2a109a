import { AwsLambdaReceiver } from "@slack/bolt";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { createApp } from "../../../bot/slack/app.ts";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { openSecret } from "../../../data/runtime/open-secret.ts";
import { recordLog } from "../../support/record-log.ts";
import { context, FORM, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";

/** The example of https://docs.slack.dev/authentication/verifying-requests-from-slack */
const EXAMPLE = {
  timestamp: 1_531_420_618,
  signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
  body: "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
};
const NOW = EXAMPLE.timestamp;
const SLACK_API_URL = "https://slack.com/api/";
const ACCEPTED = { statusCode: 200 };

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

/** The entry with a receiver that takes everything, and what it took. */
function open(seconds = NOW) {
  const received: APIGatewayProxyEventV2[] = [];
  const enter = createHttpEntry({
    signingSecret: openSecret(SIGNING_SECRET),
    slackApiUrl: SLACK_API_URL,
    now: () => seconds * 1_000,
    receive: (event) => {
      received.push(event);
      return Promise.resolve(ACCEPTED);
    },
  });
  return { received, enter: (event: APIGatewayProxyEventV2) => enter(event, context) };
}

const example = (): APIGatewayProxyEventV2 => signedEvent(EXAMPLE.body, EXAMPLE.timestamp);

function withHeaders(event: APIGatewayProxyEventV2, headers: Record<string, string | undefined>) {
  return { ...event, headers: { ...event.headers, ...headers } };
}

describe("what Slack has signed", () => {
  test("is let in: the example of Slack's documentation", async () => {
    expect(example().headers["x-slack-signature"]).toBe(EXAMPLE.signature);
    const { enter, received } = open();
    expect(await enter(example())).toBe(ACCEPTED);
    expect(received).toMatchObject([
      { headers: { "content-type": "application/json" }, isBase64Encoded: false },
    ]);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      command: "/webhook-collect",
      text: "",
      user_id: "U2CERLKJA",
      channel_id: "G8PSS9T3V",
      channel_name: "foobar",
      team_id: "T1DC2JH3J",
      trigger_id: "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
      response_url: "https://hooks.slack.com/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN",
    });
  });

  test("is let in as plain text and as base64 alike, over its raw bytes", async () => {
    const body = "command=%2Flottery&text=%E7%8E%8B+王芳🎉&user_id=U1&channel_id=C1&trigger_id=1";
    const encoded = signedEvent(body, NOW);
    expect(encoded.isBase64Encoded).toBe(true);
    const { enter, received } = open();
    expect(await enter(encoded)).toBe(ACCEPTED);
    expect(await enter({ ...encoded, body, isBase64Encoded: false })).toBe(ACCEPTED);
    for (const event of received)
      expect(JSON.parse(event.body ?? "")).toMatchObject({ command: "/lottery", text: "王 王芳🎉" });
    expect(received).toHaveLength(2);
  });

  test("is let in whatever the case of its header names", async () => {
    const event = example();
    const headers = Object.fromEntries(
      Object.entries(event.headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(await open().enter({ ...event, headers })).toBe(ACCEPTED);
  });

  test.for([
    `${FORM}; charset=utf-8`,
    "Application/X-WWW-Form-Urlencoded",
    " application/x-www-form-urlencoded ;charset=UTF-8",
  ])("is let in as %s", async (contentType) => {
    expect(await open().enter(withHeaders(example(), { "content-type": contentType }))).toBe(ACCEPTED);
  });

  test.for([-300, 300])("is let in up to five minutes away (%d s)", async (seconds) => {
    expect(await open(NOW + seconds).enter(example())).toBe(ACCEPTED);
  });
});

describe("what is not Slack's", () => {
  const refused: [string, APIGatewayProxyEventV2, string][] = [
    ["no signature", withHeaders(example(), { "x-slack-signature": undefined }), "unsigned"],
    ["an empty signature", withHeaders(example(), { "x-slack-signature": "" }), "unsigned"],
    ["no time stamp", withHeaders(example(), { "x-slack-request-timestamp": undefined }), "unsigned"],
    [
      "another time stamp than was signed",
      withHeaders(example(), { "x-slack-request-timestamp": `${NOW + 1}` }),
      "signature-wrong",
    ],
    ...["NaN", "0x5b47a18a", `x${NOW}`, `${NOW}x`, `000${NOW}`].map(
      (timestamp): [string, APIGatewayProxyEventV2, string] => [
        `the time stamp ${timestamp}`,
        withHeaders(example(), { "x-slack-request-timestamp": timestamp }),
        "timestamp-malformed",
      ],
    ),
    [
      "a signature of the same length",
      withHeaders(example(), { "x-slack-signature": `v0=${"0".repeat(64)}` }),
      "signature-wrong",
    ],
    [
      "a longer signature",
      withHeaders(example(), { "x-slack-signature": `${EXAMPLE.signature}0` }),
      "signature-wrong",
    ],
    [
      "a signature of another version",
      withHeaders(example(), { "x-slack-signature": EXAMPLE.signature.replace("v0", "v1") }),
      "signature-wrong",
    ],
    [
      "two signatures",
      withHeaders(example(), { "x-slack-signature": `${EXAMPLE.signature},${EXAMPLE.signature}` }),
      "signature-wrong",
    ],
    [
      "a signature that is no ASCII",
      withHeaders(example(), { "x-slack-signature": `v0=${"é".repeat(64)}` }),
      "signature-wrong",
    ],
    [
      "another body",
      { ...example(), body: Buffer.from(`${EXAMPLE.body}&`).toString("base64") },
      "signature-wrong",
    ],
    ["a body that is not base64 as it says", { ...example(), body: EXAMPLE.body }, "signature-wrong"],
    ["nothing at all", { ...example(), headers: {}, body: "" }, "unsigned"],
  ];

  test.for(refused)("gets 401, and the log says why: %s", async ([, event, reason]) => {
    const { enter, received } = open();
    expect(await enter(event)).toEqual({ statusCode: 401, body: "" });
    expect(received).toEqual([]);
    expect(log.lines).toEqual([
      { level: "warn", text: JSON.stringify({ level: "warn", event: "request-refused", reason }) },
    ]);
  });

  test.for([-301, 301, 1e9, -1e9])("gets 401 when it is a replay (%d s away)", async (seconds) => {
    expect(await open(NOW + seconds).enter(example())).toEqual({ statusCode: 401, body: "" });
    expect(log.events("request-refused")).toMatchObject([{ reason: "timestamp-out-of-range" }]);
  });

  test("gets 413 when it is larger than a million bytes, signed or not", async () => {
    const event = signedEvent("x".repeat(1_000_001), NOW);
    expect(await open().enter(event)).toEqual({ statusCode: 413, body: "" });
    expect(log.events("request-refused")).toMatchObject([{ reason: "too-large" }]);
    const largest = signedEvent(`${EXAMPLE.body}&x=`.padEnd(1_000_000, "x"), NOW);
    expect(await open().enter(largest)).toBe(ACCEPTED);
  });
});

describe("a click whose answer is to go", () => {
  const click = (response_url: string) =>
    JSON.stringify({
      type: "block_actions",
      user: { id: "U1" },
      trigger_id: "1",
      response_url,
      actions: [{ type: "button", action_id: "button", block_id: "b", value: "v" }],
    });

  test.for(["https://hooks.slack.com/actions/T1/2/3", "https://slack.com/x"])(
    "to Slack is let in: %s",
    async (url) => {
      expect(await open().enter(signedEvent(click(url), NOW, "application/json"))).toBe(ACCEPTED);
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
  ])("anywhere else gets 400: %s", async (url) => {
    const { enter, received } = open();
    expect(await enter(signedEvent(click(url), NOW, "application/json"))).toMatchObject({ statusCode: 400 });
    expect(received).toEqual([]);
  });
});

describe("what is signed but makes no sense", () => {
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
  ])("gets 400: %s %s", async ([contentType = "", body = ""]) => {
    const { enter, received } = open();
    expect(await enter(signedEvent(body, NOW, contentType))).toEqual({ statusCode: 400, body: "" });
    expect(received).toEqual([]);
    expect(log.events("request-refused")).toMatchObject([{ reason: "unreadable" }]);
  });

  test("gets 400 when the event is no HTTP request", async () => {
    for (const event of [
      { ...example(), body: 7 },
      { ...example(), headers: "x" },
    ])
      expect(await open().enter(JSON.parse(JSON.stringify(event)))).toEqual({ statusCode: 400, body: "" });
    expect(log.events("request-refused")).toMatchObject([{ reason: "malformed" }, { reason: "malformed" }]);
  });

  test("gets 401 when the event has no headers, and 400 when it has neither body nor type", async () => {
    expect(await open().enter(JSON.parse("{}"))).toEqual({ statusCode: 401, body: "" });
    const { body: _, ...event } = signedEvent("", NOW);
    expect(await open().enter(withHeaders(event, { "content-type": undefined }))).toEqual({
      statusCode: 400,
      body: "",
    });
  });
});

test("takes a body for text where nothing says that it is base64", async () => {
  const { isBase64Encoded: _, ...event } = signedEvent(EXAMPLE.body, NOW);
  const { enter, received } = open();
  expect(await enter(JSON.parse(JSON.stringify({ ...event, body: EXAMPLE.body })))).toBe(ACCEPTED);
  expect(received).toMatchObject([{ isBase64Encoded: false }]);
});

describe("what this app reads is let in as it reads it:", () => {
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
  const without = (key: string) => Object.fromEntries(Object.entries(click).filter(([name]) => name !== key));

  test.for<[string, object]>([
    ["a command", { ...command, text: "draw 2", team_id: "T1", response_url: "https://slack.com/x" }],
    ["a command without more", command],
    ["a click", click],
    ["a click outside of any channel", without("channel")],
    ["a click whose team is not named", { ...click, team: null }],
    [
      "a command of an organization's app",
      { ...command, text: "", team_id: "T1", enterprise_id: "E1", api_app_id: "A1" },
    ],
    [
      "a click of an organization's app",
      { ...click, user: { id: "U1", team_id: "T2" }, team: null, enterprise: { id: "E1" }, api_app_id: "A1" },
    ],
    ["a click without an address", without("response_url")],
    ["the question for the certificate", { ssl_check: "1" }],
    ["the question when the address is entered", { type: "url_verification", challenge: "c" }],
  ])("%s", async ([, request]) => {
    const { enter, received } = open();
    const body = JSON.stringify({ ...request, token: "not read" });
    expect(await enter(signedEvent(body, NOW, "application/json"))).toBe(ACCEPTED);
    expect(await enter(signedEvent(new URLSearchParams({ payload: body }).toString(), NOW))).toBe(ACCEPTED);
    expect(received.map((event) => JSON.parse(event.body ?? ""))).toEqual([request, request]);
  });

  test("a command without a text has an empty one", async () => {
    const { text: _, ...bare } = command;
    const { enter, received } = open();
    await enter(signedEvent(new URLSearchParams(bare).toString(), NOW));
    expect(JSON.parse(received[0]?.body ?? "")).toEqual(command);
  });

  test.for<[string, object]>([
    ["a command of no name", { ...command, command: "" }],
    ["a command of nobody", { ...command, user_id: "" }],
    ["a command from nowhere", { ...command, channel_id: "" }],
    ["a command without a name of its own", { ...command, trigger_id: "" }],
    ["a command of a team without an id", { ...command, team_id: "" }],
    ["a click of nobody", { ...click, user: {} }],
    ["a click in a channel without an id", { ...click, channel: {} }],
    ["a click of a team without an id", { ...click, team: {} }],
    ["a click without a name of its own", without("trigger_id")],
    ["a click on nothing", { ...click, actions: [] }],
    ["a click on two buttons", { ...click, actions: [...click.actions, ...click.actions] }],
    ["a click on a button without a name", { ...click, actions: [{ type: "button", block_id: "b" }] }],
    ["a form that was sent", { ...click, type: "view_submission" }],
    ["a question of another type", { type: "verification", challenge: "c" }],
    ["a question without anything to repeat", { type: "url_verification" }],
    ["an empty question for the certificate", { ssl_check: "" }],
  ])("but not %s", async ([, request]) => {
    const { enter, received } = open();
    expect(await enter(signedEvent(JSON.stringify(request), NOW, "application/json"))).toMatchObject({
      statusCode: 400,
    });
    expect(received).toEqual([]);
  });
});

describe("where the secret has been replaced since it was last read", () => {
  const openWith = (older: string, newest: string) =>
    createHttpEntry({
      signingSecret: { read: () => Promise.resolve(older), readAgain: () => Promise.resolve(newest) },
      slackApiUrl: SLACK_API_URL,
      now: () => NOW * 1_000,
      receive: () => Promise.resolve(ACCEPTED),
    });

  test("what is signed with the new one is let in", async () => {
    expect(await openWith("an older secret", SIGNING_SECRET)(example(), context)).toEqual(ACCEPTED);
  });

  test("what is signed with neither gets 401", async () => {
    const enter = openWith("an older secret", "a newer secret");
    expect(await enter(example(), context)).toEqual({ statusCode: 401, body: "" });
  });
});

describe("the entry with Bolt behind it", () => {
  const receiver = new AwsLambdaReceiver({
    signingSecret: SIGNING_SECRET,
    signatureVerification: false,
    logger: createBoltLogger(),
  });
  createApp({
    receiver,
    texts: locales.en,
    workspace: { teamId: "T1", appId: undefined },
    respondWithinMs: 1_000,
    registry: {
      respond: (text) => formatParagraph(text.trim()),
      actions: ["button"],
      click: (_, value) => formatParagraph(value),
    },
  });
  const enter = createHttpEntry({
    signingSecret: openSecret(SIGNING_SECRET),
    slackApiUrl: SLACK_API_URL,
    now: () => NOW * 1_000,
    receive: receiver.toHandler(),
  });

  /** Values as an attacker, or a future Slack, might put them where others are expected. */
  const odd = fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, 0, true, "", "/lottery", "block_actions", "button", [], {}, [null], "__proto__"),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const keys = [
    ..."type command text payload actions event user channel team ssl_check token callback_id".split(" "),
    ..."trigger_id response_url action_id authorizations view is_enterprise_install enterprise".split(" "),
    ..."user_id channel_id team_id bot_id event_context api_app_id submission name".split(" "),
  ];
  const oddObject = fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 8 });
  /** What Slack does send, with some of it replaced. */
  const real = {
    command: "/lottery",
    text: "x",
    user_id: "U1",
    channel_id: "C1",
    trigger_id: "1",
    team_id: "T1",
    type: "block_actions",
    user: { id: "U1" },
    channel: { id: "C1" },
    team: { id: "T1" },
    response_url: "https://slack.com:1/",
    actions: [{ type: "button", action_id: "button", block_id: "b", value: "v" }],
  };
  const types = fc.constantFrom(
    "block_actions",
    "event_callback",
    "view_submission",
    "shortcut",
    "interactive_message",
    "dialog_submission",
    "url_verification",
    "x",
  );

  test("never answers junk with a failure of its own", async () => {
    const seen = new Set<number>();
    const send = async (body: string, contentType: string) => {
      const result = await enter(signedEvent(body, NOW, contentType), context);
      expect(result).toMatchObject({ statusCode: expect.any(Number) });
      const { statusCode } = JSON.parse(JSON.stringify(result));
      seen.add(statusCode);
      expect(statusCode).toBeLessThan(500);
    };
    await fc.assert(
      fc.asyncProperty(oddObject, types, fc.nat(2), async (odd, type, kind) => {
        const object = kind === 0 ? odd : kind === 1 ? { ...odd, type } : { ...real, ...odd };
        const body = JSON.stringify(object);
        await send(body, "application/json");
        await send(new URLSearchParams({ payload: body }).toString(), FORM);
        const flat = Object.entries(object).map(([name, value]) => [name, String(JSON.stringify(value))]);
        await send(new URLSearchParams(flat).toString(), FORM);
      }),
      { seed: 7, numRuns: 300 },
    );
    expect(seen).toContain(200);
  });
});
