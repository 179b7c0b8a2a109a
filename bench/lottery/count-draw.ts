import { GetExecutionHistoryCommand, SFNClient } from "@aws-sdk/client-sfn";
import { createDocumentClient } from "../../data/document-client.ts";
import type { DrawnRecord } from "../../data/draw-record.ts";
import { createLedger } from "../../data/ledger.ts";
import { drawsTable } from "../../data/tables.ts";
import { stateMachineArn } from "../../infra/local/arns.ts";
import { importHandlers } from "../../infra/local/handlers.ts";
import { type CountedRequest, countRequests } from "../dynamodb/count-requests.ts";
import { openLottery } from "./open-lottery.ts";

/** What one draw has cost, from the command to the announcement. */
export interface CountedDraw {
  walked: number;
  requests: CountedRequest[];
  transitions: number;
  lambdas: number;
}

/** The product with counters in it. `tables` reaches DynamoDB past the counters. */
export async function openCountedLottery() {
  await using things = new AsyncDisposableStack();
  let lambdas = 0;
  let url = "";
  const counter = Promise.withResolvers<Awaited<ReturnType<typeof countRequests>>>();
  const watch =
    <Arguments extends unknown[], Result>(handler: (...given: Arguments) => Result) =>
    (...given: Arguments) => {
      lambdas++;
      return handler(...given);
    };
  const lottery = things.use(
    await openLottery(
      {
        async reach(service, at) {
          if (service !== "dynamodb") return at;
          url = at;
          const front = things.use(await countRequests(at));
          counter.resolve(front);
          return front.url;
        },
      },
      async () => {
        const handlers = await importHandlers();
        return {
          InputWinners: watch(handlers.InputWinners),
          RandomSelectWinners: watch(handlers.RandomSelectWinners),
          ValidateWinners: watch(handlers.ValidateWinners),
          RecordWinners: watch(handlers.RecordWinners),
          Slack: watch(handlers.Slack),
          Callback: watch(handlers.Callback),
        };
      },
    ),
  );
  const { take } = await counter.promise;
  const client = createDocumentClient();
  things.defer(() => client.destroy());
  const ledger = createLedger(client, drawsTable.name);
  const stepFunctions = new SFNClient({});
  things.defer(() => stepFunctions.destroy());

  const countTransitions = async ({ draw_id }: DrawnRecord) => {
    const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${draw_id}`;
    const { events = [] } = await stepFunctions.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
    );
    // As AWS counts them: one for each state, and one for the end.
    return events.filter(({ type }) => type?.endsWith("StateEntered")).length + 1;
  };

  const running = things.move();
  return {
    url,

    /** Draws so many winners by the command. */
    async draw(winners: number): Promise<CountedDraw> {
      take();
      lambdas = 0;
      await lottery.type(`draw ${winners}`);
      await lottery.settled();
      const counted = { requests: take(), lambdas };
      const { draws } = await ledger.history(1);
      const [record] = draws;
      if (record?.status !== "drawn")
        throw new Error(`The draw of ${winners} is ${record?.status ?? "missing"}.`);
      return { ...counted, walked: record.walked, transitions: await countTransitions(record) };
    },

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
