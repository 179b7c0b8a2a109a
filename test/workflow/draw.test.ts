/** @module-tag slow */
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { visitedPerson } from "../support/draw-records.ts";
import { naiveOrder } from "../support/naive-order.ts";
import { employeeItem, employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

describe("a draw", () => {
  test("has the requested number of final wins, and its seed reproduces them", async () => {
    await using lottery = await startLottery();
    const { body, sns, passes } = await lottery.draw(2, { prize: "AirPods" });
    expect(passes).toBe(1);
    expect(body.winner_details).toHaveLength(2);
    for (const { employee_name } of body.winner_details) expect(sns).toContain(employee_name);
    const record = await lottery.readDrawn(1);
    expect(record).toMatchObject({ prize: "AirPods", claims_final: true, num_of_winners: 2, lost: [] });
    expect(record.winners).toEqual(body.winner_details);
    expect(await lottery.winnerItems()).toHaveLength(2);

    const order = naiveOrder(Buffer.from(record.seed, "hex"), 10);
    expect(record.winners.map(({ lottery_serial }) => lottery_serial)).toEqual(order.slice(0, 2));
    await checkInvariants(lottery, { atRest: true });
  });

  test("has a seed of its own", async () => {
    await using lottery = await startLottery();
    await lottery.open(1);
    await lottery.open(1);
    const [one, two] = await lottery.records();
    expect(one?.seed).toMatch(/^[0-9a-f]{64}$/);
    expect(one?.seed).not.toBe(two?.seed);
  });

  test("does not draw earlier winners, also from before the ledger", async () => {
    await using lottery = await startLottery({
      winners: ["E0001", "E0002", "E0003"].map((employee_id) => ({ employee_id })),
    });
    await lottery.draw(4);
    const first = await lottery.readDrawn(1);
    const holderOf = new Map<string, number | undefined>(
      ["E0001", "E0002", "E0003"].map((id) => [id, undefined]),
    );
    for (const { employee_id } of first.winners) holderOf.set(employee_id, 1);
    await lottery.draw(3);
    await checkInvariants(lottery, { atRest: true });
    expect(await lottery.winnerItems()).toHaveLength(10);
    const record = await lottery.readDrawn(2);
    const order = naiveOrder(Buffer.from(record.seed, "hex"), 10);
    expect(await lottery.visitLog.read(record.draw_id, record.pages)).toEqual(
      order.slice(0, record.walked).map((lottery_serial) => {
        const person = visitedPerson(lottery_serial, record);
        if (!holderOf.has(person.employee_id)) return { lottery_serial, outcome: "chosen", ...person };
        const draw_no = holderOf.get(person.employee_id);
        return { lottery_serial, outcome: "won", ...person, ...(draw_no && { draw_no }) };
      }),
    );
  });

  test("draws everybody, one by one, and then reports that nobody is left", async () => {
    await using lottery = await startLottery({ roster: employeeItems(4) });
    for (let i = 0; i < 4; i++) expect(await lottery.attempt(1)).toBe("drawn");
    expect(await lottery.attempt(1)).toBe("NotEnoughEntrants");
    const [failed] = (await lottery.records()).slice(-1);
    expect(failed).toMatchObject({
      draw_no: 5,
      status: "failed",
      error: "NotEnoughEntrants",
      error_facts: { asked: 1, eligible: 0 },
      claims_released: true,
    });
    await checkInvariants(lottery, { atRest: true });
  });

  test("skips only gaps and people who have left", async () => {
    await using lottery = await startLottery({
      roster: [
        employeeItem(2),
        employeeItem(5, { left_at: "20260101" }),
        employeeItem(7, { left_at: "20300101" }),
        employeeItem(11, { left_at: "long ago" }),
        employeeItem(12),
      ],
    });
    await lottery.draw(3);
    const record = await lottery.readDrawn(1);
    expect(record.roster_size).toBe(12);
    const serials = record.winners.map(({ lottery_serial }) => lottery_serial);
    expect(serials.toSorted((a, b) => a - b)).toEqual([2, 7, 12]);
    const positions = await lottery.visitLog.read(record.draw_id, record.pages);
    for (const position of positions) {
      const outcome = { 2: "chosen", 7: "chosen", 12: "chosen", 5: "left", 11: "left" }[
        position.lottery_serial
      ];
      expect(position.outcome).toBe(outcome ?? "gap");
    }
    await checkInvariants(lottery, { atRest: true });
  });

  test("includes people who joined after the last draw", async () => {
    await using lottery = await startLottery({ roster: employeeItems(2) });
    await lottery.draw(2);
    await lottery.fillRoster([employeeItem(3), employeeItem(4)]);
    await lottery.draw(2);
    await checkInvariants(lottery, { atRest: true, roster: employeeItems(4) });
  });

  test("can draw a new person whose serial follows a gap", async () => {
    await using lottery = await startLottery({ roster: employeeItems(10) });
    await lottery.draw(10);
    await lottery.fillRoster([employeeItem(12)]);
    await lottery.draw(1);
    expect(await lottery.readDrawn(2)).toMatchObject({
      roster_size: 12,
      winners: [{ employee_id: "E0012" }],
    });
  });

  test("records how many people could win when it was opened", async () => {
    await using lottery = await startLottery({
      roster: [...employeeItems(5), employeeItem(6, { left_at: "20200101" }), employeeItem(9)],
      winners: [{ employee_id: "E0002" }],
    });
    await lottery.draw(2);
    await lottery.draw(1);
    expect(await lottery.readDrawn(1)).toMatchObject({ roster_size: 9, eligible: 5 });
    expect(await lottery.readDrawn(2)).toMatchObject({ roster_size: 9, eligible: 3 });
  });

  test("visits no more positions than it needs, and records their outcomes", {
    tags: ["slow"],
  }, async () => {
    await using lottery = await startLottery({ roster: employeeItems(60) });
    await lottery.draw(40);
    const record = await lottery.readDrawn(1);
    expect(record.walked).toBe(40);
    await lottery.draw(12);
    const second = await lottery.readDrawn(2);
    expect(await lottery.visitLog.read(second.draw_id, second.pages)).toHaveLength(second.walked);
    await checkInvariants(lottery, { atRest: true });
  });
});

describe("more winners than entrants", () => {
  test("are refused with the number of people who can win; nobody is claimed, and only the failure is recorded", async () => {
    await using lottery = await startLottery({
      roster: [
        ...employeeItems(5),
        employeeItem(6, { left_at: "20200101" }),
        employeeItem(7, { excluded_until: "always" }),
      ],
      winners: [{ employee_id: "E0002" }],
    });
    await expect(lottery.draw(5, {}, "too-many")).rejects.toMatchObject({
      name: "NotEnoughEntrants",
      facts: { asked: 5, eligible: 4 },
    });
    // The task itself has recorded the failure.
    const record = await lottery.readById("too-many");
    expect(record).toMatchObject({
      status: "failed",
      claims_released: true,
    });
    expect(record).toHaveProperty("error_facts", { asked: 5, eligible: 4, roster: 7, ruled_out: 1 });
    expect(await lottery.winnerItems()).toEqual([{ employee_id: "E0002" }]);
    expect(await lottery.attempt(4)).toBe("drawn");
    await checkInvariants(lottery, { atRest: true });
  });

  test("are refused on an empty roster", async () => {
    await using lottery = await startLottery({ roster: [] });
    await expect(lottery.draw(1)).rejects.toMatchObject({
      name: "NotEnoughEntrants",
      facts: { asked: 1, eligible: 0 },
    });
    await checkInvariants(lottery, { atRest: true });
  });

  test("are refused before any write if no draw may have so many", async () => {
    await using lottery = await startLottery();
    await expect(lottery.draw(1_001)).rejects.toMatchObject({
      name: "TooManyWinners",
      facts: { asked: 1_001, most: 1_000 },
    });
    expect(await lottery.records()).toEqual([]);
  });
});

describe("a contradictory roster", () => {
  test("fails the draw that finds two people with one serial", async () => {
    await using lottery = await startLottery({
      roster: [...employeeItems(3), employeeItem(2, { employee_id: "E9999" })],
    });
    expect(await lottery.attempt(3)).toBe("DuplicateSerial");
    expect((await lottery.records())[0]).toMatchObject({
      status: "failed",
      error: "DuplicateSerial",
      error_facts: { serial: 2 },
    });
    await checkInvariants(lottery, { atRest: true });
  });

  test("fails the draw that finds an item without a name", async () => {
    await using lottery = await startLottery({ roster: [employeeItem(1, { employee_name: "" })] });
    expect(await lottery.attempt(1)).toBe("InvalidItem");
    expect((await lottery.records())[0]).toMatchObject({ status: "failed", error: "InvalidItem" });
  });

  test("fails the draw that cannot measure it, and the ledger has the failed draw", async () => {
    await using lottery = await startLottery({ roster: [employeeItem(1), employeeItem(0)] });
    expect(await lottery.attempt(1)).toBe("InvalidItem");
    expect(await lottery.records()).toMatchObject([{ draw_no: 1, status: "failed", error: "InvalidItem" }]);
    await lottery.client.send(
      new DeleteCommand({ TableName: lottery.tables.employees, Key: { employee_id: "E0000" } }),
    );
    await lottery.catchUp();
    expect(await lottery.attempt(1)).toBe("drawn");
  });

  test("does not let a person win twice who gets another serial during the draw", async () => {
    await using lottery = await startLottery({ roster: employeeItems(30) });
    const { body } = await lottery.openSelected(3);
    const [first] = body.winner_details;
    const record = await lottery.readById(body.draw_id);
    // A person at a later position gets another serial, and the chosen person gets theirs.
    const order = naiveOrder(Buffer.from(record.seed ?? "", "hex"), 30);
    await lottery.client.send(
      new DeleteCommand({
        TableName: lottery.tables.employees,
        Key: { employee_id: `E00${String(order[3]).padStart(2, "0")}` },
      }),
    );
    await lottery.client.send(
      new PutCommand({
        TableName: lottery.tables.employees,
        Item: employeeItem(order[3] ?? 0, { employee_id: first?.employee_id }),
      }),
    );
    await lottery.client.send(
      new PutCommand({
        TableName: lottery.tables.winners,
        Item: { employee_id: body.winner_details[2]?.employee_id },
      }),
    );
    const validated = await lottery.validateWinners(body);
    expect(validated).toMatchObject({ status: 1, body: { claimed: 2 } });
    const again = await lottery.randomSelectWinners(validated.body);
    expect(await lottery.validateWinners(again.body)).toMatchObject({ status: 0 });
    const { winners } = await lottery.readDrawn(1);
    expect(new Set(winners.map(({ employee_id }) => employee_id)).size).toBe(3);
  });
});

describe("the fire drill", () => {
  test("fails with CustomError, has a number, and holds no claims", async () => {
    await using lottery = await startLottery();
    await expect(lottery.draw(2, { exception: true })).rejects.toMatchObject({ name: "CustomError" });
    expect(await lottery.records()).toMatchObject([
      {
        draw_no: 1,
        status: "failed",
        error: "CustomError",
        cause: "This draw was asked to fail: a fire drill.",
        claims_released: true,
      },
    ]);
    expect(await lottery.winnerItems()).toEqual([]);
    expect(await lottery.attempt(2)).toBe("drawn");
  });

  test("is not held if the request says false", async () => {
    await using lottery = await startLottery();
    expect((await lottery.draw(2, { exception: false })).body.winner_details).toHaveLength(2);
  });
});
