import type { Rounds } from "./benchmarks.ts";
import { priceDraws } from "./draw-cost.ts";
import { type CountedDraw, openCountedLottery } from "./lottery/count-draw.ts";
import { purposeOf } from "./lottery/purposes.ts";
import { median } from "./median.ts";
import { prices } from "./prices.ts";
import { expectPredecessor } from "./references/predecessor.ts";
import type { Goal, Report, Table } from "./report/report.ts";

const PEOPLE = 20_000;
const SHARES = [0, 0.1, 0.5, 0.9];
/** The cost of small draws varies, so more of them are measured. */
const SIZES = [
  { winners: 1, draws: 20 },
  { winners: 10, draws: 8 },
  { winners: 100, draws: 3 },
  { winners: 1_000, draws: 1 },
];

interface Cell {
  winners: number;
  share: number;
  draws: CountedDraw[];
}

const OPERATIONS = ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem"];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = ({ draws }: Cell, figure: (draw: CountedDraw) => number) =>
  sum(draws.map(figure)) / draws.length;
const allowed = ({ visited }: CountedDraw, winners: number) => 1.2 * (visited + 2 * winners) + 10;
const predecessorOf = ({ winners, share }: Cell) => expectPredecessor(PEOPLE, share * PEOPLE, winners);

/** Counts the requests that the predecessor needed, too: looking up people, and recording winners. */
const bareRequests = ({ requests }: CountedDraw) =>
  requests.filter((request) => purposeOf(request).serves === "the draw").length;

function compare(cells: readonly Cell[]): Table {
  return {
    title: `One draw among ${PEOPLE.toLocaleString("en")} people, from the command to the announcement (means). Expected values for the predecessor`,
    columns: [
      { name: "Winners" },
      { name: "Have won", unit: "%" },
      { name: "Visited", unit: "positions" },
      { name: "Requests" },
      { name: "Goal: at most" },
      { name: "Requests that the predecessor needed, too" },
      { name: "Transitions" },
      { name: "Lambda calls" },
      { name: "Predecessor: requests" },
      { name: "Predecessor: transitions" },
      { name: "Predecessor: Lambda calls" },
    ],
    rows: cells.map((cell) => {
      const before = predecessorOf(cell);
      return [
        cell.winners,
        100 * cell.share,
        mean(cell, ({ visited }) => visited),
        mean(cell, ({ requests }) => requests.length),
        mean(cell, (draw) => allowed(draw, cell.winners)),
        mean(cell, bareRequests),
        mean(cell, ({ transitions }) => transitions),
        mean(cell, ({ lambdas }) => lambdas),
        before.requests,
        before.transitions,
        before.lambdas,
      ];
    }),
  };
}

function weigh(cells: readonly Cell[]): Table {
  const units = (cell: Cell, figure: (request: CountedDraw["requests"][number]) => number) =>
    mean(cell, ({ requests }) => sum(requests.map(figure)));
  return {
    title: "The same draws by operation, with their capacity units on AWS (means)",
    columns: [
      { name: "Winners" },
      { name: "Have won", unit: "%" },
      ...OPERATIONS.map((name) => ({ name })),
      { name: "Read units" },
      { name: "Write units" },
      { name: "Write units of the index" },
      { name: "DynamoDB", unit: "$ for 1,000 draws" },
    ],
    rows: cells.map((cell) => {
      const read = units(cell, ({ readUnits }) => readUnits);
      const written = units(cell, ({ writeUnits }) => writeUnits);
      return [
        cell.winners,
        100 * cell.share,
        ...OPERATIONS.map((name) =>
          mean(cell, ({ requests }) => requests.filter(({ operation }) => operation === name).length),
        ),
        read,
        written,
        units(cell, ({ indexWriteUnits }) => indexWriteUnits),
        1_000 * (read * prices.readUnit + written * prices.writeUnit),
      ];
    }),
  };
}

function explainAll(cells: readonly Cell[]): Table {
  const shown = cells.filter(({ share }) => share === 0);
  const kinds = new Map(
    shown
      .flatMap(({ draws }) => draws.flatMap(({ requests }) => requests.map(purposeOf)))
      .map(({ purpose, serves }) => [purpose, serves]),
  );
  const [largest] = shown.at(-1)?.draws ?? [];
  return {
    title: "The purposes of the requests, without past winners (means)",
    columns: [
      { name: "Purpose" },
      { name: "Needed for" },
      ...shown.map(({ winners }) => ({
        name: `${winners.toLocaleString("en")} ${winners === 1 ? "winner" : "winners"}`,
      })),
      { name: "Units for the largest draw" },
    ],
    rows: [...kinds].map(([purpose, serves]) => {
      const ofThis = ({ requests }: CountedDraw) =>
        requests.filter((request) => purposeOf(request).purpose === purpose);
      return [
        purpose,
        serves,
        ...shown.map((cell) => mean(cell, (draw) => ofThis(draw).length)),
        sum((largest ? ofThis(largest) : []).map(({ readUnits, writeUnits }) => readUnits + writeUnits)),
      ];
    }),
  };
}

function judge(cells: readonly Cell[]): Goal[] {
  const transitions = cells.flatMap(({ draws }) => draws.map((draw) => draw.transitions));
  const worst = (figure: (cell: Cell) => number) => Math.max(...cells.map(figure));
  return [
    {
      goal: "State transitions, difference between draws",
      reached: Math.max(...transitions) - Math.min(...transitions),
      unit: "",
      atMost: 0,
    },
    {
      goal: "Requests above 1.2 × (visited + 2 × winners), worst case",
      reached: worst((cell) => mean(cell, (draw) => draw.requests.length - allowed(draw, cell.winners) + 10)),
      unit: "requests",
      atMost: 10,
    },
    {
      goal: "Requests that the predecessor needed, too, relative to the predecessor, without past winners, worst case (medians)",
      reached: worst((cell) =>
        cell.share === 0 ? median(cell.draws.map(bareRequests)) / predecessorOf(cell).requests : 0,
      ),
      unit: "×",
      atMost: 1,
    },
    ...SIZES.map(({ winners }) => {
      const ofSize = cells.filter((cell) => cell.winners === winners);
      const requests = ofSize.map((cell) => mean(cell, (draw) => draw.requests.length));
      return {
        goal: `Requests of a draw of ${winners.toLocaleString("en")} with 90 % past winners, relative to none`,
        reached: (requests.at(-1) ?? Number.NaN) / (requests[0] ?? Number.NaN),
        unit: "×",
        atMost: 1.1,
      };
    }),
  ];
}

/** Counts the requests of draws on the local stack. No time is measured. */
export async function measureDrawCalls(rounds: Rounds): Promise<Report> {
  await using lottery = await openCountedLottery();
  const cells: Cell[] = [];
  for (const share of SHARES) {
    await lottery.reset(PEOPLE, share);
    // The first draw creates the counter.
    await lottery.draw(1);
    for (const { winners, draws } of SIZES) {
      const cell: Cell = { winners, share, draws: [] };
      for (let i = 0; i < rounds(draws); i++) cell.draws.push(await lottery.draw(winners));
      cells.push(cell);
    }
  }
  const cost = await priceDraws(lottery, rounds);
  return {
    tables: { comparison: compare(cells), operations: weigh(cells), purposes: explainAll(cells), cost },
    goals: judge(cells),
  };
}
