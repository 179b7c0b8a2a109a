import { randomUUID } from "node:crypto";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { stateMachineArn } from "../infra/local/arns.ts";
import type { Rounds } from "./benchmarks.ts";
import { openLottery } from "./lottery/open-lottery.ts";
import { median } from "./median.ts";
import type { Report, Table } from "./report/report.ts";
import { defineSubject, type Subject, takeTurns } from "./take-turns.ts";

/** Enough that simultaneous draws seldom choose the same person. */
const PEOPLE = 2_000;
/** The first task reads them all and chooses nobody. */
const PEOPLE_TO_OPEN = 10;
const DRAWS = 200;
const MANY_DRAWS = 1_000;
const ROUNDS = 3;
const INPUT = JSON.stringify({ input: 1, requested_by: "U0OPERATOR", channel_id: "C0LOTTERY" });

interface Run {
  requests: number;
  seconds: number;
  /** Names of the errors of executions that failed. */
  errors: string[];
}

/** Draws of one winner, and their first tasks alone, one after the other or all at one moment; counts their requests. */
async function openCountedDraws() {
  await using things = new AsyncDisposableStack();
  let requests = 0;
  const lottery = things.use(
    await openLottery({
      async around(asked, ask) {
        requests++;
        return (await ask(asked)).answer;
      },
    }),
  );
  const stepFunctions = new SFNClient({});
  things.defer(() => stepFunctions.destroy());

  const start = async () => {
    const { executionArn } = await stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn, input: INPUT }),
    );
    return executionArn;
  };
  const findErrors = async (executionArns: readonly (string | undefined)[]) => {
    const errors: string[] = [];
    for (const executionArn of executionArns) {
      const { status, error } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      if (status !== "SUCCEEDED") errors.push(error ?? String(status));
    }
    return errors;
  };
  const measure = async <Result>(people: number, act: () => Promise<Result>) => {
    await lottery.begin(people, 0);
    requests = 0;
    const begin = performance.now();
    const result = await act();
    return { result, requests, seconds: (performance.now() - begin) / 1_000 };
  };
  const measureDraws = async (draw: () => Promise<(string | undefined)[]>): Promise<Run> => {
    const { result, ...figures } = await measure(PEOPLE, async () => {
      const executionArns = await draw();
      await lottery.settled();
      return executionArns;
    });
    return { ...figures, errors: await findErrors(result) };
  };

  const { handler } = await import("../workflow/input-winners.lambda.ts");
  /** Runs the first task alone; returns the name of its error. */
  const open = async (): Promise<string[]> => {
    try {
      await handler({ execution: randomUUID(), started_at: new Date().toISOString(), request: { input: 1 } });
      return [];
    } catch (error) {
      return [error instanceof Error ? error.name : String(error)];
    }
  };
  const measureOpening = async (openAll: () => Promise<string[][]>): Promise<Run> => {
    const { result, ...figures } = await measure(PEOPLE_TO_OPEN, openAll);
    return { ...figures, errors: result.flat() };
  };
  const oneAfterTheOther = async <Result>(count: number, act: () => Promise<Result>) => {
    const results: Result[] = [];
    for (let i = 0; i < count; i++) results.push(await act());
    return results;
  };
  const atOneMoment = <Result>(count: number, act: () => Promise<Result>) =>
    Promise.all(Array.from({ length: count }, () => act()));

  const running = things.move();
  return {
    drawSequentially: (count: number) =>
      measureDraws(() =>
        oneAfterTheOther(count, async () => {
          const executionArn = await start();
          await lottery.settled();
          return executionArn;
        }),
      ),
    drawSimultaneously: (count: number) => measureDraws(() => atOneMoment(count, start)),
    openSequentially: (count: number) => measureOpening(() => oneAfterTheOther(count, open)),
    openSimultaneously: (count: number) => measureOpening(() => atOneMoment(count, open)),

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

interface Crowd {
  name: string;
  count: number;
  subject: Subject;
  runs: Run[];
}

function defineCrowd(name: string, count: number, measure: (count: number) => Promise<Run>): Crowd {
  const runs: Run[] = [];
  const subject = defineSubject(async () => {
    const run = await measure(count);
    runs.push(run);
    return run.requests;
  });
  return { name, count, subject, runs };
}

const requestsEach = ({ count, subject }: Crowd) => median(subject.values) / count;
const errorsOf = ({ runs }: Crowd) => runs.flatMap(({ errors }) => errors);

/** `crowds` begins with the one that the others are compared with. */
function showCrowds(title: string, crowds: readonly [Crowd, ...Crowd[]]): Table {
  return {
    title,
    columns: [
      { name: "Draws" },
      { name: "Started" },
      { name: "Requests to DynamoDB" },
      { name: "Requests per draw" },
      { name: "of sequential", unit: "×" },
      { name: "Time", unit: "s" },
      { name: "Failed" },
      { name: "Errors" },
    ],
    rows: crowds.map((crowd) => [
      crowd.count,
      crowd.name,
      median(crowd.subject.values),
      requestsEach(crowd),
      requestsEach(crowd) / requestsEach(crowds[0]),
      median(crowd.runs.map(({ seconds }) => seconds)),
      errorsOf(crowd).length,
      [...new Set(errorsOf(crowd))].join(", ") || null,
    ]),
  };
}

/** Whether draws that start at one moment cost more than the same draws one after the other. */
export async function measureSimultaneous(rounds: Rounds): Promise<Report> {
  await using draws = await openCountedDraws();
  const times = rounds(ROUNDS);
  const openings = [
    defineCrowd("one after the other", DRAWS, draws.openSequentially),
    defineCrowd("at one moment", DRAWS, draws.openSimultaneously),
    defineCrowd("at one moment", MANY_DRAWS, draws.openSimultaneously),
  ] as const;
  const wholes = [
    defineCrowd("one after the other", DRAWS, draws.drawSequentially),
    defineCrowd("at one moment", DRAWS, draws.drawSimultaneously),
  ] as const;
  await draws.drawSequentially(20);
  await takeTurns(
    times,
    [...openings, ...wholes].map(({ subject }) => subject),
  );
  const ratio = ([sequential, simultaneous]: readonly [Crowd, Crowd, ...Crowd[]]) =>
    requestsEach(simultaneous) / requestsEach(sequential);
  return {
    tables: {
      draws: showCrowds(
        `Draws of one winner among ${PEOPLE.toLocaleString("en")} people, from the start to the announcement; medians of ${times}, in turns`,
        wholes,
      ),
      opening: showCrowds(
        `The first task alone, which gives draws their numbers; medians of ${times}, in turns`,
        openings,
      ),
    },
    goals: [
      {
        goal: `Requests of ${DRAWS} simultaneous draws, of ${DRAWS} sequential ones`,
        reached: ratio(wholes),
        unit: "×",
        atMost: 1.2,
      },
      {
        goal: `Simultaneous draws that fail, of ${MANY_DRAWS.toLocaleString("en")} that are opened and ${DRAWS} that are drawn`,
        reached: [...openings, ...wholes].flatMap(errorsOf).length,
        unit: "",
        atMost: 0,
      },
    ],
  };
}
