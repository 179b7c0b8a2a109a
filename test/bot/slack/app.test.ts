import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { QUESTION_BLOCK } from "../../../bot/messages/confirmation.ts";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { LotteryError } from "../../../data/runtime/lottery-error.ts";
import { recordLog } from "../../support/record-log.ts";
import { click, command, open, serveResponses } from "./open-entry.ts";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

describe("a command", () => {
  test("is passed on with its caller, and gets one private response", async () => {
    const passedOn: unknown[] = [];
    const send = open({
      respond(text, caller) {
        passedOn.push(text, caller);
        return Promise.resolve(formatParagraph("Hello"));
      },
    });
    const { statusCode, headers, body } = await send(command("draw 2 王芳"));
    expect(passedOn).toEqual([
      "draw 2 王芳",
      {
        userId: "U0OPERATOR",
        channelId: "C0LOTTERY",
        channelName: "privategroup",
        triggerId: "1.2.3",
      },
    ]);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ "Content-Type": "application/json" });
    expect(JSON.parse(body)).toEqual({ response_type: "ephemeral", ...formatParagraph("Hello") });
  });

  test("that fails gets an apology, and only the error's name is logged", async () => {
    const send = open({
      respond: () => Promise.reject(new RangeError("no row for Ann Lee")),
    });
    const { statusCode, body } = await send(command("winners"));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_type: "ephemeral", text: locales.en.trouble });
    expect(log.lines).toEqual([
      { level: "error", text: '{"level":"error","event":"command-failed","error":"RangeError"}' },
    ]);
  });

  test("about a malformed item says so, and the log names the item", async () => {
    const send = open({
      respond: () => Promise.reject(new LotteryError("InvalidItem", "A record of the ledger: winners")),
    });
    const { body } = await send(command("winners 3"));
    expect(JSON.parse(body)).toMatchObject({ text: locales.en.malformedItem });
    expect(log.events("command-failed")).toMatchObject([{ item: "A record of the ledger: winners" }]);
  });

  test("that takes too long gets a response before Slack gives up, which does not claim that nothing was changed", async () => {
    const send = open({ respond: () => new Promise(() => undefined) }, 20);
    const { statusCode, body } = await send(command("winners"));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ text: locales.en.late });
    expect(locales.en.late).toMatch(/do not know whether/);
    expect(log.events("command-failed")).toMatchObject([{ error: "ResponseLate" }]);
  });

  test.each([
    ["/Lottery", []],
    ["/raffle", [{ typed: "/raffle", configured: "/lottery" }]],
    ["/抽奖", [{ typed: "/抽奖", configured: "/lottery" }]],
  ])(
    "works under any name in the app's settings, and a name that the texts do not have is logged: %s",
    async (name, logged) => {
      const { statusCode, body } = await open({})(command("help", name));
      expect(statusCode).toBe(200);
      expect(JSON.parse(body)).toEqual({ response_type: "ephemeral", ...formatParagraph("response") });
      expect(log.events("command-renamed")).toMatchObject(logged);
    },
  );

  test.for([
    ["another workspace", { team_id: "T0OTHER" }],
    ["another app", { api_app_id: "A0OTHER" }],
    ["no workspace", { team_id: undefined }],
    ["no app", { api_app_id: undefined }],
  ] as const)(
    "of %s is refused with an explanation, for every user, and runs no subcommand",
    async ([, origin]) => {
      const send = open({ respond: () => Promise.reject(new Error("It was passed on.")) });
      const form = Object.entries({ ...command("draw 2"), ...origin }).filter(
        ([, value]) => value !== undefined,
      );
      const { statusCode, body } = await send(
        Object.fromEntries(form.map(([key, value]) => [key, String(value)])),
      );
      expect(statusCode).toBe(200);
      expect(JSON.parse(body)).toMatchObject({ response_type: "ephemeral", text: locales.en.otherWorkspace });
      expect(log.lines).toEqual([
        { level: "warn", text: '{"level":"warn","event":"command-refused","reason":"other-workspace"}' },
      ]);
    },
  );

  test("that only checks the certificate gets 200", async () => {
    expect(await open({})({ ssl_check: "1", token: "x" })).toMatchObject({ statusCode: 200, body: "" });
  });
});

