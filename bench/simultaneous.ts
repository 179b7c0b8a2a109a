import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { countRequests } from "../test/support/count-requests.ts";
import type { Tasks } from "../test/support/create-tasks.ts";
import { employeeItems } from "../test/support/start-dynamodb.ts";
import { nameOfError, runDraw, startLottery } from "../test/support/start-lottery.ts";
import type { Report, Table } from "./report/report.ts";

/** Enough people that simultaneous draws rarely choose the same person. */
const PEOPLE = 2_000;
/** The first task reads all people and chooses nobody, so a few are enough. */
const PEOPLE_TO_OPEN = 10;
const DRAWS = 200;
const MANY_DRAWS = 1_000;
/** Milliseconds. On this machine all draws share one processor, so requests may wait long. */
const REQUEST_TIMEOUT = 300_000;

interface Run {
  requests: number;
  seconds: number;
  /** Names of the errors of draws that failed. */
  errors: string[];
}

type Act = (tasks: Tasks, execution: string) => Promise<unknown>;

/** The first task, which gives a draw its number. */
const open: Act = (tasks, execution) =>
  tasks.inputWinners({ execution, started_at: new Date().toISOString(), request: { input: 1 } });

/** All tasks of a draw of one winner. */
const draw: Act = (tasks, execution) => runDraw({ input: 1 }, execution, () => tasks);

const inOrder = async (acts: readonly (() => Promise<unknown>)[]) => {
  for (const act of acts) await act();
};
const atOnce = (acts: readonly (() => Promise<unknown>)[]) => Promise.all(acts.map((act) => act()));

/** Runs `act` for `count` executions on new tables, and counts the requests to DynamoDB. */
async function measureRun(
  people: number,
  count: number,
  act: Act,
  run: (acts: readonly (() => Promise<unknown>)[]) => Promise<unknown>,
): Promise<Run> {
  await using lottery = await startLottery({ roster: employeeItems(people) });
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...lottery.connection,
      requestHandler: { connectionTimeout: REQUEST_TIMEOUT, requestTimeout: REQUEST_TIMEOUT },
    }),
    { marshallOptions: { removeUndefinedValues: true }, unmarshallOptions: { wrapNumbers: Number } },
  );
  const tasks = lottery.startProcess(client);
  // The first draw creates the counter.
  await draw(tasks, "first");
  const errors: string[] = [];
  const acts = Array.from({ length: count }, (_, i) => async () => {
    try {
      await act(tasks, `execution-${i}`);
    } catch (error) {
      errors.push(nameOfError(error));
    }
  });
  const begin = performance.now();
  const requests = await countRequests(client, () => run(acts));
  const seconds = (performance.now() - begin) / 1_000;
  client.destroy();
  return { requests, seconds, errors };
}

interface Crowd extends Run {
  count: number;
  started: string;
}

async function measureCrowd(count: number, act: Act, people: number, isAtOnce: boolean): Promise<Crowd> {
  const run = await measureRun(people, count, act, isAtOnce ? atOnce : inOrder);
  return { ...run, count, started: isAtOnce ? "simultaneously" : "sequentially" };
}

const requestsEach = ({ count, requests }: Crowd) => requests / count;

/** The first crowd is the reference for the others. */
function tabulateCrowds(title: string, crowds: readonly [Crowd, ...Crowd[]]): Table {
  return {
    title,
    columns: [
      { name: "Draws" },
      { name: "Started" },
      { name: "Requests to DynamoDB" },
      { name: "Requests per draw" },
      { name: "Relative to sequential", unit: "×" },
      { name: "Time", unit: "s" },
      { name: "Failed" },
      { name: "Errors" },
    ],
    rows: crowds.map((crowd) => [
      crowd.count,
      crowd.started,
      crowd.requests,
      requestsEach(crowd),
      requestsEach(crowd) / requestsEach(crowds[0]),
      crowd.seconds,
      crowd.errors.length,
      [...new Set(crowd.errors)].join(", ") || null,
    ]),
  };
}

/** Measures whether simultaneous draws cost more than sequential ones. */
export async function measureSimultaneous(): Promise<Report> {
  await measureRun(PEOPLE, 10, draw, inOrder);
  const wholes = [
    await measureCrowd(DRAWS, draw, PEOPLE, false),
    await measureCrowd(DRAWS, draw, PEOPLE, true),
  ] as const;
  const openings = [
    await measureCrowd(DRAWS, open, PEOPLE_TO_OPEN, false),
    await measureCrowd(DRAWS, open, PEOPLE_TO_OPEN, true),
    await measureCrowd(MANY_DRAWS, open, PEOPLE_TO_OPEN, true),
  ] as const;
  return {
    tables: {
      draws: tabulateCrowds(
        `Draws of one winner among ${PEOPLE.toLocaleString("en")} people, all four tasks`,
        wholes,
      ),
      opening: tabulateCrowds("The first task alone", openings),
    },
    goals: [
      {
        goal: `Requests of ${DRAWS} simultaneous draws, relative to sequential ones`,
        reached: requestsEach(wholes[1]) / requestsEach(wholes[0]),
        unit: "×",
        atMost: 1.2,
      },
      {
        goal: `Failures of ${MANY_DRAWS.toLocaleString("en")} simultaneous openings and ${DRAWS} simultaneous draws`,
        reached: [...openings, ...wholes].flatMap(({ errors }) => errors).length,
        unit: "",
        atMost: 0,
      },
    ],
  };
}
