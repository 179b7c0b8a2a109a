import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { vi } from "vitest";
import { z } from "zod";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { ImportHandlers } from "../../infra/local/services/lambda/handlers.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { createBooks } from "./books.ts";
import { checkInvariants } from "./check-invariants.ts";
import { announcedMessage, checkNotifications } from "./check-notifications.ts";
import { checkSeals } from "./check-seals.ts";
import { startFakeBeacon } from "./fake-beacon.ts";
import { interpose } from "./interpose.ts";
import { importHandlers } from "./load-handlers.ts";
import { makeDeterministic } from "./make-deterministic.ts";
import { CHANNEL, openLottery } from "./open-lottery.ts";
import { recordLog } from "./record-log.ts";
import { employeeItems } from "./start-dynamodb.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What the bot says if a call before the start of a draw fails. */
export const UNCHANGED = "nothing was changed";
/** What the bot says if a draw was not started, or perhaps not. */
export const NOT_STARTED = new RegExp(`I could not confirm|${UNCHANGED}`);

const endOfExecution = z.object({ detail: z.object({ executionArn: z.string() }) });
const announcedSeal = z.object({ body: z.object({ beacon_at: z.string() }) });
const history = z.object({ ok: z.literal(true), messages: z.array(announcedMessage) });

/**
 * The complete product, with a layer before its services that makes calls fail. If `isSealed`, its draws are sealed with a
 * beacon of its own.
 */
export async function openAttackedLottery({
  employees,
  isSealed = false,
}: {
  employees: number;
  isSealed?: boolean;
}) {
  await using things = new AsyncDisposableStack();
  let time = Date.parse("2026-06-15T12:00:00Z");
  const advance = (ms: number) => {
    time += ms;
    vi.setSystemTime(time);
  };
  advance(0);
  things.defer(() => void vi.useRealTimers());
  const chance = things.use(makeDeterministic());

  const log = things.use(recordLog());
  const between = things.use(await interpose());
  const beacon = isSealed ? things.use(await startFakeBeacon()) : undefined;
  const settings: Record<string, string> = {};
  if (beacon) {
    const relays = beacon.relays.map(({ url, server }) => between.reach("beacon", url, server));
    Object.assign(settings, beacon.variables, { LOTTERY_BEACON_RELAYS: (await Promise.all(relays)).join() });
  }
  const loadHandlers: ImportHandlers = async () => {
    const handlers = await importHandlers();
    return {
      ...handlers,
      // An outage ends with the execution: when the callback receives the failure, all services work again.
      async Callback(event) {
        if (endOfExecution.safeParse(event).success) between.endOutage();
        const result = await handlers.Callback(event);
        // The state machine waits for this time.
        const { data: announced } = announcedSeal.safeParse(result);
        if (announced) advance(Math.max(0, Date.parse(announced.body.beacon_at) - time));
        return result;
      },
    };
  };
  let isAheadBy = 0;
  const slackNow = () => Date.now() - isAheadBy;
  const options = { retryInterval: 0, reach: between.reach, slackNow };
  const lottery = things.use(await openLottery(settings, loadHandlers, options));
  const { endpoints } = lottery;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: endpoints.dynamodb }));
  things.defer(() => client.destroy());
  const stepFunctions = new SFNClient({ endpoint: endpoints.stepFunctions });
  things.defer(() => stepFunctions.destroy());
  between.onStop(async () => {
    const running = { stateMachineArn, statusFilter: "RUNNING" } as const;
    const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand(running));
    for (const { executionArn } of executions)
      await stepFunctions.send(new StopExecutionCommand({ executionArn }));
  });
  const books = createBooks(client);
  let startedAt = time;
  let mayRepeat = false;
  let formerWinners: readonly string[] = [];

  const rosterItems = employeeItems(employees);
  await books.setRoster(rosterItems);

  const readNotifications = async () => {
    const response = await fetch(`${endpoints.page}/api/conversations.history`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer xoxb-local" },
      body: JSON.stringify({
        channel: CHANNEL,
        limit: 100,
        oldest: String((startedAt - isAheadBy) / 1_000 - 1),
        include_all_metadata: true,
      }),
    });
    const { messages } = history.parse(await response.json());
    const mails = (await lottery.mails()).filter(({ at }) => Date.parse(at) >= startedAt);
    return { messages, mails };
  };

  const running = things.move();
  return {
    ...lottery,
    between,
    rosterItems,
    log,

    records: async () => (await books.read()).records(),

    /** Returns the number of people without a current win in these records. */
    countFree(records: readonly DrawRecord[]): number {
      const current = records.flatMap((draw) =>
        draw.status === "drawn" ? currentWinners(draw.winners) : [],
      );
      return rosterItems.length - current.length;
    },

    addFormerWinners: books.addFormerWinners,

    /** Lets these people win before the ledger, and starts the next campaign. */
    async winEarlier(employeeIds: readonly string[]) {
      formerWinners = employeeIds;
      await books.addFormerWinners(employeeIds);
      const startedAt = new Date(time).toISOString();
      const start = { after: 1, id: "next", name: "Next", startedBy: undefined, startedAt, countedTo: 0 };
      await lottery.ledger.campaigns.start(start);
    },

    /** Empties the ledger and the winners, moves the clock to the next day, and starts with the first seed again. */
    async restart() {
      await books.clear();
      formerWinners = [];
      advance(DAY_MS);
      startedAt = time;
      chance.restart();
    },

    /** Sets how far the clock of this machine is ahead of Slack's, in ms. Applies from the next restart. */
    runAhead(ms: number) {
      isAheadBy = ms;
    },

    /** Sets whether a message may be posted twice: if a post is not confirmed and the channel cannot be searched. */
    tolerateRepetition(isTolerated: boolean) {
      mayRepeat = isTolerated;
    },

    /** Moves the clock past the leases of all draws. */
    passLease: () => advance((LEASE_SECONDS + 1) * 1_000),

    /** Starts an execution without the bot. Returns false if the request failed. */
    async start(name: string, input: unknown): Promise<boolean> {
      try {
        await stepFunctions.send(
          new StartExecutionCommand({
            stateMachineArn,
            name: `${name}-${startedAt}`,
            input: JSON.stringify(input),
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return false;
      }
    },

    /** Checks the invariants, and stricter ones if nothing is pending. Returns the content of the tables. */
    async check() {
      const [tables, notifications] = [await books.read(), await readNotifications()];
      const atRest = tables.isAtRest;
      const chain = beacon && { chain: beacon.chain };
      await checkInvariants({ ...tables, rosterItems, formerWinners, ...chain }, { atRest });
      const records = await tables.records();
      checkNotifications({ records, ...notifications }, { atRest, mayRepeat });
      if (beacon) checkSeals({ records, ...notifications, ...beacon }, { atRest });
      return { ...tables, leftNoTraces: atRest && !tables.hasStrayNumbers };
    },

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export type AttackedLottery = Awaited<ReturnType<typeof openAttackedLottery>>;
