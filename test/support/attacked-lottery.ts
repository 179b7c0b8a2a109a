import { createHash } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect, vi } from "vitest";
import { z } from "zod";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import { type ImportHandlers, importHandlers } from "../../infra/local/services/lambda/handlers.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { createBooks } from "./books.ts";
import { checkInvariants } from "./check-invariants.ts";
import { checkTold, toldMessage } from "./check-told.ts";
import { type Fault, interpose } from "./interpose.ts";
import { CHANNEL, openLottery } from "./open-lottery.ts";
import { recordLog } from "./record-log.ts";
import { employeeItems } from "./start-dynamodb.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

const endOfExecution = z.object({ detail: z.object({ executionArn: z.string() }) });
const history = z.object({ ok: z.literal(true), messages: z.array(toldMessage) });

/**
 * Waits in no time, retries without jitter, and takes its seeds from a row that is always the same. Must be called
 * before anything is loaded that is to be so.
 */
function makeDeterministic() {
  let seeds = 0;
  vi.doMock("node:crypto", async (importOriginal) => ({
    ...(await importOriginal<typeof import("node:crypto")>()),
    randomBytes: (size: number) => createHash("sha256").update(`seed ${++seeds}`).digest().subarray(0, size),
  }));
  vi.doMock("node:timers/promises", async (importOriginal) => {
    const original = await importOriginal<typeof import("node:timers/promises")>();
    return { ...original, setTimeout: (_ms: number, value: unknown) => original.setImmediate(value) };
  });
  // No spy: it would hold every call for good.
  const { random } = Math;
  Math.random = () => 0;
  return {
    restart() {
      seeds = 0;
    },
    [Symbol.dispose]() {
      Math.random = random;
    },
  };
}

