import { findCriticalPath } from "./aws/critical-path.ts";
import { latencies } from "./aws/latencies.ts";
import { openSlowLottery, type TimedDraw } from "./aws/open-slow-lottery.ts";
import type { Wait, WaitKind } from "./aws/timeline.ts";
import type { Rounds } from "./benchmarks.ts";
import { median, quantile } from "./median.ts";
import type { Report, Table } from "./report/report.ts";

const ROUNDS = 3;
const PEOPLE = 10_000;
const SHARE = 0.5;
const SIZES = [1, 10, 100, 1_000];
/** Runs parallel to the announcement, so it is not part of the critical path. */
const NOT_ON_PATH = new Set(["RecordWinners"]);

interface PathOfDraw extends TimedDraw {
  path: Wait[];
}

interface Kind {
  winners: number;
  functions: "cold" | "warm";
  draws: PathOfDraw[];
}

const took = ({ begin, end }: Pick<TimedDraw, "begin" | "end">) => end - begin;
const total = (waits: readonly Wait[]) => waits.reduce((sum, wait) => sum + took(wait), 0);
const ofKind = ({ path }: PathOfDraw, kind: WaitKind) => path.filter((wait) => wait.kind === kind);

function findPath(draw: TimedDraw): PathOfDraw {
  const waits = draw.waits.filter(({ part }) => !NOT_ON_PATH.has(part));
  return { ...draw, path: findCriticalPath(waits, draw.begin, draw.end) };
}

/** The part of the path that does not depend on the machine: the assumed latencies without computing and function starts. */
function assumedWaits({ path }: PathOfDraw): number {
  const latencyOf: Readonly<Record<WaitKind, number>> = {
    transition: latencies.transition,
    stepFunctions: latencies.transition,
    dynamodb: latencies.dynamoDb,
    sns: latencies.sns,
    slack: latencies.slack,
    start: 0,
  };
  return path.reduce((sum, { kind }) => sum + latencyOf[kind], 0);
}

/** The draw with the median time. */
function medianDraw({ draws }: Kind): PathOfDraw {
  const sorted = draws.toSorted((a, b) => took(a) - took(b));
  const middle = sorted[Math.ceil(sorted.length / 2) - 1];
  if (!middle) throw new Error("No draw was measured.");
  return middle;
}

async function timeDraws(rounds: number): Promise<Kind[]> {
  await using lottery = await openSlowLottery();
  const draw = async (winners: number, { isCold = false } = {}) => {
    await lottery.reset(PEOPLE, SHARE);
    if (isCold) await lottery.cool();
    return findPath(await lottery.draw(winners));
  };
  const kinds = SIZES.map((winners) => ({
    cold: { winners, functions: "cold", draws: [] } satisfies Kind as Kind,
    warm: { winners, functions: "warm", draws: [] } satisfies Kind as Kind,
  }));
  await draw(1);
  for (let round = 0; round < rounds; round++)
    for (const { cold, warm } of kinds) {
      cold.draws.push(await draw(cold.winners, { isCold: true }));
      warm.draws.push(await draw(warm.winners));
    }
  return kinds.flatMap(({ cold, warm }) => [cold, warm]);
}

function tabulateTimes(kinds: readonly Kind[], rounds: number): Table {
  return {
    title: `From the command to the announcement among ${PEOPLE.toLocaleString("en")} people, half of whom have won. Medians of ${rounds} draws, and the critical path of the median draw in ms`,
    columns: [
      { name: "Winners" },
      { name: "Functions" },
      { name: "Median", unit: "ms" },
      { name: "Fastest", unit: "ms" },
      { name: "Assumed waits only", unit: "ms" },
      { name: "Transitions" },
      { name: "Function starts" },
      { name: "DynamoDB" },
      { name: "DynamoDB requests in sequence" },
      { name: "SNS" },
      { name: "Slack" },
      { name: "Computing" },
    ],
    rows: kinds.map((kind) => {
      const times = kind.draws.map(took);
      const draw = medianDraw(kind);
      const wait = (...names: WaitKind[]) => total(names.flatMap((name) => ofKind(draw, name)));
      return [
        kind.winners,
        kind.functions,
        median(times),
        quantile(times, 0),
        assumedWaits(draw),
        wait("transition", "stepFunctions"),
        wait("start"),
        wait("dynamodb"),
        ofKind(draw, "dynamodb").length,
        wait("sns"),
        wait("slack"),
        took(draw) - total(draw.path),
      ];
    }),
  };
}

function tabulatePath({ begin, end, path }: PathOfDraw): Table {
  const rows: Table["rows"] = [];
  let last = begin;
  for (const wait of path) {
    rows.push([wait.part, wait.what, wait.begin - last, took(wait), wait.end - begin]);
    last = wait.end;
  }
  rows.push(["Slack", "announced", end - last, 0, end - begin]);
  return {
    title: "The critical path of a warm draw of one winner, in ms. Each wait begins after the one before it",
    columns: [
      { name: "Where" },
      { name: "Wait" },
      { name: "Computing before it" },
      { name: "Wait time" },
      { name: "Ends at" },
    ],
    rows,
  };
}

/** Measures how long a draw takes with the latencies of AWS, and what it waits for. */
export async function measureAwsTime(rounds: Rounds): Promise<Report> {
  const times = rounds(ROUNDS);
  const kinds = await timeDraws(times);
  const seconds = (functions: Kind["functions"]) => {
    const kind = kinds.find((each) => each.winners === 1 && each.functions === functions);
    return median(kind?.draws.map(took) ?? []) / 1_000;
  };
  const one = kinds.find((each) => each.winners === 1 && each.functions === "warm");
  return {
    tables: {
      times: tabulateTimes(kinds, times),
      ...(one && { path: tabulatePath(medianDraw(one)) }),
    },
    goals: [
      {
        goal: "One winner with the latencies of AWS, warm",
        reached: seconds("warm"),
        unit: "s",
        atMost: 1.2,
      },
      {
        goal: "One winner with the latencies of AWS, cold",
        reached: seconds("cold"),
        unit: "s",
        atMost: 3.5,
      },
    ],
  };
}
