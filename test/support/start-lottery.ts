import { z } from "zod";
import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { firstAttempt } from "../../workflow/attempt/attempt.ts";
import type { DrawBody } from "../../workflow/attempt/draw-body.ts";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import type { DrawRequestInput, RevisionRequestInput } from "../../workflow/attempt/requests.ts";
import type { FetchRound } from "../../workflow/beacon/fetch-round.ts";
import { createBooks } from "./books.ts";
import { type Clock, createTasks, type Tasks } from "./create-tasks.ts";
import type { FakeBeacon } from "./fake-beacon.ts";
import { readHistory } from "./read-history.ts";
import { scanTable } from "./scan-table.ts";
import { employeeItems, startDynamoDb, type TableItem } from "./start-dynamodb.ts";

/** The maximum number of tries of a task in the state machine. */
const TRIES = 4;
/** The maximum number of tries of a task whose candidates are claimed by other draws. */
const TRIES_FOR_HELD = 20;
const PASSES = 50;

const isSealed = z.object({ sealed: z.literal(true) });

/** Returns the name of an error in the state machine. */
export function nameOfError(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

/** Retries a task like the state machine. An error that retries cannot fix is thrown at once. */
async function retry<Result>(work: () => Promise<Result>, triesForHeld: number): Promise<Result> {
  let held = 0;
  for (let attempt = 1; ; ) {
    try {
      return await work();
    } catch (error) {
      const isHeld = nameOfError(error) === "EntrantsHeld";
      if (error instanceof LotteryError && !isHeld && error.name !== "LedgerBusy") throw error;
      if (isHeld ? ++held > triesForHeld : ++attempt > TRIES) throw error;
    }
  }
}

/**
 * Runs a draw through the states of the state machine, and throws what the tasks throw. `tasks` may return other tasks at
 * each call, as if different processes ran them.
 */
export async function runDraw(
  request: DrawRequestInput | RevisionRequestInput,
  execution: string,
  tasks: () => Tasks,
  triesForHeld = TRIES_FOR_HELD,
): Promise<{ passes: number; body: DrawBody; sns: string }> {
  const repeat = <Result>(work: () => Promise<Result>) => retry(work, triesForHeld);
  const event = { execution, started_at: "2026-06-15T11:59:59.000Z", request };
  let { body }: { body: unknown } = await repeat(() => tasks().inputWinners(event));
  if (isSealed.safeParse(body).success) {
    const announced = await repeat(() => tasks().announceSeal(body));
    tasks().waitUntil(announced.body.beacon_at);
    ({ body } = announced);
  }
  for (let passes = 1; passes <= PASSES; passes++) {
    ({ body } = await repeat(() => tasks().randomSelectWinners(body)));
    const validated = await repeat(() => tasks().validateWinners(body));
    if (validated.status === 0) {
      await repeat(() => tasks().recordWinners(validated.body));
      return { passes, body: validated.body, sns: validated.sns };
    }
    body = validated.body;
  }
  throw new Error(`The draw was not decided in ${PASSES} passes.`);
}

/** What a lottery has stored, and when. */
export interface SavedLottery {
  employees: readonly TableItem[];
  winners: readonly TableItem[];
  draws: readonly TableItem[];
  formerWinners: readonly string[];
  time: number;
  executions: number;
}

/** Starts DynamoDB with a roster, a clock that only the test moves, and the four tasks. */
export async function startLottery({
  saved,
  roster = saved?.employees ?? employeeItems(10),
  winners = saved?.winners ?? [],
  locale = "en",
  beacon,
  ...dynamoDb
}: {
  /** Another lottery, which this one continues. */
  saved?: SavedLottery;
  roster?: readonly TableItem[];
  winners?: readonly TableItem[];
  locale?: Locale;
  /** Draws are sealed with this beacon; its clock must be the test's. */
  beacon?: FakeBeacon;
} & Parameters<typeof startDynamoDb>[0] = {}) {
  const db = await startDynamoDb(dynamoDb);
  let time = saved?.time ?? Date.parse("2026-06-15T12:00:00Z");
  const clock: Clock = {
    now: () => new Date(time),
    waitUntil(until) {
      time = Math.max(time, Date.parse(until));
    },
  };
  const setting = { clock, locale, beacon };
  await db.fillRoster(roster);
  await db.fillWinners(winners);
  await db.fillDraws(saved?.draws ?? []);
  const tasks = createTasks(db.client, db.tables, setting);
  let executions = saved?.executions ?? 0;
  const formerWinners = saved?.formerWinners ?? winners.map(({ employee_id }) => String(employee_id));

  const readAll = (table: string) => scanTable(db.client, table);

  const records = async (): Promise<DrawRecord[]> => (await readHistory(db.ledger)).toReversed();

  /** Ends the draw of a failed execution, as the callback does. */
  const endFailedDraw = async (execution: string, error: string) => {
    const { draw, wasOpened } = await db.ledger.stop(execution);
    if (draw && wasOpened)
      await tasks.recovery.failAttempt(firstAttempt(draw), { error, cause: error, facts: {} });
  };

  /** Runs the first task. */
  const open = (input: number, execution = `execution-${++executions}`) =>
    tasks.inputWinners({ execution, started_at: "2026-06-15T11:59:59.000Z", request: { input } });

  return {
    ...db,
    ...tasks,
    clock,
    rosterItems: roster,
    formerWinners,
    records,
    /** Reads the ledger and the winners at once, for the checks of invariants. */
    readTables: createBooks(db.client, db.tables).read,
    endFailedDraw,
    advance(seconds: number) {
      time += seconds * 1_000;
    },
    /** The tasks of another process, with a client of its own. */
    startProcess: (client = db.connect(), fetchRound?: FetchRound) =>
      createTasks(client, db.tables, { ...setting, ...(fetchRound && { fetchRound }) }),
    winnerItems: () => readAll(db.tables.winners),
    /** Starts the next campaign, as a command does. */
    async startCampaign(name: string) {
      const { campaign_no: after } = await db.ledger.campaigns.readCurrent();
      const countedTo = (await db.ledger.links.readNewest())?.link_no ?? 0;
      const start = {
        after,
        id: name,
        name,
        startedBy: undefined,
        startedAt: clock.now().toISOString(),
        countedTo,
      };
      return db.ledger.campaigns.start(start);
    },
    /** All items of all tables, to check whether something was written. */
    allItems: () => Promise.all(Object.values(db.tables).map(readAll)),
    /** Returns what other lotteries need to continue this one. */
    async save(): Promise<SavedLottery> {
      const { employees, winners, draws } = db.tables;
      return {
        employees: await readAll(employees),
        winners: await readAll(winners),
        draws: await readAll(draws),
        formerWinners,
        time,
        executions,
      };
    },
    /** Runs a draw to its end. */
    draw: (input: number, more: Partial<DrawRequestInput> = {}, execution = `execution-${++executions}`) =>
      runDraw({ input, ...more }, execution, () => tasks),
    /** Runs a redraw or a void to its end. */
    revise: (revise: RevisionRequestInput["revise"], execution = `execution-${++executions}`) =>
      runDraw({ revise }, execution, () => tasks),
    /** Like `draw`, but a failure is reported to the callback, and its name is returned. */
    async attempt(
      input: number,
      execution = `execution-${++executions}`,
      process: () => Tasks = () => tasks,
      triesForHeld = TRIES_FOR_HELD,
    ) {
      try {
        await runDraw({ input }, execution, process, triesForHeld);
        return "drawn";
      } catch (error) {
        await endFailedDraw(execution, nameOfError(error));
        return nameOfError(error);
      }
    },
    open,
    async openSelected(input: number, execution?: string) {
      const { body } = await open(input, execution);
      return tasks.randomSelectWinners(body);
    },
    async readDrawn(drawNo: number): Promise<DrawnRecord> {
      const record = await db.ledger.read(drawNo);
      if (record?.status !== "drawn") throw new Error(`Draw ${drawNo} is ${record?.status ?? "missing"}.`);
      return record;
    },
    /** Moves the clock past all leases, and opens a draw that fails at once: it completes all pending work. */
    async sweepAfterLease() {
      time += LEASE_SECONDS * 1_000;
      await db.catchUp();
      await runDraw({ input: 1, exception: true }, "after-lease", () => tasks).catch((error: unknown) => {
        if (nameOfError(error) !== "CustomError") throw error;
      });
    },
  };
}

export type Lottery = Awaited<ReturnType<typeof startLottery>>;
