import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createBooks } from "../test/support/books.ts";
import type { Rounds } from "./benchmarks.ts";
import { type CountedDraw, openCountedLottery } from "./lottery/count-draw.ts";
import { inventPeople, isFormerWinner } from "./lottery/invented-people.ts";
import { purposeOf } from "./lottery/purposes.ts";
import { expectPredecessor } from "./references/predecessor.ts";
import type { Goal, Report } from "./report/report.ts";

const PEOPLE = 20_000;
const SHARES = [0, 0.1, 0.5, 0.9];
const WINNERS = [1, 10, 100, 1_000];

interface Measured extends CountedDraw {
  winners: number;
  former: number;
}

const sum = <Each>(all: readonly Each[], figure: (each: Each) => number) =>
  all.reduce((total, each) => total + figure(each), 0);

/** The share of a draw that the predecessor had, too: whom it looked up, and whom it recorded. */
function bareRequests({ requests }: CountedDraw): number {
  return requests.filter((request) => purposeOf(request).buys === "the draw").length;
}

function compare(draws: readonly Measured[]): Report["tables"][string] {
  return {
    title: `One draw among ${PEOPLE} people, from the command to the announcement; the predecessor as expected`,
    columns: [
      { name: "Winners" },
      { name: "Have won", unit: "%" },
      { name: "Walked", unit: "places" },
      { name: "Requests" },
      { name: "as the predecessor's" },
      { name: "Transitions" },
      { name: "Lambdas" },
      { name: "Predecessor: requests" },
      { name: "transitions" },
      { name: "Lambdas" },
    ],
    rows: draws.map((draw) => {
      const before = expectPredecessor(PEOPLE, draw.former, draw.winners);
      return [
        draw.winners,
        (100 * draw.former) / PEOPLE,
        draw.walked,
        draw.requests.length,
        bareRequests(draw),
        draw.transitions,
        draw.lambdas,
        before.requests,
        before.transitions,
        before.lambdas,
      ];
    }),
  };
}

function weigh(draws: readonly Measured[]): Report["tables"][string] {
  const operations = ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"];
  return {
    title: "The same draws by operation, and the capacity units that they take on AWS",
    columns: [
      { name: "Winners" },
      { name: "Have won", unit: "%" },
      ...operations.map((name) => ({ name })),
      { name: "Read units" },
      { name: "Write units" },
      { name: "of these in the index" },
    ],
    rows: draws.map(({ winners, former, requests }) => [
      winners,
      (100 * former) / PEOPLE,
      ...operations.map((name) => requests.filter(({ operation }) => operation === name).length),
      sum(requests, ({ readUnits }) => readUnits),
      sum(requests, ({ writeUnits }) => writeUnits),
      sum(requests, ({ indexWriteUnits }) => indexWriteUnits),
    ]),
  };
}

/** The requests of the smallest and of the largest draw by what they are for. */
function explain(draws: readonly Measured[]): Report["tables"][string] {
  const small = draws.filter(({ former }) => former === 0);
  const kinds = new Map(
    small.flatMap(({ requests }) => requests.map(purposeOf)).map(({ purpose, buys }) => [purpose, buys]),
  );
  const count = (requests: Measured["requests"], wanted: string) =>
    requests.filter((request) => purposeOf(request).purpose === wanted);
  return {
    title: "What the requests are for, where nobody has won before",
    columns: [
      { name: "To" },
      { name: "which buys" },
      ...small.map(({ winners }) => ({ name: `${winners} ${winners === 1 ? "winner" : "winners"}` })),
      { name: "Units for the largest" },
    ],
    rows: [...kinds].map(([purpose, buys]) => [
      purpose,
      buys,
      ...small.map(({ requests }) => count(requests, purpose).length),
      sum(
        count(small.at(-1)?.requests ?? [], purpose),
        ({ readUnits, writeUnits }) => readUnits + writeUnits,
      ),
    ]),
  };
}

function judge(draws: readonly Measured[]): Goal[] {
  const transitions = draws.map((draw) => draw.transitions);
  return [
    {
      goal: "State transitions, whatever is drawn: the most of a draw less the fewest",
      reached: Math.max(...transitions) - Math.min(...transitions),
      unit: "",
      atMost: 0,
    },
    ...draws.map(({ winners, former, walked, requests }) => ({
      goal: `Requests of a draw of ${winners}, ${(100 * former) / PEOPLE} % have won`,
      reached: requests.length,
      unit: "",
      atMost: Math.floor(1.2 * (walked + 2 * winners) + 10),
    })),
    {
      goal: "Requests of the predecessor's kind, of its own, at worst",
      reached: Math.max(
        ...draws.map(
          (draw) => bareRequests(draw) / expectPredecessor(PEOPLE, draw.former, draw.winners).requests,
        ),
      ),
      unit: "×",
      atMost: 1,
    },
  ];
}

/** What a draw asks of AWS, counted call by call on the local stack. No time is measured. */
export async function measureDrawCalls(_rounds: Rounds): Promise<Report> {
  await using lottery = await openCountedLottery();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: lottery.url }));
  const books = createBooks(client);
  const people = inventPeople(PEOPLE);
  await books.setRoster(people);

  const draws: Measured[] = [];
  for (const share of SHARES) {
    await books.clear();
    const former = people.filter(({ lottery_serial }) => isFormerWinner(lottery_serial, share));
    await books.addFormerWinners(former.map(({ employee_id }) => employee_id));
    // The first draw measures the roster, for those after it as well.
    await lottery.draw(1);
    for (const winners of WINNERS)
      draws.push({ winners, former: former.length, ...(await lottery.draw(winners)) });
  }
  client.destroy();
  return {
    tables: { comparison: compare(draws), operations: weigh(draws), purposes: explain(draws) },
    goals: judge(draws),
  };
}
