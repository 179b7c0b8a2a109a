import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { commands } from "../../bot/commands/registry.ts";
import { FUZZ_TIMEOUT, fuzz } from "../support/fuzz.ts";
import { expectHarmless } from "../support/harmless.ts";
import { damaged, hostileJson, hostileJsonText, hostileText } from "../support/hostile-values.ts";
import { FORM, signedEvent } from "../support/signed-request.ts";
import { openSlackHandler } from "./open-slack-handler.ts";
import { command, message, now, signed } from "./typed-commands.ts";

let open: Awaited<ReturnType<typeof openSlackHandler>>;
beforeAll(async () => {
  open = await openSlackHandler();
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(() => {
  open.posted.length = 0;
  open.started.length = 0;
});

describe("the bot's entry accepts any input", () => {
  test(
    "that is not a request",
    async () => {
      const events = fc.oneof(
        hostileJson,
        damaged(JSON.parse(JSON.stringify(command("help")))).map((event): unknown => event),
      );
      await open.expectNoChange(() =>
        fc.assert(
          fc.asyncProperty(events, async (event) => {
            await open.send(JSON.parse(JSON.stringify(event ?? null)));
          }),
          fuzz(11, 80),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test(
    "that Slack did not sign, or signed for another time or body",
    async () => {
      const honest = command("draw 1");
      const forgeries = fc.oneof(
        fc
          .tuple(fc.constantFrom("x-slack-signature", "x-slack-request-timestamp"), hostileText)
          .map(([name, value]) => ({ ...honest, headers: { ...honest.headers, [name]: value } })),
        fc
          .oneof(fc.integer({ min: 310, max: 2 ** 31 }), fc.integer({ min: -(2 ** 30), max: -310 }))
          .map((skew) => signedEvent(Buffer.from(honest.body ?? "", "base64").toString(), now() + skew)),
        fc
          .nat((honest.body ?? "").length - 5)
          .map((length) => ({ ...honest, body: honest.body?.slice(0, length) ?? "" })),
        fc.string().map((more) => ({
          ...honest,
          body: `${honest.body}${Buffer.from(`&${more}`).toString("base64")}`,
        })),
        fc.constant({ ...honest, isBase64Encoded: false }),
      );
      await open.expectNoChange(() =>
        fc.assert(
          fc.asyncProperty(forgeries, async (event) => {
            expect(await open.send(event)).toEqual({ statusCode: 401, body: "" });
          }),
          fuzz(12, 80),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test(
    "that Slack signed, with any bytes",
    async () => {
      const types = fc.constantFrom(FORM, "application/json", "text/plain", `${FORM}; charset=utf-16`, "");
      const bodies = fc.oneof(
        fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
        hostileJsonText.map((text) => Buffer.from(text)),
        hostileJsonText.map((text) => Buffer.from(`payload=${encodeURIComponent(text.toWellFormed())}`)),
        fc
          .constantFrom(
            "payload=".repeat(100_000),
            "&".repeat(999_999),
            "%".repeat(500_000),
            "a=%ff%fe%00&".repeat(9),
          )
          .map((text) => Buffer.from(text)),
      );
      await open.expectNoChange(() =>
        fc.assert(
          fc.asyncProperty(bodies, types, async (body, type) => {
            await open.send(signedEvent(body, now(), type));
          }),
          fuzz(13, 120),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test("twice: the same command starts executions of one name", async () => {
    const event = command("draw 1 again");
    await open.send(event);
    await open.send(event);
    const names = new Set(open.started.map((request) => z.object({ name: z.string() }).parse(request).name));
    expect(open.started).toHaveLength(2);
    expect(names.size).toBe(1);
  });
});

const COMMANDS = [...Object.keys(commands).flatMap((name) => [name, `${name} 1`, `${name} 1 1`]), ""];

describe("any typed text", () => {
  const typed = fc
    .tuple(fc.constantFrom(...COMMANDS), fc.constantFrom(" ", "", "\u3000"), hostileText)
    .map(([name, space, rest]) => name + space + rest);

  test(
    "gets a response that contains only plain text, and starts at most one draw",
    async () => {
      // Some commands change lists next to the ledger.
      const readDraws = async () =>
        (await open.lottery.allItems()).map((items) => items.filter((item) => "draw_id" in item));
      const before = await readDraws();
      await fc.assert(
        fc.asyncProperty(typed, async (text) => {
          open.started.length = 0;
          const { statusCode, body } = await open.send(command(text));
          expect(statusCode).toBe(200);
          expectHarmless(message.parse(JSON.parse(body)));
          expect(open.started.length).toBeLessThanOrEqual(/^\s*draw/i.test(text) ? 1 : 0);
        }),
        fuzz(21, 150),
      );
      expect(await readDraws()).toEqual(before);
    },
    FUZZ_TIMEOUT,
  );

  test(
    "of a person who is not an operator starts nothing",
    async () => {
      await open.expectNoChange(() =>
        fc.assert(
          fc.asyncProperty(
            typed,
            fc.constantFrom("U0MEMBER", "u0operator", "U0OPERATOR ", "U0OPERATORX", "W0OPERATOR"),
            async (text, user) => {
              await open.send(command(text, user));
            },
          ),
          fuzz(22, 30),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe("a form", () => {
  const view = {
    id: "V1",
    type: "modal",
    callback_id: "lottery_draw_start",
    private_metadata: '["C0LOTTERY","lottery","1.2.3"]\n{}',
    blocks: [{ type: "input", block_id: "prize" }],
    state: { values: { prize: { prize: { type: "plain_text_input", value: "AirPods" } } } },
  };
  const interaction = {
    user: { id: "U0OPERATOR" },
    team: { id: "T0LOTTERY" },
    api_app_id: "A0LOTTERY",
    trigger_id: "1.2.5",
  };
  const submission = { type: "view_submission", ...interaction, view };
  const change = {
    type: "block_actions",
    ...interaction,
    view,
    actions: [{ type: "button", action_id: "lottery_draw_prize", block_id: "b", value: "v" }],
  };
  const state = hostileText.map((text) => `["C0LOTTERY","lottery","1.2.3"]\n${text}`);

  test(
    "that is damaged in any way gets a response, and changes nothing",
    async () => {
      const payloads = fc.oneof(
        damaged(submission),
        damaged(change),
        fc.tuple(fc.constantFrom(submission, change), damaged(view)).map(([payload, damage]): unknown => ({
          ...payload,
          view: damage,
        })),
        state.map((private_metadata) => ({ ...submission, view: { ...view, private_metadata } })),
      );
      await open.expectNoChange(() =>
        fc.assert(
          fc.asyncProperty(payloads, async (payload) => {
            await open.send(signed({ payload: JSON.stringify(payload) ?? "" }));
          }),
          fuzz(25, 100),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe("an opened Home tab", () => {
  const event = {
    type: "event_callback",
    team_id: "T0LOTTERY",
    api_app_id: "A0LOTTERY",
    event: {
      type: "app_home_opened",
      user: "U0MEMBER",
      tab: "home",
      view: { hash: "1.2", private_metadata: "E0001" },
    },
  };

  test(
    "that is damaged in any way gets a response, and changes nothing",
    async () => {
      const bodies = fc.oneof(
        damaged(event),
        damaged(event.event).map((damage): unknown => ({ ...event, event: damage })),
        hostileText.map((private_metadata) => ({
          ...event,
          event: { ...event.event, view: { hash: "1.2", private_metadata } },
        })),
      );
      await open.expectNoChange(() =>
        fc.assert(
          fc.asyncProperty(bodies, async (body) => {
            await open.send(signedEvent(JSON.stringify(body) ?? "", now(), "application/json"));
          }),
          fuzz(26, 60),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );
});
