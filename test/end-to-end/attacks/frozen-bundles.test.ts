import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stateMachineArn } from "../../../infra/local/settings/arns.ts";
import { createBooks } from "../../support/books.ts";
import { interpose } from "../../support/interpose.ts";
import { loadBundles } from "../../support/load-handlers.ts";
import { more } from "../../support/one-in.ts";
import { type Lottery, openLottery } from "../../support/open-lottery.ts";
import { recordLog } from "../../support/record-log.ts";
import { writeBundles } from "../../support/share-bundles.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";

/** How many win in the draw before the pause. */
const LARGE = [25, ...more([60, 300])];

const things = new AsyncDisposableStack();
let between: Awaited<ReturnType<typeof interpose>>;
let lottery: Lottery;
let stepFunctions: SFNClient;
beforeAll(async () => {
  things.use(recordLog());
  const directory = await mkdtempDisposable(join(tmpdir(), "lottery-bundles-"));
  things.defer(() => directory.remove());
  await writeBundles(directory.path);
  between = things.use(await interpose());
  const load = () => loadBundles((name) => join(directory.path, name, "index.mjs"));
  lottery = things.use(await openLottery({}, load, { retryInterval: 0, reach: between.reach }));
  await createBooks(lottery.client).setRoster(
    employeeItems(20 + LARGE.reduce((sum, winners) => sum + winners)),
  );
  stepFunctions = things.adopt(new SFNClient({}), (client) => client.destroy());
}, 60_000);
afterAll(() => things.disposeAsync());

/** Draws, and returns the calls of the draw and the types of all events of its execution. */
async function draw(winners: number) {
  between.arm();
  await lottery.type(`draw ${winners}`);
  await lottery.idle();
  await between.disarm();
  const { executions: [latest] = [] } = await stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 1 }),
  );
  const { events = [] } = await stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn: latest?.executionArn, maxResults: 1_000 }),
  );
  return { calls: between.calls(), status: latest?.status, types: events.map(({ type }) => type) };
}

test.each(LARGE)(
  "the draws after a draw of %i and a pause succeed at the first attempt of every task, and are posted once",
  { timeout: 60_000 },
  async (winners) => {
    expect(await draw(winners)).toMatchObject({ status: "SUCCEEDED" });
    for (let pause = 1; pause <= 2; pause++) {
      expect(between.freeze()).toBeGreaterThan(0);
      const { calls, status, types } = await draw(1);
      expect(status).toBe("SUCCEEDED");
      expect(types.filter((type) => type?.endsWith("Failed"))).toEqual([]);
      expect(calls.filter((call) => call.startsWith("page ")).map((call) => call.split(" ")[1])).toEqual([
        "/api/chat.postMessage",
      ]);
    }
  },
);
