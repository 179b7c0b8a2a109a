import { describe, expect, test } from "vitest";
import { LotteryError } from "../../../data/runtime/lottery-error.ts";
import { drawBody } from "../../../workflow/attempt/draw-body.ts";
import { drawRequest, revisionRequest } from "../../../workflow/attempt/requests.ts";
import { parseEvent, wrappedRequest } from "../../../workflow/tasks/events.ts";

describe("a request for a draw", () => {
  test("has at least a number of winners, and at most all that Slack knows", () => {
    expect(drawRequest.parse({ input: 1 })).toEqual({ input: 1 });
    const whole = {
      input: 3,
      exception: true,
      prize: "AirPods",
      requested_by: "U012AB3CD",
      channel_id: "G012AB3CD",
    };
    expect(drawRequest.parse(whole)).toEqual(whole);
  });

  test("has a prize of one line and at most 150 characters, or none if it is blank", () => {
    expect(drawRequest.parse({ input: 1, prize: " two\nlines " }).prize).toBe("two lines");
    expect(drawRequest.parse({ input: 1, prize: " \n " }).prize).toBeUndefined();
    expect(drawRequest.parse({ input: 1, prize: "x".repeat(150) }).prize).toHaveLength(150);
    expect(drawRequest.safeParse({ input: 1, prize: "x".repeat(151) }).success).toBe(false);
  });

  test.each([
    { input: 0 },
    { input: 1.5 },
    { input: "1" },
    { input: 1, exception: "yes" },
    { input: 1, requested_by: "C012" },
    { input: 1, requested_by: "U" },
    { input: 1, requested_by: "xU012" },
    { input: 1, requested_by: "U012>" },
    { input: 1, channel_id: "U012" },
    { input: 1, channel_id: "C" },
    { input: 1, channel_id: "xC012" },
    { input: 1, channel_id: "C012>" },
  ])("is refused: %j", (request) => {
    expect(drawRequest.safeParse(request).success).toBe(false);
  });
});

describe("a request for a redraw or a void", () => {
  test("has the person who asks, and a reason of one line", () => {
    const revise = { kind: "redraw", draw_no: 3, employee_id: "E1" };
    const by = { requested_by: "U1", channel_id: "C1" };
    expect(revisionRequest.parse({ revise: { ...revise, reason: " on\nleave " }, ...by })).toEqual({
      revise: { ...revise, reason: "on leave" },
      ...by,
    });
    expect(revisionRequest.parse({ revise: { kind: "void", draw_no: 3 } })).toEqual({
      revise: { kind: "void", draw_no: 3 },
    });
  });

  test.each([
    {},
    { kind: "undo", draw_no: 3 },
    { kind: "void" },
    { kind: "void", draw_no: 3, reason: "x".repeat(151) },
  ])("is refused: %j", (revise) => {
    expect(revisionRequest.safeParse({ revise }).success).toBe(false);
  });
});

test("a request is wrapped with the start and the name of the execution, up to the length that Step Functions allows", () => {
  const wrapped = {
    execution: "e".repeat(80),
    started_at: "2026-06-15T12:00:00+08:00",
    request: { input: 1 },
  };
  expect(wrappedRequest.parse(wrapped)).toEqual(wrapped);
  for (const other of [{ execution: "" }, { execution: "e".repeat(81) }, { started_at: "today" }])
    expect(wrappedRequest.safeParse({ ...wrapped, ...other }).success).toBe(false);
});

describe("the body that the states pass on", () => {
  const bare = { num_of_winners: 2, draw_id: "d", draw_no: 1 };

  test("begins without winners and without visited positions", () => {
    expect(drawBody.parse(bare)).toEqual({
      ...bare,
      winner_details: [],
      walked: 0,
      claimed: 0,
      claim_round: 0,
      lost: [],
      pages: [],
      sealed: false,
    });
  });

  test("has at most 1,000 winners, or none for a void", () => {
    for (const num_of_winners of [0, 1_000])
      expect(drawBody.safeParse({ ...bare, num_of_winners }).success).toBe(true);
    for (const num_of_winners of [-1, 1_001])
      expect(drawBody.safeParse({ ...bare, num_of_winners }).success).toBe(false);
  });

  test.each(["walked", "claimed", "claim_round"])("counts %s from 0", (count) => {
    expect(drawBody.safeParse({ ...bare, [count]: 0 }).success).toBe(true);
    for (const other of [-1, 0.5])
      expect(drawBody.safeParse({ ...bare, [count]: other }).success).toBe(false);
  });

  test("names a draw", () => {
    expect(drawBody.safeParse({ ...bare, draw_id: "" }).success).toBe(false);
  });

  test("is accepted bare, or as part of the result of the task before", () => {
    expect(parseEvent(drawBody, { ...bare, walked: 3 })).toMatchObject({ ...bare, walked: 3 });
    expect(parseEvent(drawBody, { status: 0, body: { ...bare, walked: 3 } })).toMatchObject({
      ...bare,
      walked: 3,
    });
  });

  test("is refused if it is malformed, and the error says why", () => {
    const parse = () => parseEvent(drawBody, { body: { ...bare, draw_no: "seven" } });
    expect(parse).toThrow(LotteryError);
    expect(parse).toThrow(
      expect.objectContaining({
        name: "InvalidInput",
        message: expect.stringMatching(/^The event is malformed: .*draw_no/s),
        cause: expect.objectContaining({ issues: expect.any(Array) }),
      }),
    );
  });
});
