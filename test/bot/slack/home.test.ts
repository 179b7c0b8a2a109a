import { describe, expect, test } from "vitest";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { clicked, open, opened, serve, TAB, texts } from "./open-home-entry.ts";
import { useSlackApi } from "./use-slack-api.ts";

const log = useSlackApi();
test("Slack verifies the URL of events", async () => {
  const { statusCode, body } = await open().send({ type: "url_verification", token: "t", challenge: "abc" });
  expect(statusCode).toBe(200);
  expect(body).toContain("abc");
});

describe("a person who opens the tab", () => {
  test("gets it with the bot's token, also for the first time", async () => {
    const published = serve("views.publish");
    const { read, send } = open();
    expect(await send(opened())).toMatchObject({ statusCode: 200 });
    expect(read).toEqual([["U0MEMBER", undefined]]);
    expect(published).toEqual([{ user_id: "U0MEMBER", view: TAB }]);
  });

  test("gets it instead of the one that they have seen, so that an older run replaces no newer tab", async () => {
    const published = serve("views.publish");
    const { read, send } = open();
    await send(opened({ view: { id: "V1", type: "home", hash: "h1", private_metadata: "E1" } }));
    expect(read).toEqual([["U0MEMBER", "E1"]]);
    expect(published).toMatchObject([{ hash: "h1" }]);
  });

  test("gets one tab if Slack sends the event twice", async () => {
    const { send } = open();
    const event = opened({ view: { hash: "h1", private_metadata: "" } });
    serve("views.publish");
    await send(event);
    serve("views.publish", { ok: false, error: "hash_conflict" });
    expect(await send(event)).toMatchObject({ statusCode: 200 });
    expect(log.events("home-not-published")).toEqual([]);
  });

  test("gets nothing for the tab of messages", async () => {
    const { read, send } = open();
    expect(await send(opened({ tab: "messages" }))).toMatchObject({ statusCode: 200 });
    expect(read).toEqual([]);
  });

  test.for([
    ["another workspace", { team_id: "T0OTHER" }],
    ["another app", { api_app_id: "A0OTHER" }],
    ["no workspace", { team_id: undefined }],
    ["an organization", { team_id: undefined, enterprise_id: "E0OTHER" }],
  ] as const)("of %s gets nothing", async ([, origin]) => {
    const { read, send } = open();
    expect(await send(opened({}, origin))).toMatchObject({ statusCode: 200 });
    expect(read).toEqual([]);
    expect(log.events("event-refused")).toMatchObject([{ reason: "other-workspace" }]);
  });
});

describe("a failure is logged by its name, and Slack gets its response in time:", () => {
  test.each([
    ["an unknown error", "x_y", 200, "home-not-published", "x_y"],
    ["a token that is refused", "token_revoked", 200, "slack-token-refused", "token_revoked"],
    ["no Home tab in the settings of the app", "not_enabled", 200, "home-not-published", "not_enabled"],
    ["a rate limit", "ratelimited", 200, "home-not-published", "WebAPIPlatformError"],
    ["an error of Slack", "internal_error", 200, "home-not-published", "WebAPIPlatformError"],
    ["a server error", "x", 503, "home-not-published", "WebAPIHTTPError"],
  ])("%s", async (_, error, status, event, reason) => {
    serve("views.publish", { ok: false, error }, status);
    expect(await open().send(opened())).toMatchObject({ statusCode: 200 });
    expect(log.events(event)).toMatchObject([{ reason }]);
  });

  test("a slow Slack", async () => {
    serve("views.publish", { ok: true }, 200, 500);
    const started = performance.now();
    expect(await open({}, 50).send(opened())).toMatchObject({ statusCode: 200 });
    expect(performance.now() - started).toBeLessThan(450);
    expect(log.events("home-failed")).toMatchObject([{ error: "ResponseLate" }]);
  });

  test("tables that cannot be read", async () => {
    const { send } = open({ read: () => Promise.reject(new RangeError("Ann")) });
    expect(await send(opened())).toMatchObject({ statusCode: 200 });
    expect(log.events("home-failed")).toMatchObject([{ error: "RangeError" }]);
  });
});

