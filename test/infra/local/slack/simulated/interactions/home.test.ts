import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CHANNEL, readForm, serveSlack } from "../../../../../support/serve-slack.ts";

const MEMBER = "U0MEMBER";
const text = (words: string) => ({ type: "plain_text", text: words });
const button = { type: "button", action_id: "lottery_home_refresh", text: text("Refresh"), value: "v" };
const TAB = { type: "home", blocks: [{ type: "actions", block_id: "refresh", elements: [button] }] };

const event = z.object({
  type: z.literal("event_callback"),
  team_id: z.string(),
  api_app_id: z.string(),
  event: z.object({
    type: z.literal("app_home_opened"),
    user: z.string(),
    tab: z.string(),
    view: z.looseObject({ hash: z.string(), private_metadata: z.string() }).optional(),
  }),
});
const view = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });

const open = (slack: Awaited<ReturnType<typeof serveSlack>>, tab = "home", user = MEMBER) =>
  slack.post("/playground/home", { user, channel: CHANNEL, tab });

describe("views.publish", () => {
  test("shows a tab to one person, and replaces it", async () => {
    const slack = await serveSlack();
    const events = await slack.followEvents(MEMBER);
    const first = view.parse(await slack.callApi("views.publish", { user_id: MEMBER, view: TAB })).view;
    expect(await events.next("event: home")).toContain(first.id);
    const { hash } = first;
    const second = view.parse(
      await slack.callApi("views.publish", { user_id: MEMBER, view: TAB, hash }),
    ).view;
    expect(second.id).toBe(first.id);
    expect(second.hash).not.toBe(hash);
    // An older run of the app must not replace a newer tab.
    expect(await slack.callApi("views.publish", { user_id: MEMBER, view: TAB, hash })).toMatchObject({
      ok: false,
      error: "hash_conflict",
    });
    const other: unknown = await (await fetch(`${slack.url}/playground/state?user=U0OPERATOR`)).json();
    expect(other).toMatchObject({ home: null });
    await events.close();
  });

  test.each([
    ["somebody else", { user_id: "U0NOBODY", view: TAB }, "user_not_found"],
    ["a modal", { user_id: MEMBER, view: { ...TAB, type: "modal", title: text("x") } }, "invalid_arguments"],
    ["a title", { user_id: MEMBER, view: { ...TAB, title: text("x") } }, "invalid_arguments"],
    [
      "too many blocks",
      {
        user_id: MEMBER,
        view: { type: "home", blocks: Array.from({ length: 101 }, () => ({ type: "divider" })) },
      },
      "invalid_arguments",
    ],
    [
      "too much metadata",
      { user_id: MEMBER, view: { ...TAB, private_metadata: "x".repeat(3_001) } },
      "invalid_arguments",
    ],
    [
      "too many characters in a section",
      {
        user_id: MEMBER,
        view: {
          type: "home",
          blocks: [{ type: "section", text: { type: "mrkdwn", text: "x".repeat(3_001) } }],
        },
      },
      "invalid_arguments",
    ],
  ])("refuses %s", async (_, args, error) => {
    const slack = await serveSlack();
    expect(await slack.callApi("views.publish", args)).toMatchObject({ ok: false, error });
  });
});

describe("a tab that is opened", () => {
  test("is told to the app as signed JSON, with the tab that it published", async () => {
    const slack = await serveSlack();
    expect((await open(slack)).status).toBe(200);
    await slack.callApi("views.publish", { user_id: MEMBER, view: { ...TAB, private_metadata: "E1" } });
    await open(slack, "messages");
    const [first, second] = slack.events.map(({ body }) => event.parse(JSON.parse(body ?? "")));
    expect(first).toMatchObject({
      team_id: "T0LOTTERY",
      api_app_id: "A0LOTTERY",
      event: { user: MEMBER, tab: "home" },
    });
    expect(first?.event.view).toBeUndefined();
    expect(second?.event).toMatchObject({ tab: "messages", view: { private_metadata: "E1" } });
    expect(slack.events[0]?.headers).toMatchObject({ "content-type": "application/json" });
    expect(slack.events[0]?.headers["x-slack-retry-num"]).toBeUndefined();
  });

  test.each([
    ["fails", () => ({ statusCode: 500 }), "http_error"],
    ["does not respond", () => new Promise(() => undefined), "http_timeout"],
  ])("is told once more to an app that %s", async (_, bot, reason) => {
    const slack = await serveSlack({ bot, responseTimeout: 50 });
    await open(slack);
    expect(slack.events).toHaveLength(2);
    expect(slack.events[1]?.body).toBe(slack.events[0]?.body);
    expect(slack.events[1]?.headers).toMatchObject({
      "x-slack-retry-num": "1",
      "x-slack-retry-reason": reason,
    });
  });

  test("must be a tab of the app, and of a known person", async () => {
    const slack = await serveSlack();
    expect((await open(slack, "about")).status).toBe(400);
    expect((await open(slack, "home", "U0NOBODY")).status).toBe(400);
    expect(slack.events).toEqual([]);
  });
});

test("a click on the tab is sent with the tab, without a channel", async () => {
  const slack = await serveSlack();
  const { id } = view.parse(await slack.callApi("views.publish", { user_id: MEMBER, view: TAB })).view;
  const click = { channel: CHANNEL, view_id: id, block_id: "refresh", action_id: "lottery_home_refresh" };
  await slack.post("/playground/action", { user: MEMBER, ...click });
  const payload = JSON.parse(readForm(slack.events[0])["payload"] ?? "");
  expect(payload).toMatchObject({
    type: "block_actions",
    user: { id: MEMBER },
    container: { type: "view", view_id: id },
    view: { id, type: "home", callback_id: "" },
    actions: [{ action_id: "lottery_home_refresh", value: "v" }],
  });
  expect(payload).not.toHaveProperty("channel");
  expect(payload).not.toHaveProperty("response_url");
  // Nobody else has this tab.
  const other = await slack.post("/playground/action", { user: "U0OPERATOR", ...click });
  expect(await other.json()).toMatchObject({ ok: false, error: "message_not_found" });
});
