import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FUZZ_TIMEOUT, fuzz } from "../../support/fuzz.ts";
import { damaged, hostileJson, hostileJsonText, hostileText } from "../../support/hostile-values.ts";
import { nameOfError } from "../../support/start-lottery.ts";
import { endedEvent, openCallback, snsEvent } from "./open-callback.ts";

let open: Awaited<ReturnType<typeof openCallback>>;
beforeAll(async () => {
  open = await openCallback();
  await open.drawn();
});
afterAll(() => open[Symbol.asyncDispose]());

/** Returns the name of the error if the event is refused. */
const receive = (event: unknown) =>
  open.receive(JSON.parse(JSON.stringify(event ?? null))).then(() => undefined, nameOfError);

const notice = {
  draw_no: 9,
  draw_id: "nobody's",
  revision: 0,
  num_of_winners: 1,
  winners: [],
  channel_id: "C0LOTTERY",
};
const ended = { name: "nobody's", status: "FAILED", input: "{}", error: "x", cause: "y" };

test(
  "an event from another source is refused with a named error, and nothing is posted",
  async () => {
    const events = fc.oneof(
      hostileJson,
      fc.constantFrom({ Records: [] }, { Records: {} }, { Records: [{ Sns: null }] }, { detail: {} }),
      damaged(ended).map((detail): unknown => ({ "detail-type": "Other", detail })),
    );
    const before = await open.lottery.allItems();
    await fc.assert(
      fc.asyncProperty(events, async (event) => {
        expect(await receive(event)).toBe("InvalidInput");
      }),
      fuzz(61, 80),
    );
    expect(await open.lottery.allItems()).toEqual(before);
    expect(open.slack.calls).toEqual([]);
  },
  FUZZ_TIMEOUT,
);

test(
  "any event of SNS and EventBridge is accepted or refused with a named error, and changes no draw that it does not name",
  async () => {
    const messages = fc.oneof(
      hostileJsonText,
      damaged(notice).map((each) => JSON.stringify(each)),
      hostileText,
    );
    const inputs = fc.oneof(
      hostileJsonText,
      damaged({ input: 1, requested_by: "U0OPERATOR", channel_id: "C0LOTTERY", revise: { draw_no: 99 } }).map(
        (each) => JSON.stringify(each),
      ),
    );
    const events = fc.oneof(
      messages.map((message): unknown => snsEvent(message)),
      fc
        .tuple(damaged(ended), inputs)
        .map(([detail, input]): unknown => endedEvent("nobody's", { ...detail, input })),
      fc
        .tuple(hostileText, inputs)
        .map(([error, input]): unknown =>
          endedEvent("nobody's", { status: "FAILED", error, cause: error, input }),
        ),
    );
    const before = await open.ledger.history(10);
    await fc.assert(
      fc.asyncProperty(events, async (event) => {
        const before = open.slack.posted.length;
        expect(await receive(event)).toBeOneOf([undefined, "InvalidInput", "UnknownDraw"]);
        // A failure without a draw number is reported in the bot's own texts, never in the event's.
        for (const { text } of open.slack.posted.slice(before))
          expect(text.replace(/<@U0\w+>|<!date\^[^<>]*>/g, "")).not.toMatch(/[<>]/);
      }),
      fuzz(62, 60),
    );
    const stripped = (history: typeof before) =>
      history.entries.map(
        ({ draw }) => draw && [draw.draw_no, draw.status, draw.status === "drawn" && draw.winners],
      );
    expect(stripped(await open.ledger.history(10))).toEqual(stripped(before));
  },
  FUZZ_TIMEOUT,
);