describe("a click on the tab", () => {
  test("on Refresh publishes it again, whatever it looks like now", async () => {
    const published = serve("views.publish");
    const { read, send } = open();
    expect(await send(clicked("lottery_home_refresh"))).toMatchObject({ statusCode: 200 });
    expect(read).toEqual([["U0MEMBER", "E1"]]);
    expect(published).toEqual([{ user_id: "U0MEMBER", view: TAB }]);
  });

  test("shows a message above it", async () => {
    const shown = serve("views.open");
    const clicks: unknown[] = [];
    const { send } = open({
      click(...all) {
        clicks.push(all);
        return Promise.resolve(formatParagraph("All draws"));
      },
    });
    expect(await send(clicked("lottery_home_run_winners"))).toMatchObject({ statusCode: 200 });
    const by = { userId: "U0MEMBER", channelId: "", channelName: "directmessage", triggerId: "1.2.3" };
    expect(clicks).toEqual([["lottery_home_run_winners", "v", by]]);
    expect(shown).toMatchObject([{ trigger_id: "1.2.3", view: { callback_id: "lottery_notice" } }]);
    expect(JSON.stringify(shown)).toContain("All draws");
  });

  test("shows a form above it", async () => {
    const shown = serve("views.open");
    const form = { callback: "lottery_home_type", title: "Verify", close: "Cancel", blocks: [] };
    await open({ click: () => Promise.resolve(form) }).send(clicked("lottery_home_run_verify"));
    expect(shown).toMatchObject([{ view: { callback_id: "lottery_home_type" } }]);
  });

  test("shows nothing if the command has opened its own form", async () => {
    expect(await open().send(clicked("lottery_home_run_prizes"))).toMatchObject({ statusCode: 200 });
  });

  test.each(["trigger_expired", "ratelimited", "x_y"])(
    "that Slack shows no message for (%s) is answered directly",
    async (error) => {
      serve("views.open", { ok: false, error });
      const sent = serve("chat.postMessage");
      await open({ click: () => Promise.resolve(formatParagraph("All draws")) }).send(
        clicked("lottery_home_run_winners"),
      );
      expect(sent).toMatchObject([{ channel: "U0MEMBER", text: "All draws" }]);
    },
  );

  test("that fails gets an apology", async () => {
    const shown = serve("views.open");
    await open({ click: () => Promise.reject(new Error("x")) }).send(clicked("lottery_home_run_winners"));
    expect(JSON.stringify(shown)).toContain(texts.trouble);
    expect(log.events("click-failed")).toMatchObject([{ error: "Error" }]);
  });

  test.for([
    ["in another workspace", { team: { id: "T0OTHER" } }],
    ["of another app", { api_app_id: "A0OTHER" }],
    ["of a guest from another workspace", { user: { id: "U0OPERATOR", team_id: "T0OTHER" } }],
  ] as const)("%s is refused", async ([, origin]) => {
    const { send } = open({ click: () => Promise.reject(new Error("It was passed on.")) });
    expect(await send(clicked("lottery_home_run_draw", origin))).toMatchObject({ statusCode: 200 });
    expect(log.events("click-refused")).toMatchObject([{ reason: "other-workspace" }]);
  });
});

test("the form of the tab is submitted to the tab, and not to a command", async () => {
  const submitted: unknown[] = [];
  const { send } = open({
    submit(...all) {
      submitted.push(all);
      return Promise.resolve({ errors: { arguments: "missing" } });
    },
  });
  const { body } = await send({
    type: "view_submission",
    user: { id: "U0MEMBER", team_id: "T0LOTTERY" },
    team: { id: "T0LOTTERY" },
    api_app_id: "A0LOTTERY",
    trigger_id: "1.2.4",
    view: {
      id: "V2",
      type: "modal",
      callback_id: "lottery_home_type",
      private_metadata: '["","directmessage","n"]\nverify',
      blocks: [{ type: "input", block_id: "arguments" }],
      state: { values: { arguments: { arguments: { type: "plain_text_input", value: "3" } } } },
    },
  });
  expect(submitted).toMatchObject([
    [
      { values: { arguments: "3" }, state: "verify" },
      { userId: "U0MEMBER", channelName: "directmessage" },
    ],
  ]);
  expect(JSON.parse(body)).toEqual({ response_action: "errors", errors: { arguments: "missing" } });
});

test("a button of a message above the tab replaces this message by its answer", async () => {
  const changed = serve("views.update");
  await open().send({
    ...clicked("lottery_winners_older"),
    view: {
      id: "V3",
      type: "modal",
      callback_id: "lottery_notice",
      private_metadata: '["","directmessage","n"]\n',
      blocks: [],
    },
  });
  expect(changed).toMatchObject([{ view_id: "V3", view: { callback_id: "lottery_notice" } }]);
  expect(JSON.stringify(changed)).toContain("clicked lottery_winners_older v");
});