/** The whole product, with something between it and its services that can be told to let calls go wrong. */
export async function openAttackedLottery({ employees }: { employees: number }) {
  await using things = new AsyncDisposableStack();
  let time = Date.parse("2026-06-15T12:00:00Z");
  const advance = (ms: number) => {
    time += ms;
    vi.setSystemTime(time);
  };
  advance(0);
  things.defer(() => void vi.useRealTimers());
  const chance = things.use(makeDeterministic());

  const log = things.use(recordLog());
  const between = things.use(await interpose());
  const loadHandlers: ImportHandlers = async () => {
    const handlers = await importHandlers();
    return {
      ...handlers,
      // An outage lasts as long as the execution: whoever hears of its failure finds everything well again.
      Callback(event) {
        if (endOfExecution.safeParse(event).success) between.endOutage();
        return handlers.Callback(event);
      },
    };
  };
  let isAheadBy = 0;
  const slackNow = () => Date.now() - isAheadBy;
  const options = { retryInterval: 0, reach: between.reach, slackNow };
  const lottery = things.use(await openLottery({}, loadHandlers, options));
  const { endpoints } = lottery;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: endpoints.dynamodb }));
  things.defer(() => client.destroy());
  const stepFunctions = new SFNClient({ endpoint: endpoints.stepFunctions });
  things.defer(() => stepFunctions.destroy());
  between.onStop(async () => {
    const running = { stateMachineArn, statusFilter: "RUNNING" } as const;
    const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand(running));
    for (const { executionArn } of executions)
      await stepFunctions.send(new StopExecutionCommand({ executionArn }));
  });
  const books = createBooks(client);
  let startedAt = time;
  let mayRepeat = false;

  const rosterItems = employeeItems(employees);
  await books.setRoster(rosterItems);

  const readTold = async () => {
    const response = await fetch(`${endpoints.page}/api/conversations.history`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer xoxb-local" },
      body: JSON.stringify({
        channel: CHANNEL,
        limit: 100,
        oldest: String((startedAt - isAheadBy) / 1_000 - 1),
        include_all_metadata: true,
      }),
    });
    const { messages } = history.parse(await response.json());
    const mails = (await lottery.mails()).filter(({ at }) => Date.parse(at) >= startedAt);
    return { messages, mails };
  };

  const running = things.move();
  return {
    ...lottery,
    between,
    rosterItems,
    log,

    records: async () => (await books.read()).records(),

    /** How many people have no win that stands. */
    async countFree(): Promise<number> {
      const records = await (await books.read()).records();
      const standing = records.flatMap((draw) =>
        draw.status === "drawn" ? currentWinners(draw.winners) : [],
      );
      return rosterItems.length - standing.length;
    },

    addFormerWinners: books.addFormerWinners,

    /** An empty ledger, nobody who has won, the next day, and the same seeds again. */
    async restart() {
      await books.clear();
      advance(DAY_MS);
      startedAt = time;
      chance.restart();
    },

    /** Sets the clock of this machine so far ahead of Slack's, in ms, from the next restart on. */
    runAhead(ms: number) {
      isAheadBy = ms;
    },

    /** Whether a message may be posted twice from now on: where neither the post is confirmed nor the channel searched. */
    tolerateRepetition(isTolerated: boolean) {
      mayRepeat = isTolerated;
    },

    /** Lets the leases of all draws run out. */
    passLease: () => advance((LEASE_SECONDS + 1) * 1_000),

    /** Starts an execution by hand, as whoever would start it again where that fails. False where it did not get through. */
    async start(name: string, input: unknown): Promise<boolean> {
      try {
        await stepFunctions.send(
          new StartExecutionCommand({
            stateMachineArn,
            name: `${name}-${startedAt}`,
            input: JSON.stringify(input),
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return false;
      }
    },

    /** Checks all that must hold, and more where everything has been put in order. Answers them. */
    async check() {
      const [tables, told] = [await books.read(), await readTold()];
      const atRest = tables.isAtRest;
      await checkInvariants({ ...tables, rosterItems, formerWinners: [] }, { atRest });
      checkTold({ records: await tables.records(), ...told }, { atRest, mayRepeat });
      return { ...tables, isAsEver: atRest && !tables.hasStrayNumbers };
    },

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export type AttackedLottery = Awaited<ReturnType<typeof openAttackedLottery>>;

/**
 * Kinds of faults that `npm run attacks` adds to those of `npm test`, which are: a call that is refused, fails or is
 * throttled, is done and its answer lost, or is done late.
 */
export function more<const Faults extends readonly unknown[]>(faults: Faults): Faults | readonly [] {
  return process.env["ATTACKS"] === "all" ? faults : [];
}

/** What is attacked. */
export interface Scenario {
  /** Goes well. */
  prepare?(): Promise<unknown>;
  /** Is struck. */
  run(): Promise<unknown>;
  /** What must have come of it where the fault was a passing one. */
  expectSuccess(records: DrawRecord[]): void;
  /** What must be possible after the leases have run out, whatever happened. */
  resume?(records: DrawRecord[]): Promise<unknown>;
}

/**
 * Runs a scenario with one fault, and checks all that must hold: when all is over, and once more after the leases have
 * run out and everybody who has not won was drawn. Where the fault has left nothing behind the latter is left out: the
 * tables are as they would be without it. Answers how many calls there were.
 */
async function strike(lottery: AttackedLottery, scenario: Scenario, fault?: Fault): Promise<number> {
  await lottery.restart();
  await scenario.prepare?.();
  await lottery.settled();
  lottery.between.arm(fault);
  await scenario.run();
  await lottery.settled();
  const calls = await lottery.between.disarm();
  await lottery.settled();
  const after = await lottery.check();
  if (fault?.extent === "try" || fault?.extent === "call") scenario.expectSuccess(await after.records());
  // Whoever hears that an execution has failed lets its people go at once: the lease is the last resort.
  if (fault?.extent === "outage")
    for (const draw of await after.records())
      if (draw.status !== "drawn") expect(draw).toMatchObject({ status: "failed", claims_released: true });
  if (after.isAsEver) return calls;

  lottery.passLease();
  await scenario.resume?.(await after.records());
  await lottery.settled();
  await lottery.check();
  const free = await lottery.countFree();
  await lottery.type(`draw ${free}`);
  await lottery.settled();
  const end = await lottery.check();
  expect(end.isAtRest, "the next draw puts everything in order").toBe(true);
  expect((await end.records()).at(-1)).toMatchObject({ status: "drawn", num_of_winners: free });
  return calls;
}

/** Strikes each call to Slack of a scenario in turn; returns how many there are. */
export async function strikeEachSlackCall(
  lottery: AttackedLottery,
  scenario: Scenario,
  fault: Omit<Fault, "at">,
): Promise<number> {
  await strike(lottery, scenario);
  const isToSlack = lottery.between.calls().map((call) => call.startsWith("page "));
  for (const [i, isStruck] of isToSlack.entries())
    if (isStruck) await strike(lottery, scenario, { ...fault, at: i + 1 });
  return isToSlack.filter((each) => each).length;
}

/** Strikes each call of a scenario, until there is none any more that could be struck; answers how often. */
export async function strikeEachCall(
  lottery: AttackedLottery,
  scenario: Scenario,
  fault: Omit<Fault, "at">,
): Promise<number> {
  const most = await strike(lottery, scenario);
  for (let at = 1; ; at++) {
    try {
      const calls = await strike(lottery, scenario, { ...fault, at });
      if (at > Math.max(calls, most)) return at - 1;
    } catch (error) {
      const call = lottery.between.calls()[at - 1];
      throw new Error(`Call ${at} of ${most}, ${fault.kind} (${fault.extent}): ${call}`, { cause: error });
    }
  }
}
