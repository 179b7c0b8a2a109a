import { startFakeBeacon } from "../test/support/fake-beacon.ts";
import type { Rounds } from "./benchmarks.ts";
import { openTimedTasks, type TimedDraw, type TimedTasks } from "./lottery/timed-tasks.ts";
import { median } from "./median.ts";
import { proveLargeDraw } from "./prove-draw.ts";
import type { Goal, Report, Table } from "./report/report.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const ROUNDS = 5;
const SHARE = 0.5;
/** Seconds between two rounds of drand's quicknet. */
const PERIOD = 3;
/** Only half of ten people can win, so they have no draw of a hundred. */
const DRAWS = [
  { people: 10, winners: 1 },
  { people: 10_000, winners: 1 },
  { people: 10_000, winners: 100 },
  { people: 100_000, winners: 1 },
  { people: 100_000, winners: 100 },
];
const OPERATIONS = ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem"];

interface Kind {
  people: number;
  winners: number;
  isSealed: boolean;
  draws: TimedDraw[];
}

const middle = ({ draws }: Kind, figure: (draw: TimedDraw) => number) => median(draws.map(figure));
const name = ({ isSealed }: Kind) => (isSealed ? "sealed" : "not sealed");

async function measureDraws(lotteries: readonly [unsealed: TimedTasks, sealed: TimedTasks], rounds: number) {
  const kinds = DRAWS.flatMap((draw) =>
    lotteries.map((lottery, i) => ({ ...draw, isSealed: i === 1, draws: [] as TimedDraw[], lottery })),
  );
  const draw = async ({ people, winners, lottery }: (typeof kinds)[number]) => {
    await lottery.reset(people, SHARE);
    return lottery.draw(winners);
  };
  // The first draw of a process also loads and compiles code: that of the curve, too.
  for (const lottery of lotteries)
    for (let i = 0; i < 2; i++)
      await draw({ people: 10_000, winners: 100, isSealed: false, draws: [], lottery });
  await takeTurns(
    rounds,
    kinds.map((kind) =>
      defineSubject(async () => {
        const timed = await draw(kind);
        kind.draws.push(timed);
        return timed.took;
      }),
    ),
  );
  return kinds;
}

function tabulateTimes(kinds: readonly Kind[], rounds: number): Table {
  return {
    title: `The tasks of one draw, without the wait for the beacon and without the announcement. Half of the people have won. Medians of ${rounds} draws each, in turns`,
    columns: [
      { name: "People" },
      { name: "Winners" },
      { name: "Draw" },
      { name: "Time", unit: "ms" },
      { name: "Processor time", unit: "ms" },
      { name: "Requests" },
      { name: "People wait for the beacon", unit: "s" },
    ],
    rows: kinds.map((kind) => [
      kind.people,
      kind.winners,
      name(kind),
      middle(kind, ({ took }) => took),
      middle(kind, ({ processor }) => processor),
      middle(kind, countRequests),
      kind.isSealed ? formatRange(kind.draws.map(({ waits }) => waits)) : 0,
    ]),
  };
}

/** DynamoDB, relays, and Slack, which gets one message with the seal. */
function countRequests({ requests, relayRequests, record }: TimedDraw): number {
  return requests.length + relayRequests + record.seals.length;
}

function formatRange(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(1));
  return least === most ? String(least) : `${least}–${most}`;
}

function tabulateRequests(kinds: readonly Kind[]): Table {
  return {
    title:
      "The requests of the same draws (medians). Drand has several relays, and all are asked at once; here it is one",
    columns: [
      { name: "People" },
      { name: "Winners" },
      { name: "Draw" },
      ...OPERATIONS.map((operation) => ({ name: operation })),
      { name: "To Slack" },
      { name: "To a relay" },
      { name: "Read units" },
      { name: "Write units" },
    ],
    rows: kinds.map((kind) => {
      const sum = (figure: (request: TimedDraw["requests"][number]) => number) =>
        middle(kind, ({ requests }) => requests.reduce((total, request) => total + figure(request), 0));
      return [
        kind.people,
        kind.winners,
        name(kind),
        ...OPERATIONS.map((operation) => sum((request) => Number(request.operation === operation))),
        middle(kind, ({ record }) => record.seals.length),
        middle(kind, ({ relayRequests }) => relayRequests),
        sum(({ readUnits }) => readUnits),
        sum(({ writeUnits }) => writeUnits),
      ];
    }),
  };
}

/** The requests that do not depend on how many people the order visits. */
function countFixed({ requests, ...draw }: TimedDraw): number {
  const fixed = requests.filter(({ operation }) => operation !== "Query" && operation !== "BatchGetItem");
  return countRequests({ ...draw, requests: fixed });
}

function judge(kinds: readonly Kind[]): Goal[] {
  const more = kinds.flatMap((sealed) => {
    const { people, winners, isSealed } = sealed;
    const unsealed = kinds.find(
      (each) => each.people === people && each.winners === winners && !each.isSealed,
    );
    return isSealed && unsealed ? [middle(sealed, countFixed) - middle(unsealed, countFixed)] : [];
  });
  const waits = kinds.flatMap(({ draws }) => draws.map((draw) => draw.waits));
  return [
    {
      goal: "Requests that a sealed draw adds, worst case",
      reached: Math.max(...more),
      unit: "requests",
      atMost: 40,
    },
    { goal: "Wait for the beacon, worst case", reached: Math.max(...waits), unit: "s", atMost: 16 },
  ];
}

/** Compares draws that are sealed and draws that are not, and measures the proofs of a large sealed draw. */
export async function measureSealedDraws(rounds: Rounds): Promise<Report> {
  const times = rounds(ROUNDS);
  let now = () => new Date();
  await using beacon = await startFakeBeacon({ period: PERIOD, now: () => now() });
  await using unsealed = await openTimedTasks();
  await using sealed = await openTimedTasks(beacon);
  now = sealed.clock.now;
  const kinds = await measureDraws([unsealed, sealed], times);
  return {
    tables: {
      time: tabulateTimes(kinds, times),
      requests: tabulateRequests(kinds),
      proof: await proveLargeDraw(sealed, beacon, times),
    },
    goals: judge(kinds),
  };
}
