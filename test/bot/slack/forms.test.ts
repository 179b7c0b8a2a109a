import nock from "nock";
import { describe, expect, test } from "vitest";
import { formatForm, NOTICE } from "../../../bot/messages/form.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { createFormClient } from "../../../bot/slack/form-client.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import {
  changed,
  form,
  open,
  origin,
  other,
  refuse,
  serve,
  submission,
  texts,
  textsIn,
  view,
} from "./open-forms.ts";
import { SLACK_API_URL, useSlackApi } from "./use-slack-api.ts";

const log = useSlackApi();
describe("a submission", () => {
  test("is passed on with its values by field, its state and the channel where the form was opened", async () => {
    serve("chat.postEphemeral");
    const passedOn: unknown[] = [];
    const { send } = open({
      submit(...all) {
        passedOn.push(...all);
        return Promise.resolve({ done: formatParagraph("Done") });
      },
    });
    await send(submission);
    expect(passedOn).toEqual([
      "lottery_draw_start",
      { values: { prize: "AirPods", reason: undefined }, state: '{"version":7}', nonce: "n1" },
      { userId: "U0OPERATOR", channelId: "C0LOTTERY", channelName: "lottery", triggerId: "1.2.9" },
    ]);
  });

  test("that is done closes all forms and says so privately in the channel", async () => {
    const [told] = [serve("chat.postEphemeral")];
    expect(await open({}).send(submission)).toEqual({ response_action: "clear" });
    expect(told).toMatchObject([{ channel: "C0LOTTERY", user: "U0OPERATOR", text: "Done" }]);
  });

  test.each([
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "internal_error",
    "ratelimited",
    "new_error",
  ])("is confirmed in a direct message if Slack refuses the channel: %s", async (error) => {
    serve("chat.postEphemeral", refuse(error));
    const direct = serve("chat.postMessage");
    expect(await open({}).send(submission)).toEqual({ response_action: "clear" });
    expect(direct).toMatchObject([{ channel: "U0OPERATOR", text: "Done" }]);
  });

  test.each(["account_inactive", "ratelimited", "new_error"])(
    "is confirmed in the form itself if Slack takes no message: %s",
    async (error) => {
      serve("chat.postEphemeral", refuse(error));
      serve("chat.postMessage", refuse(error));
      const reply = await open({}).send(submission);
      expect(reply.response_action).toBe("update");
      expect(textsIn(reply.view)).toEqual(["Done"]);
    },
  );

  test("is confirmed in the form itself if Slack is slow", async () => {
    nock(SLACK_API_URL).post("/chat.postEphemeral").delay(2_000).reply(200, { ok: true });
    const reply = await open({}, 300).send(submission);
    expect(textsIn(reply.view)).toEqual(["Done"]);
  });

  test("shows errors at their fields, and one about an unknown field at the last one", async () => {
    const { send } = open({
      submit: () => Promise.resolve({ errors: { reason: "too long", other: "unknown" } }),
    });
    expect(await send(submission)).toEqual({
      response_action: "errors",
      errors: { "reason:3": "unknown" },
    });
    const one = open({ submit: () => Promise.resolve({ errors: { prize: "No such prize" } }) });
    expect(await one.send(submission)).toEqual({
      response_action: "errors",
      errors: { prize: "No such prize" },
    });
  });

  test("shows other content, or another form on top, of the same channel", async () => {
    const update = open({ submit: () => Promise.resolve({ change: other }) });
    expect(await update.send(submission)).toEqual({
      response_action: "update",
      view: formatForm(other, origin),
    });
    const push = open({ submit: () => Promise.resolve({ push: other }) });
    expect(await push.send(submission)).toEqual({
      response_action: "push",
      view: formatForm(other, { ...origin, nonce: "1.2.9" }),
    });
  });

  test("returns to the form below, with new content", async () => {
    const below = serve("views.update");
    const { send } = open({ submit: () => Promise.resolve({ back: other }) });
    expect(await send(submission)).toBeUndefined();
    expect(below).toMatchObject([{ view_id: "V0", view: { title: { text: "Other" } } }]);
  });

  test("shows the content in its own place if Slack does not change the form below", async () => {
    serve("views.update", refuse("not_found"));
    const { send } = open({ submit: () => Promise.resolve({ back: other }) });
    expect(await send(submission)).toMatchObject({
      response_action: "update",
      view: { title: { text: "Other" } },
    });
  });

  test("that fails keeps the form and its input, and says that nothing was changed", async () => {
    const { send } = open({ submit: () => Promise.reject(new RangeError("Ann Lee")) });
    expect(await send(submission)).toEqual({
      response_action: "errors",
      errors: { "reason:3": texts.trouble },
    });
    expect(log.events("submission-failed")).toEqual([
      { level: "error", event: "submission-failed", error: "RangeError" },
    ]);
  });

  test("that takes too long closes the form, because it is not known what was changed", async () => {
    const { send } = open({ submit: () => new Promise(() => undefined) }, 30);
    expect(textsIn((await send(submission)).view)).toEqual([texts.late]);
  });

  test.each(["", "[]", "{", '["C1","c"]\n', '["C1","c",""]\n{}'])(
    "with foreign metadata is refused: %j",
    async (private_metadata) => {
      const { send } = open({ submit: () => Promise.reject(new Error("It was passed on.")) });
      const reply = await send({ ...submission, view: { ...view, private_metadata } });
      expect(reply.errors).toEqual({ "reason:3": texts.trouble });
      expect(log.events("submission-failed")).toMatchObject([{ error: "InvalidInput" }]);
    },
  );

  test.for([
    ["another workspace", { team: { id: "T0OTHER" } }],
    ["another app", { api_app_id: "A0OTHER" }],
    ["a guest from another workspace", { user: { id: "U0OPERATOR", team_id: "T0OTHER" } }],
    ["no workspace", { team: null }],
  ] as const)("of %s is refused with an explanation and changes nothing", async ([, foreign]) => {
    const { send } = open({ submit: () => Promise.reject(new Error("It was passed on.")) });
    const reply = await send({ ...submission, ...foreign });
    expect(textsIn(reply.view)).toEqual([texts.otherWorkspace]);
    expect(log.events("submission-refused")).toMatchObject([{ reason: "other-workspace" }]);
  });
});

