import { describe, expect, test } from "vitest";
import { createViews, viewSchema } from "../../../../../../infra/local/slack/simulated/interactions/views.ts";
import { CHANNEL, readForm, respondJson, serveSlack } from "../../../../../support/serve-slack.ts";

const text = (text: string) => ({ type: "plain_text" as const, text });
const modal = (title: string, more: object = {}) =>
  viewSchema.parse({ type: "modal", title: text(title), blocks: [], ...more });

describe("the modals of a person", () => {
  test("are a stack of at most three, which closes from the top", () => {
    const views = createViews();
    views.open("U0MEMBER", modal("1"));
    expect(views.push("U0MEMBER", modal("2"))).toBeDefined();
    const top = views.push("U0MEMBER", modal("3"));
    expect(views.push("U0MEMBER", modal("4"))).toBeUndefined();
    const [first, second] = views.list("U0MEMBER");
    expect(first).toMatchObject({ previous_view_id: null, root_view_id: first?.id });
    expect(top).toMatchObject({ previous_view_id: second?.id, root_view_id: first?.id });
    expect(views.list("U0MEMBER").map(({ title }) => title.text)).toEqual(["1", "2", "3"]);
    views.close("U0MEMBER", top?.id ?? "");
    expect(views.list("U0MEMBER").map(({ title }) => title.text)).toEqual(["1", "2"]);
  });

  test("are updated by Slack's or the app's id, and never by an empty id", () => {
    const views = createViews();
    const { id } = views.open("U0MEMBER", modal("1"));
    views.open("U0OPERATOR", modal("2", { external_id: "mine" }));
    expect(views.update({ external_id: "" }, modal("x"))).toBeUndefined();
    expect(views.update({}, modal("x"))).toBeUndefined();
    expect(views.update({ view_id: id }, modal("1 again"))?.id).toBe(id);
    expect(views.update({ external_id: "mine" }, modal("2 again"))).toBeDefined();
    expect(views.list("U0MEMBER").map(({ title }) => title.text)).toEqual(["1 again"]);
    expect(views.list("U0OPERATOR").map(({ title }) => title.text)).toEqual(["2 again"]);
  });

  test("with inputs need a submit button", () => {
    const blocks = [
      { type: "input", label: text("Prize"), element: { type: "plain_text_input", action_id: "a" } },
    ];
    expect(viewSchema.safeParse({ type: "modal", title: text("x"), blocks }).success).toBe(false);
    expect(
      viewSchema.safeParse({ type: "modal", title: text("x"), blocks, submit: text("OK") }).success,
    ).toBe(true);
  });
});

/** Starts a simulated Slack whose bot opens a modal for each command, and responds to submissions with `submitted`. */
async function openModals(submitted: () => object | undefined = () => undefined, more: object = {}) {
  const payloads: { type: string }[] = [];
  const slack = await serveSlack({
    async bot(event) {
      const { payload, trigger_id } = readForm(event);
      if (payload === undefined) {
        const view = { type: "modal", title: text("first"), blocks: [], submit: text("OK"), ...more };
        const opened = await slack.callApi("views.open", { trigger_id, view });
        return respondJson({ text: opened.ok ? "opened" : "not opened" });
      }
      payloads.push(JSON.parse(payload));
      const response = submitted();
      return response ? respondJson(response) : { statusCode: 200, body: "" };
    },
  });
  await slack.type("U0AMARA", "/lottery new");
  const who = { user: "U0AMARA", channel: CHANNEL };
  const titles = async () => (await slack.readViews("U0AMARA")).map(({ title }) => title.text);
  const submit = async () => {
    const view = (await slack.readViews("U0AMARA")).at(-1);
    const response = await slack.post("/playground/submission", { ...who, view_id: view?.id });
    return response.json();
  };
  return { slack, who, payloads, titles, submit };
}

describe("the app's response to a submission", () => {
  const view = { type: "modal", title: text("second"), blocks: [] };
  test.each([
    ["nothing closes the modal", undefined, []],
    ["push puts another on it", { response_action: "push", view }, ["first", "second"]],
    ["update replaces the modal", { response_action: "update", view }, ["second"]],
  ])("%s", async (_, submitted, titles) => {
    const modals = await openModals(() => submitted);
    expect(await modals.titles()).toEqual(["first"]);
    expect(await modals.submit()).toEqual({ ok: true });
    expect(await modals.titles()).toEqual(titles);
  });

  test("clear closes all modals", async () => {
    const responses = [{ response_action: "push", view }, { response_action: "clear" }];
    const modals = await openModals(() => responses.shift());
    await modals.submit();
    expect(await modals.titles()).toEqual(["first", "second"]);
    await modals.submit();
    expect(await modals.titles()).toEqual([]);
  });

  test("an invalid response leaves the modal open", async () => {
    const modals = await openModals(() => ({ response_action: "dance" }));
    expect(await modals.submit()).toEqual({ ok: false, error: "invalid_response" });
    expect(await modals.titles()).toEqual(["first"]);
  });
});

test("the Web API pushes three modals and refuses a fourth, and does not update a closed modal", async () => {
  const results: unknown[] = [];
  const slack = await serveSlack({
    async bot(event) {
      const view = { type: "modal", title: text("x"), blocks: [] };
      results.push(await slack.callApi("views.push", { trigger_id: readForm(event)["trigger_id"], view }));
      return respondJson({ text: "done" });
    },
  });
  for (let n = 1; n <= 4; n++) await slack.type("U0AMARA", "/lottery new");
  expect(results).toMatchObject([
    { ok: true },
    { ok: true },
    { ok: true },
    { ok: false, error: "push_limit_reached" },
  ]);
  const view = { type: "modal", title: text("y"), blocks: [] };
  const [open] = await slack.readViews("U0AMARA");
  expect(await slack.callApi("views.update", { view_id: open?.id, view })).toMatchObject({ ok: true });
  expect(await slack.callApi("views.update", { view_id: "V0NONE", view })).toMatchObject({
    ok: false,
    error: "not_found",
  });
});

test.each([
  [true, ["view_closed"]],
  [false, []],
])("closing a modal notifies the app if the modal asks for that: %s", async (notify_on_close, types) => {
  const { slack, who, payloads, titles } = await openModals(undefined, { notify_on_close });
  const [view] = await slack.readViews("U0AMARA");
  await slack.post("/playground/closing", { ...who, view_id: view?.id });
  expect(await titles()).toEqual([]);
  expect(payloads.map(({ type }) => type)).toEqual(types);
});

test("nobody else sees a modal, is notified of it, or can submit it", async () => {
  const { slack, payloads } = await openModals();
  const others = await slack.followEvents("U0OPERATOR");
  await others.next("event: state");
  await slack.type("U0AMARA", "/lottery new");
  slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "for all" });
  expect(await others.next("for all")).not.toContain("event: views");
  await others.close();

  expect(await slack.readViews("U0OPERATOR")).toEqual([]);
  const [view] = await slack.readViews("U0AMARA");
  const response = await slack.post("/playground/submission", {
    user: "U0OPERATOR",
    channel: CHANNEL,
    view_id: view?.id,
  });
  expect(await response.json()).toEqual({ ok: false, error: "not_found" });
  expect(payloads).toEqual([]);
});
