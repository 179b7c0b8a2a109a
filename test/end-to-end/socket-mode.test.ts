import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchWriteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, expect, test, vi } from "vitest";
import { z } from "zod";
import sample from "../../data/request-items.json" with { type: "json" };
import { findBarriers } from "../support/axe.ts";
import { startMailServer } from "../support/mail-server.ts";
import { NARROW, openPage, WIDE } from "../support/open-page.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";
import { shareBrowser } from "../support/share-browser.ts";
import { APP_TOKEN, BOT_TOKEN, startGateway } from "../support/simulated-gateway.ts";

const OPERATOR = "U0OPERATOR";
const CHANNEL = "C0LOTTERY";
/** ms that Slack waits for a response. */
const SLACK_WAITS = 3_000;

const folder = await mkdtemp(join(tmpdir(), "lottery-"));
const [gateway, mailServer] = await Promise.all([startGateway(), startMailServer()]);
// After the lottery has stopped.
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
  expect(log.text()).not.toMatch(/xapp|xoxb|ticket|@example\.com/);
});
const [firstLink, { lottery, log }] = await Promise.all([
  gateway.nextLink(),
  setUpLottery({
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_API_URL: gateway.apiUrl,
    LOTTERY_OPERATORS: OPERATOR,
    LOTTERY_EMAILS: "winners@example.com",
    LOTTERY_MAIL_FROM: "lottery@example.com",
    SMTP_URL: mailServer.url,
    LOTTERY_DATA: folder,
  }),
]);
let link = firstLink;

const button = z.object({ action_id: z.string(), value: z.string() });
const acknowledgement = z.object({
  response_type: z.literal("ephemeral"),
  text: z.string(),
  blocks: z.array(
    z.looseObject({ block_id: z.string().optional(), elements: z.array(z.unknown()).optional() }),
  ),
});
let triggers = 0;

/** Slack's envelope for a typed command. */
const command = (text: string, trigger = `${++triggers}.trigger`) => ({
  type: "slash_commands",
  payload: {
    token: "old-token",
    team_id: "T0LOTTERY",
    team_domain: "lottery-local",
    channel_id: CHANNEL,
    channel_name: "lottery",
    user_id: OPERATOR,
    user_name: "olivia",
    command: "/lottery",
    text,
    api_app_id: "A0LOTTERY",
    is_enterprise_install: "false",
    response_url: gateway.responseUrl,
    trigger_id: trigger,
  },
});

/** Types a command. The response must arrive in time. */
async function type(...typed: Parameters<typeof command>) {
  const begin = performance.now();
  const payload = await link.send(command(...typed));
  expect(performance.now() - begin).toBeLessThan(SLACK_WAITS);
  return acknowledgement.parse(payload);
}

const announcements = () =>
  gateway.workspace.messages(CHANNEL).filter(({ visibleTo }) => visibleTo === undefined);

test("a real team's roster is empty at first, and a draw from it is refused with an explanation", async () => {
  await type("draw 1");
  await lottery.waitForDraws(1);
  await vi.waitFor(() => expect(JSON.stringify(gateway.workspace.messages(CHANNEL))).toContain("roster"));
});

test("a command gets its response in time, and the draw is announced and mailed", async () => {
  const client = new DynamoDBClient({});
  await client.send(new BatchWriteItemCommand({ RequestItems: sample }));
  client.destroy();
  const { text } = await type("draw 2 耳机 🎧");
  expect(text).toContain("耳机 🎧");
  const [draw] = await lottery.waitForDraws(2);
  if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
  const announcement = JSON.stringify(announcements().at(-1));
  const mail = await vi.waitFor(() => {
    const [received] = mailServer.received;
    if (!received) throw new Error("No mail has arrived.");
    return received;
  });
  for (const { employee_name } of draw.winners) {
    expect(announcement).toContain(employee_name);
    expect(mail.email.text).toContain(employee_name);
  }
  expect(mail).toMatchObject({ from: "lottery@example.com", to: ["winners@example.com"] });
  await vi.waitFor(async () =>
    expect(await lottery.mails()).toMatchObject([{ to: "winners@example.com", delivery: "sent" }]),
  );
});

test("a repeated envelope starts one draw", async () => {
  const before = announcements().length;
  const [first, second] = [await type("draw 1", "one.trigger"), await type("draw 1", "one.trigger")];
  expect(second).toEqual(first);
  await lottery.waitForDraws(3);
  await vi.waitFor(() => expect(announcements()).toHaveLength(before + 1));
});