describe("a change in a form", () => {
  test("is passed on with the chosen value, and can change the form", async () => {
    const updated = serve("views.update");
    const passedOn: unknown[] = [];
    const { send } = open({
      change(...all) {
        passedOn.push(...all);
        return Promise.resolve({ change: other });
      },
    });
    expect(await send(changed)).toBeUndefined();
    expect(passedOn.slice(0, 2)).toEqual(["lottery_draw_prize", "p1"]);
    expect(updated).toMatchObject([
      { view_id: "V1", view: JSON.parse(JSON.stringify(formatForm(other, origin))) },
    ]);
  });

  test("can open another form on top, whose submission is another one", async () => {
    const pushed = serve("views.push");
    await open({ change: () => Promise.resolve({ push: other }) }).send(changed);
    expect(pushed).toMatchObject([
      { trigger_id: "1.2.9", view: { private_metadata: expect.stringContaining('"1.2.9"') } },
    ]);
  });

  test("that fails says so above the form, which keeps its input", async () => {
    const pushed = serve("views.push");
    await open({ change: () => Promise.reject(new Error("x")) }).send(changed);
    expect(pushed.map(({ view: notice }) => textsIn(JSON.parse(JSON.stringify(notice))))).toEqual([
      [texts.trouble],
    ]);
  });

  test("that Slack refuses is reported above the form, otherwise in a private message", async () => {
    serve("views.update", refuse("ratelimited"));
    serve("views.push", refuse("ratelimited"));
    const told = serve("chat.postEphemeral");
    await open({ change: () => Promise.resolve({ change: other }) }).send(changed);
    expect(told).toMatchObject([{ channel: "C0LOTTERY", text: texts.forms.postponed }]);
  });

  test("of a form that the person has closed says nothing", async () => {
    serve("views.update", refuse("not_found"));
    await open({ change: () => Promise.resolve({ change: other }) }).send(changed);
    expect(log.events("form-refused")).toEqual([]);
  });

  test("that answers a click in a message, after the person has closed it, is told above", async () => {
    serve("views.update", refuse("not_found"));
    const pushed = serve("views.push");
    const { send } = open({ click: () => Promise.resolve(formatParagraph("It is done.")) });
    await send({ ...changed, view: { ...view, callback_id: NOTICE } });
    expect(pushed.map(({ view: notice }) => textsIn(JSON.parse(JSON.stringify(notice))))).toEqual([
      ["It is done."],
    ]);
  });

  test("of another workspace is refused with an explanation", async () => {
    const pushed = serve("views.push");
    const { send } = open({ change: () => Promise.reject(new Error("It was passed on.")) });
    await send({ ...changed, team: { id: "T0OTHER" } });
    expect(pushed.map(({ view: notice }) => textsIn(JSON.parse(JSON.stringify(notice))))).toEqual([
      [texts.otherWorkspace],
    ]);
  });
});

