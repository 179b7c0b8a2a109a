/** @module-tag slow */
import { AwsLambdaReceiver } from "@slack/bolt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { createApp } from "../../../bot/slack/app.ts";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { openSecret } from "../../../data/runtime/open-secret.ts";
import { context, FORM, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";
import { noForms } from "./no-forms.ts";
import { noHome } from "./no-home.ts";
import { NOW, SLACK_API_URL } from "./open-http-entry.ts";

describe("the HTTP entry with Bolt", () => {
  const receiver = new AwsLambdaReceiver({
    signingSecret: SIGNING_SECRET,
    signatureVerification: false,
    logger: createBoltLogger(),
  });
  createApp({
    command: "/lottery",
    receiver,
    texts: locales.en,
    workspace: { teamId: "T1", appId: undefined },
    ...noHome,
    respondWithinMs: 1_000,
    formClient: noForms,
    registry: {
      respond: (text) => Promise.resolve(formatParagraph(text.trim())),
      click: (_, value) => Promise.resolve(formatParagraph(value)),
      change: () => Promise.resolve(undefined),
      submit: () => Promise.resolve({ errors: { prize: "missing" } }),
    },
  });
  const enter = createHttpEntry({
    signingSecret: openSecret(SIGNING_SECRET),
    slackApiUrl: SLACK_API_URL,
    now: () => NOW * 1_000,
    receive: receiver.toHandler(),
  });

  /** Unexpected values, from an attacker or a future version of Slack. */
  const odd = fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      null,
      0,
      true,
      "",
      "/lottery",
      "block_actions",
      "lottery_button",
      [],
      {},
      [null],
      "__proto__",
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const keys = [
    ..."type command text payload actions event user channel team ssl_check token callback_id".split(" "),
    ..."trigger_id response_url action_id authorizations view is_enterprise_install enterprise".split(" "),
    ..."user_id channel_id team_id bot_id event_context api_app_id submission name".split(" "),
  ];
  const oddObject = fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 8 });
  /** A real request; tests replace some of its fields. */
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
    actions: [{ type: "button", action_id: "lottery_button", block_id: "b", value: "v" }],
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

  test("never responds to junk with a server error", async () => {
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
