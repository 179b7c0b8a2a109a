import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { recordLog } from "../../support/record-log.ts";
import { context, FORM, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";
import {
  ACCEPTED,
  EXAMPLE,
  example,
  NOW,
  openHttpEntry,
  SLACK_API_URL,
  withHeaders,
} from "./open-http-entry.ts";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

describe("a request that Slack has signed", () => {
  test("is accepted: the example of Slack's documentation", async () => {
    expect(example().headers["x-slack-signature"]).toBe(EXAMPLE.signature);
    const { enter, received } = openHttpEntry();
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

  test("is accepted as plain text and as base64, because the signature covers the raw bytes", async () => {
    const body = "command=%2Flottery&text=%E7%8E%8B+王芳🎉&user_id=U1&channel_id=C1&trigger_id=1";
    const encoded = signedEvent(body, NOW);
    expect(encoded.isBase64Encoded).toBe(true);
    const { enter, received } = openHttpEntry();
    expect(await enter(encoded)).toBe(ACCEPTED);
    expect(await enter({ ...encoded, body, isBase64Encoded: false })).toBe(ACCEPTED);
    for (const event of received)
      expect(JSON.parse(event.body ?? "")).toMatchObject({ command: "/lottery", text: "王 王芳🎉" });
    expect(received).toHaveLength(2);
  });

  test("is accepted with any case of its header names", async () => {
    const event = example();
    const headers = Object.fromEntries(
      Object.entries(event.headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(await openHttpEntry().enter({ ...event, headers })).toBe(ACCEPTED);
  });

  test.for([
    `${FORM}; charset=utf-8`,
    "Application/X-WWW-Form-Urlencoded",
    " application/x-www-form-urlencoded ;charset=UTF-8",
  ])("is accepted as %s", async (contentType) => {
    expect(await openHttpEntry().enter(withHeaders(example(), { "content-type": contentType }))).toBe(
      ACCEPTED,
    );
  });

  test.for([-300, 300])("is accepted up to five minutes before or after its time (%d s)", async (seconds) => {
    expect(await openHttpEntry(NOW + seconds).enter(example())).toBe(ACCEPTED);
  });
});

describe("a request that Slack has not signed", () => {
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
      "a signature that is not ASCII",
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

  test.for(refused)("is refused with 401, and the reason is logged: %s", async ([, event, reason]) => {
    const { enter, received } = openHttpEntry();
    expect(await enter(event)).toEqual({ statusCode: 401, body: "" });
    expect(received).toEqual([]);
    expect(log.lines).toEqual([
      { level: "warn", text: JSON.stringify({ level: "warn", event: "request-refused", reason }) },
    ]);
  });

  test.for([-301, 301, 1e9, -1e9])("is refused with 401 if it is a replay (%d s away)", async (seconds) => {
    expect(await openHttpEntry(NOW + seconds).enter(example())).toEqual({ statusCode: 401, body: "" });
    expect(log.events("request-refused")).toMatchObject([{ reason: "timestamp-out-of-range" }]);
  });

  test("is refused with 413 if it has more than a million bytes, signed or not", async () => {
    const event = signedEvent("x".repeat(1_000_001), NOW);
    expect(await openHttpEntry().enter(event)).toEqual({ statusCode: 413, body: "" });
    expect(log.events("request-refused")).toMatchObject([{ reason: "too-large" }]);
    const largest = signedEvent(`${EXAMPLE.body}&x=`.padEnd(1_000_000, "x"), NOW);
    expect(await openHttpEntry().enter(largest)).toBe(ACCEPTED);
  });
});

describe("after the secret was replaced", () => {
  const openWith = (older: string, newest: string) =>
    createHttpEntry({
      signingSecret: { read: () => Promise.resolve(older), readAgain: () => Promise.resolve(newest) },
      slackApiUrl: SLACK_API_URL,
      now: () => NOW * 1_000,
      receive: () => Promise.resolve(ACCEPTED),
    });

  test("a request signed with the new secret is accepted", async () => {
    expect(await openWith("an older secret", SIGNING_SECRET)(example(), context)).toEqual(ACCEPTED);
  });

  test("a request signed with neither secret is refused with 401", async () => {
    const enter = openWith("an older secret", "a newer secret");
    expect(await enter(example(), context)).toEqual({ statusCode: 401, body: "" });
  });
});