test("a click is acknowledged in time, and its result replaces the message that was clicked", async () => {
  const { blocks } = await type("redraw 2 1 is away");
  const [redraw] = blocks.flatMap(({ elements = [] }) =>
    elements.flatMap((each) => button.safeParse(each).data ?? []),
  );
  if (!redraw) throw new Error("There is no button.");
  const begin = performance.now();
  const payload = await link.send({
    type: "interactive",
    payload: {
      type: "block_actions",
      team: { id: "T0LOTTERY", domain: "lottery-local" },
      user: { id: OPERATOR, username: "olivia", name: "olivia", team_id: "T0LOTTERY" },
      api_app_id: "A0LOTTERY",
      token: "old-token",
      container: { type: "message", message_ts: "1.1", channel_id: CHANNEL, is_ephemeral: true },
      trigger_id: "click.trigger",
      channel: { id: CHANNEL, name: "lottery" },
      response_url: gateway.responseUrl,
      actions: [{ ...redraw, type: "button", block_id: "b", text: { type: "plain_text", text: "Redraw" } }],
    },
  });
  expect(payload).toEqual({});
  expect(performance.now() - begin).toBeLessThan(SLACK_WAITS);
  expect(gateway.responses).toMatchObject([
    { replace_original: true, text: expect.stringContaining("draw 2") },
  ]);
  await vi.waitFor(async () => {
    const draw = await lottery.ledger.read(2);
    expect(draw?.status === "drawn" && draw.winners.filter(({ void: taken }) => taken)).toHaveLength(1);
  });
  await lottery.idle();
});

test("an event that the bot does not support is acknowledged, so that Slack does not repeat it", async () => {
  const payload = { type: "event_callback", team_id: "T0LOTTERY", event: { type: "app_home_opened" } };
  expect(await link.send({ type: "events_api", payload, accepts_response_payload: false })).toEqual({});
});

test("commands work again after a lost connection", async () => {
  const next = gateway.nextLink();
  link.cut();
  link = await next;
  await type("help");
});

test("the page shows what the services do, has nothing of the simulated Slack, and cannot change anything", async () => {
  const { page } = lottery.endpoints;
  expect(await (await fetch(page)).text()).toContain("Lottery – inspector");
  for (const [method, path] of [
    ["POST", "/slack/events"],
    ["POST", "/api/auth.test"],
    ["POST", "/playground/command"],
    ["GET", "/playground/state?user=U0OPERATOR"],
    ["POST", "/inspector/reset"],
    ["POST", "/inspector/faults"],
  ] as const)
    expect([path, (await fetch(page + path, { method })).status]).toEqual([path, 404]);
});

test("the page names the workspace and shows the draws live, accessibly, on any screen", async () => {
  const page = await openPage(await shareBrowser(), lottery.endpoints.page, {
    awaits: (opened) => opened.getByText("In the Slack workspace Lottery Inc., as @lottery"),
  });
  for (const [viewport, colorScheme] of [
    [NARROW, "dark"],
    [WIDE, "light"],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    expect(await findBarriers(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  }
  expect(await page.getByRole("button", { name: /Faults|Reset/ }).count()).toBe(0);
  await type("draw 1 Headphones");
  await page.getByRole("button", { name: /succeeded ?Draw \d+ · 1 winner · Headphones/ }).waitFor();
  await page.getByText("Headphones").nth(2).waitFor();
  await page.getByText("to winners@example.com · sent").first().waitFor();

  gateway.refuse("apps.connections.open", { status: 503 });
  link.cut();
  await page.getByText("Connecting to Slack, to the workspace Lottery Inc.").waitFor();
  const next = gateway.nextLink();
  gateway.relent("apps.connections.open");
  link = await next;
  await page.getByText("In the Slack workspace Lottery Inc.").waitFor();
});

test("no draw fails because a mail server is down: the mail waits", async () => {
  await mailServer[Symbol.asyncDispose]();
  await type("draw 1 Mug");
  await vi.waitFor(() => expect(JSON.stringify(announcements().at(-1))).toContain("Mug"), { timeout: 8_000 });
  await vi.waitFor(async () =>
    expect((await lottery.mails()).at(-1)).toMatchObject({
      text: expect.stringContaining("Mug"),
      delivery: "sending",
    }),
  );
  await vi.waitFor(() => expect(log.events("mail-delayed")).toHaveLength(1));
  const [draw] = await lottery.records();
  expect(draw).toMatchObject({ status: "drawn", prize: "Mug" });
});
