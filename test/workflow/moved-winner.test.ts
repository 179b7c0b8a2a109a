import { expect, test } from "vitest";
import { createEraser } from "../infra/cli/person/create-eraser.ts";
import { verifyAll } from "../support/check-erasure.ts";
import { naiveOrder } from "../support/naive-order.ts";
import { employeeItem, employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

const DAY = 24 * 60 * 60;

test("a draw stays valid if a winner gets another serial, is skipped by a redraw, and is erased", async () => {
  await using lottery = await startLottery({ roster: employeeItems(6) });
  await lottery.draw(2);
  const { seed } = await lottery.readDrawn(1);
  const [first = 0, second = 0, third = 0] = naiveOrder(Buffer.from(seed, "hex"), 6);
  const idOf = (serial: number) => String(employeeItem(serial)["employee_id"]);
  await lottery.fillRoster([
    { ...employeeItem(first), lottery_serial: third },
    { ...employeeItem(third), lottery_serial: first },
  ]);
  await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: idOf(second) });
  const [draw] = await verifyAll(lottery);
  expect(draw?.revisions[0]?.positions[0]).toMatchObject({
    lottery_serial: third,
    outcome: "won",
    employee_id: idOf(first),
    draw_no: 1,
  });
  await lottery.attempt(100);
  lottery.advance(DAY);
  await createEraser(lottery)(idOf(first), "Dana");
  const [erased] = await verifyAll(lottery);
  expect(erased?.revisions[0]?.positions[0]).not.toHaveProperty("employee_id");
});