describe("a click", () => {
  test("is passed on, and its response replaces the message", async () => {
    const { responses, url } = await serveResponses();
    const passedOn: unknown[] = [];
    const send = open({
      click(...all) {
        passedOn.push(...all);
        return Promise.resolve(formatParagraph("Older"));
      },
    });
    expect(await send(click(url))).toMatchObject({ statusCode: 200, body: "" });
    expect(passedOn).toEqual([
      "lottery_button",
      "3:100",
      {
        userId: "U0MEMBER",
        channelId: "C0LOTTERY",
        channelName: "lottery",
        triggerId: "1.2.4",
        responseUrl: url,
      },
    ]);
    expect(responses).toEqual([
      { response_type: "ephemeral", replace_original: true, ...formatParagraph("Older") },
    ]);
  });

  test("on a question says when it was asked", async () => {
    const { url } = await serveResponses();
    const asked: unknown[] = [];
    const send = open({
      click(_, _value, { askedAt }) {
        asked.push(askedAt);
        return Promise.resolve(formatParagraph("Done"));
      },
    });
    const clicked = click(url, "lottery_void_confirm", QUESTION_BLOCK);
    await send(clicked);
    expect(asked).toEqual([new Date("2023-11-14T22:13:20.000Z")]);
    for (const time of ["x1700000000.000100", "1700000000.000100x", "1700000000", `${"1".repeat(13)}.1`]) {
      await send({ payload: clicked.payload.replace("1700000000.000100", time) });
      expect(asked.pop()).toBeUndefined();
    }
  });

  test.for([
    ["in another workspace", { team: { id: "T0OTHER" } }],
    ["of another app", { api_app_id: "A0OTHER" }],
    ["of a guest from another workspace", { user: { id: "U0OPERATOR", team_id: "T0OTHER" } }],
    ["in no workspace", { team: null }],
  ] as const)(
    "%s is refused with an explanation, changes nothing and keeps the message",
    async ([, origin]) => {
      const { responses, url } = await serveResponses();
      const send = open({ click: () => Promise.reject(new Error("It was passed on.")) });
      const payload = JSON.stringify({ ...JSON.parse(click(url).payload), ...origin });
      expect(await send({ payload })).toMatchObject({ statusCode: 200, body: "" });
      expect(responses).toEqual([
        {
          response_type: "ephemeral",
          replace_original: false,
          ...formatParagraph(locales.en.otherWorkspace),
        },
      ]);
      expect(log.events("click-refused")).toEqual([
        { level: "warn", event: "click-refused", reason: "other-workspace" },
      ]);
    },
  );

  test("that fails gets an apology", async () => {
    const { responses, url } = await serveResponses();
    const send = open({ click: () => Promise.reject(new Error("x")) });
    expect(await send(click(url))).toMatchObject({ statusCode: 200 });
    expect(responses).toMatchObject([{ text: locales.en.trouble }]);
    expect(log.events("click-failed")).toHaveLength(1);
  });

  test("gets a response after a pause in which the function was frozen", async () => {
    const { responses, url, freeze } = await serveResponses();
    const send = open({});
    // Node's fetch keeps two connections, so only the third click would use a dead one.
    for (let clicks = 1; clicks <= 3; clicks++) {
      expect(await send(click(url))).toMatchObject({ statusCode: 200 });
      expect(responses).toHaveLength(clicks);
      freeze();
    }
  });

  test("fails and is logged if Slack refuses the response", async () => {
    const { url } = await serveResponses(404);
    const { statusCode } = await open({})(click(url));
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
    expect(log.events("slack-app")).toHaveLength(1);
    expect(log.text()).not.toContain(url);
  });

  test("does not wait forever if Slack does not reply to the response", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The server has no port.");
    const started = performance.now();
    expect(await open({}, 50)(click(`http://127.0.0.1:${address.port}/`))).toMatchObject({ statusCode: 404 });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(log.events("slack-app")).toHaveLength(1);
  });

  test("does not follow a redirect of the response URL", async () => {
    const elsewhere = await serveResponses();
    const { url } = await serveResponses(307, { location: elsewhere.url });
    expect(await open({})(click(url))).toMatchObject({ statusCode: 404 });
    expect(elsewhere.responses).toEqual([]);
  });

  test("on an unknown button gets 404", async () => {
    const { url, responses } = await serveResponses();
    expect(await open({})(click(url, "other"))).toMatchObject({ statusCode: 404 });
    expect(responses).toEqual([]);
  });
});