describe("opening a form", () => {
  const client = (timeoutMs = 1_000) =>
    createFormClient({
      connect: () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL)),
      texts,
      timeoutMs,
    });
  const caller = {
    userId: "U0OPERATOR",
    channelId: "C0LOTTERY",
    channelName: "lottery",
    triggerId: "1.2.3",
    mentions: [],
  };

  test("shows nothing else, and the form remembers where it was opened", async () => {
    const opened = serve("views.open");
    expect(await client().open(caller, form)).toBeUndefined();
    const expected = formatForm(form, { ...origin, nonce: "1.2.3" });
    expect(opened).toEqual([{ trigger_id: "1.2.3", view: JSON.parse(JSON.stringify(expected)) }]);
  });

  test("shows at once what is known, and later what takes longer to read", async () => {
    serve("views.open", { ok: true, view: { id: "V7" } });
    const updated = serve("views.update");
    expect(await client().open(caller, form, () => Promise.resolve(other))).toBeUndefined();
    expect(updated).toMatchObject([{ view_id: "V7", view: { title: { text: "Other" } } }]);
  });

  test("that was closed before the rest is read is not a failure", async () => {
    serve("views.open", { ok: true, view: { id: "V7" } });
    serve("views.update", refuse("not_found"));
    expect(await client().open(caller, form, () => Promise.resolve(other))).toBeUndefined();
    expect(log.events("form-refused")).toEqual([]);
  });

  const { expired, postponed, notConfirmed, unauthorized, refused } = texts.forms;
  test.for([
    ["expired_trigger_id", expired],
    ["trigger_expired", expired],
    ["exchanged_trigger_id", expired],
    ["ratelimited", postponed],
    ["internal_error", notConfirmed],
    ["account_inactive", unauthorized],
    ["not_in_channel", refused("not_in_channel")],
    ["a_new_error", refused("a_new_error")],
  ] as const)("that Slack refuses with %s is explained", async ([error, text]) => {
    serve("views.open", refuse(error));
    expect((await client().open(caller, form))?.text).toBe(text);
  });

  test("that Slack limits with a pause is explained", async () => {
    nock(SLACK_API_URL).post("/views.open").reply(429, "", { "retry-after": "30" });
    expect((await client().open(caller, form))?.text).toBe(postponed);
  });

  test("that Slack does not confirm in time may have worked, and the message says so", async () => {
    nock(SLACK_API_URL).post("/views.open").delay(500).reply(200, { ok: true });
    expect((await client(50).open(caller, form))?.text).toBe(notConfirmed);
    nock(SLACK_API_URL).post("/views.open").replyWithError("reset");
    expect((await client().open(caller, form))?.text).toBe(notConfirmed);
  });
});
