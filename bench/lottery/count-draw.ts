import { GetExecutionHistoryCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import { createLedger } from "../../data/ledger/ledger.ts";
import { drawsTable } from "../../data/tables.ts";
import { importHandlers } from "../../infra/local/services/lambda/handlers.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";
import { type CountedRequest, createCounter } from "../dynamodb/count-requests.ts";
import { openLottery } from "./open-lottery.ts";

/** The costs of one draw, from the command to the announcement. */
export interface CountedDraw {
  visited: number;
  requests: CountedRequest[];
  transitions: number;
  lambdas: number;
}

/** Starts the product with counters. */
export async function openCountedLottery() {
  await using things = new AsyncDisposableStack();
  const counter = createCounter();
  let lambdas = 0;
  const watch =
    <Arguments extends unknown[], Result>(handler: (...given: Arguments) => Result) =>
    (...given: Arguments) => {
      lambdas++;
      return handler(...given);
    };
  const lottery = things.use(
    await openLottery({
      around: counter.count,
      async loadHandlers() {
        const handlers = await importHandlers();
        return {
          InputWinners: watch(handlers.InputWinners),
          RandomSelectWinners: watch(handlers.RandomSelectWinners),
          ValidateWinners: watch(handlers.ValidateWinners),
          RecordWinners: watch(handlers.RecordWinners),
          Slack: watch(handlers.Slack),
          Callback: watch(handlers.Callback),
          RosterTask: watch(handlers.RosterTask),
        };
      },
    }),
  );
  const ledger = createLedger(lottery.tables, drawsTable.name);
  const stepFunctions = new SFNClient({});
  things.defer(() => stepFunctions.destroy());

  const countTransitions = async ({ draw_id }: DrawnRecord) => {
    const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${draw_id}`;
    const { events = [] } = await stepFunctions.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
    );
    // AWS counts one for each state and one for the end.
    return events.filter(({ type }) => type?.endsWith("StateEntered")).length + 1;
  };

  const running = things.move();
  return {
    /** Deletes all draws, and generates people of whom a share has won before. */
    async reset(people: number, share: number): Promise<void> {
      await lottery.reset(people, share);
      counter.forget();
    },

    /** Types the command for a draw, and waits until it is complete. */
    async draw(winners: number): Promise<CountedDraw> {
      counter.take();
      lambdas = 0;
      await lottery.type(`draw ${winners}`);
      await lottery.idle();
      const counted = { requests: counter.take(), lambdas };
      const record = (await ledger.history(1)).entries[0]?.draw;
      if (record?.status !== "drawn")
        throw new Error(`The draw of ${winners} is ${record?.status ?? "missing"}.`);
      return { ...counted, visited: record.walked, transitions: await countTransitions(record) };
    },

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export type CountedLottery = Awaited<ReturnType<typeof openCountedLottery>>;
