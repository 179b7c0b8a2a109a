/** @module-tag slow */
import { expect, test } from "vitest";
import { createAuditLog } from "../../data/ledger/audit-log.ts";
import { interruptRequests } from "../support/interrupt-requests.ts";
import { type Lottery, runDraw, startLottery } from "../support/start-lottery.ts";

const startedAt = "2026-06-15T11:59:59.000Z";

const logged = async ({ ledger }: Lottery) =>
  (await ledger.auditLog.page("all", 100)).entries.map(({ entry }) => entry);

/** Whether a request adds an entry to the log, or a copy of it. */
const isOfLog = (input: unknown) => /"log(#ids)?"/.test(JSON.stringify(input));

test("the log has each draw, redraw and void with who asked for it, also if AWS started it without Slack", async () => {
  await using lottery = await startLottery();
  await runDraw(
    { input: 2, prize: "AirPods 🎁", requested_by: "U0OPERATOR", channel_id: "C0LOTTERY" },
    "draw-a",
    () => lottery.startProcess(lottery.client),
  );
  await runDraw({ input: 1 }, "draw-b", () => lottery.startProcess(lottery.client));
  const [winner] = (await lottery.readDrawn(1)).winners;
  const redraw = { kind: "redraw", draw_no: 1, employee_id: winner?.employee_id, reason: "is away" } as const;
  await runDraw({ revise: redraw, requested_by: "U0OTHER" }, "redraw-a", () =>
    lottery.startProcess(lottery.client),
  );
  await runDraw({ revise: { kind: "void", draw_no: 2 }, requested_by: "U0OTHER" }, "void-b", () =>
    lottery.startProcess(lottery.client),
  );
  const entries = await logged(lottery);
  expect(entries).toHaveLength(4);
  expect(entries).toEqual(
    expect.arrayContaining([
      {
        at: startedAt,
        id: "draw-a",
        who: { user_id: "U0OPERATOR" },
        action: "draw.request",
        draw_no: 1,
        after: { num_of_winners: 2, prize: "AirPods 🎁", channel_id: "C0LOTTERY" },
      },
      {
        at: startedAt,
        id: "draw-b",
        who: { system: "aws" },
        action: "draw.request",
        draw_no: 2,
        after: { num_of_winners: 1 },
      },
      {
        at: startedAt,
        id: "redraw-a",
        who: { user_id: "U0OTHER" },
        action: "draw.redraw",
        draw_no: 1,
        employee_id: winner?.employee_id,
        after: { reason: "is away" },
      },
      { at: startedAt, id: "void-b", who: { user_id: "U0OTHER" }, action: "draw.void", draw_no: 2 },
    ]),
  );
});

test("a step that runs again, or cannot write the log at first, adds one entry, and is not successful without it", async () => {
  for (const kind of ["refused", "lost"] as const) {
    await using lottery = await startLottery();
    const client = lottery.connect();
    interruptRequests(client, { kind, at: isOfLog });
    const event = { execution: "draw-a", started_at: startedAt, request: { input: 1 } };
    const interrupted = lottery.startProcess(client);
    await expect(interrupted.inputWinners(event)).rejects.toThrow();
    for (let i = 0; i < 2; i++) await lottery.startProcess(lottery.client).inputWinners(event);
    expect(await logged(lottery)).toMatchObject([{ id: "draw-a", action: "draw.request", draw_no: 1 }]);
  }
});

test("a request that is refused is not in the log: it changes nothing", async () => {
  await using lottery = await startLottery();
  await lottery.draw(1);
  const before = await logged(lottery);
  const revise = { kind: "redraw", draw_no: 1, employee_id: "E9999" } as const;
  await expect(runDraw({ revise }, "redraw-a", () => lottery.startProcess(lottery.client))).rejects.toThrow();
  await expect(
    runDraw({ input: 1_001 }, "draw-b", () => lottery.startProcess(lottery.client)),
  ).rejects.toThrow();
  expect(await logged(lottery)).toEqual(before);
});

test("a failed draw is in the log", async () => {
  await using lottery = await startLottery();
  await lottery.attempt(100);
  expect(await logged(lottery)).toMatchObject([{ action: "draw.request", after: { num_of_winners: 100 } }]);
});

test("the log of a process that dies at any request of an entry is completed by the next one", async () => {
  for (const at of [1, 2]) {
    await using lottery = await startLottery();
    const client = lottery.connect();
    interruptRequests(client, { kind: "lost", at, forGood: true });
    const entry = { at: startedAt, id: "a", who: { cli: "dana" }, action: "roster.import" } as const;
    await expect(createAuditLog(client, lottery.tables.draws).append(entry)).rejects.toThrow();
    await lottery.ledger.auditLog.append(entry);
    expect(await logged(lottery)).toEqual([entry]);
  }
});
