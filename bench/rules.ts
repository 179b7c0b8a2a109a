import { drawsTable, employeeTable, winnersTable } from "../data/tables.ts";
import { startFakeBeacon } from "../test/support/fake-beacon.ts";
import type { Rounds } from "./benchmarks.ts";
import type { CountedRequest } from "./dynamodb/count-requests.ts";
import { RARE_DEPARTMENT } from "./dynamodb/generated-roster.ts";
import { openTimedTasks, type TimedDraw, type TimedTasks } from "./lottery/timed-tasks.ts";
import { median } from "./median.ts";
import type { Goal, Report, Table } from "./report/report.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const ROUNDS = 5;
const PEOPLE = 100_000;
const ELIGIBLE = 50;
const WINNERS = [1, 10, 50];
/** Seconds between two rounds of drand's quicknet. */
const PERIOD = 3;
/** The timeout of the tasks that select and validate, in ms. */
const TIMEOUT = 110_000;
const MEGABYTE = 2 ** 20;

interface Kind {
  winners: number;
  isSealed: boolean;
  draws: TimedDraw[];
}

const middle = ({ draws }: Kind, figure: (draw: TimedDraw) => number) => median(draws.map(figure));

const count =
  (table: string, isCounted: (request: CountedRequest) => boolean) =>
  ({ requests }: TimedDraw): number =>
    requests.filter((request) => request.table === table && isCounted(request)).length;

/** A draw reads the whole roster when it is opened. The rest is for selecting. */
const countRosterReads = count(employeeTable.name, () => true);
const isVisitLog = ({ body }: CountedRequest) => JSON.stringify(body).includes('"visits#');
const countLogWrites = count(drawsTable.name, (each) => each.operation === "PutItem" && isVisitLog(each));
const countLogReads = count(drawsTable.name, (each) => each.operation === "GetItem" && isVisitLog(each));

const sumUnits =
  (figure: (request: CountedRequest) => number) =>
  ({ requests }: TimedDraw): number =>
    requests.reduce((sum, request) => sum + figure(request), 0);

/** How many requests one full read of the roster takes: so many does a draw without rules, which looks people up. */
async function countFullRead(lottery: TimedTasks): Promise<number> {
  await lottery.reset(PEOPLE, 0);
  const { requests } = await lottery.draw(1);
  return requests.filter(({ table, operation }) => table === employeeTable.name && operation === "Scan")
    .length;
}

async function measureDraws(lotteries: readonly [unsealed: TimedTasks, sealed: TimedTasks], rounds: number) {
  const kinds = WINNERS.flatMap((winners) =>
    lotteries.map((lottery, i) => ({ winners, isSealed: i === 1, draws: [] as TimedDraw[], lottery })),
  );
  await takeTurns(
    rounds,
    kinds.map(({ winners, draws, lottery }) =>
      defineSubject(async () => {
        await lottery.reset(PEOPLE, 0, ELIGIBLE);
        const timed = await lottery.draw(winners, { departments: { only: [RARE_DEPARTMENT] } });
        draws.push(timed);
        return timed.took;
      }),
    ),
  );
  return kinds;
}

function tabulate(kinds: readonly Kind[], rounds: number): Table {
  return {
    title: `A draw for one department, to which ${ELIGIBLE} of ${PEOPLE.toLocaleString("en")} people belong. Medians of ${rounds} draws each, in turns`,
    columns: [
      { name: "Winners" },
      { name: "Draw" },
      { name: "Visited", unit: "positions" },
      { name: "Requests" },
      { name: "To the roster" },
      { name: "To the winners" },
      { name: "Pages of the visit log written" },
      { name: "Pages read" },
      { name: "Read units" },
      { name: "Write units" },
      { name: "Time", unit: "ms" },
      { name: "Longest task", unit: "ms" },
    ],
    rows: kinds.map((kind) => [
      kind.winners,
      kind.isSealed ? "sealed" : "not sealed",
      middle(kind, ({ record }) => record.walked),
      middle(kind, ({ requests }) => requests.length),
      middle(kind, countRosterReads),
      middle(
        kind,
        count(winnersTable.name, () => true),
      ),
      middle(kind, countLogWrites),
      middle(kind, countLogReads),
      middle(
        kind,
        sumUnits(({ readUnits }) => readUnits),
      ),
      middle(
        kind,
        sumUnits(({ writeUnits }) => writeUnits),
      ),
      middle(kind, ({ took }) => took),
      middle(kind, ({ longest }) => longest),
    ]),
  };
}

function judge(kinds: readonly Kind[], fullRead: number): Goal[] {
  const all = kinds.flatMap(({ draws }) => draws);
  return [
    {
      goal: "Requests to the roster for selecting among few eligible people, relative to one full read, worst case",
      reached: Math.max(...all.map((draw) => (countRosterReads(draw) - fullRead) / fullRead)),
      unit: "×",
      atMost: 1,
    },
    {
      goal: "Longest task of a draw with rules, relative to its timeout, worst case",
      reached: Math.max(...all.map(({ longest }) => longest)) / TIMEOUT,
      unit: "×",
      atMost: 0.5,
    },
    {
      goal: "Memory of a process that runs all tasks of such draws",
      reached: process.resourceUsage().maxRSS / (MEGABYTE / 1_024),
      unit: "MB",
      atMost: 1_000,
    },
  ];
}

/** Measures draws with rules among many people, of whom few are eligible. */
export async function measureRules(rounds: Rounds): Promise<Report> {
  const times = rounds(ROUNDS);
  let now = () => new Date();
  await using beacon = await startFakeBeacon({ period: PERIOD, now: () => now() });
  await using unsealed = await openTimedTasks();
  await using sealed = await openTimedTasks(beacon);
  now = sealed.clock.now;
  const fullRead = await countFullRead(unsealed);
  const kinds = await measureDraws([unsealed, sealed], times);
  return { tables: { draws: tabulate(kinds, times) }, goals: judge(kinds, fullRead) };
}
