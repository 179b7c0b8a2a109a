/** @module-tag slow */
import { describe } from "vitest";
import { pickOneIn } from "../support/one-in.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { listRequests } from "../support/start-interrupted.ts";
import { startLottery } from "../support/start-lottery.ts";
import { testInterruptions } from "../support/test-interruptions.ts";

const requests = await listRequests();

describe("a fault at each request", () => {
  testInterruptions({
    start: (people) => startLottery({ roster: employeeItems(people) }),
    pick: (first) => pickOneIn(24, requests, 12 * first),
    checksEachDraw: true,
  });
});
