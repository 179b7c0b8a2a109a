import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import type { DrawnRecord } from "../../data/ledger/draw-record.ts";
import type { RequestedRules } from "../../data/ledger/rules.ts";
import { createBooks } from "../../test/support/books.ts";
import type { FakeBeacon } from "../../test/support/fake-beacon.ts";
import { DEFAULT_TABLES } from "../../test/support/start-dynamodb.ts";
import { runDraw, startLottery } from "../../test/support/start-lottery.ts";
import { firstRoundAfter } from "../../workflow/beacon/chain.ts";
import { type CountedRequest, createCounter } from "../dynamodb/count-requests.ts";
import { createGeneratedRoster } from "../dynamodb/generated-roster.ts";
import { type ProxiedRequest, serveProxy } from "../dynamodb/proxy.ts";

/** One draw through the tasks of the state machine. */
export interface TimedDraw {
  record: DrawnRecord;
  /** The sums of all tasks, in ms. */
  took: number;
  processor: number;
  requests: CountedRequest[];
  /** The longest task, in ms. */
  longest: number;
  /** Requests to relays. */
  relayRequests: number;
  /** How long the state machine waits for the beacon, in s. */
  waits: number;
}

/**
 * Starts the tasks with a clock that does not move by itself, and a roster of any size. With a beacon, draws are sealed, and
 * a channel accepts their seals at once.
 */
export async function openTimedTasks(beacon?: FakeBeacon) {
  await using things = new AsyncDisposableStack();
  const roster = createGeneratedRoster();
  const counter = createCounter();
  let direct = "";
  const lottery = things.use(
    await startLottery({
      roster: [],
      tables: DEFAULT_TABLES,
      ...(beacon && { beacon }),
      async reach(url) {
        direct = url;
        const respond = (request: ProxiedRequest) =>
          counter.count(
            request,
            async (counted) =>
              (await roster.respond(counted)) ?? { response: await counted.forward(counted.body) },
          );
        return things.use(await serveProxy(url, respond)).url;
      },
    }),
  );
  // Preparations are not counted.
  const client = createDocumentClient({ ...lottery.connection, endpoint: direct });
  things.defer(() => client.destroy());
  const books = createBooks(client);
  const { clock } = lottery;
  const relayRequests = () => beacon?.relays.reduce((sum, { requests }) => sum + requests(), 0) ?? 0;

  let took = 0;
  let longest = 0;
  let processor = 0;
  const timed =
    <Arguments extends unknown[], Result>(task: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments) => {
      const before = process.cpuUsage();
      const begin = performance.now();
      const result = await task(...given);
      const time = performance.now() - begin;
      took += time;
      longest = Math.max(longest, time);
      const { user, system } = process.cpuUsage(before);
      processor += (user + system) / 1_000;
      return result;
    };
  let waits = 0;
  const tasks = {
    ...lottery,
    inputWinners: timed(lottery.inputWinners),
    announceSeal: timed(lottery.announceSeal),
    randomSelectWinners: timed(lottery.randomSelectWinners),
    validateWinners: timed(lottery.validateWinners),
    recordWinners: timed(lottery.recordWinners),
    waitUntil(time: string) {
      waits = (Date.parse(time) - clock.now().getTime()) / 1_000;
      // The relay's own work is not part of the draw.
      beacon?.sign(firstRoundAfter(beacon.chain, Date.parse(time)) - 1);
      lottery.waitUntil(time);
    },
  };

  let draws = 0;
  const running = things.move();
  return {
    clock,
    ledger: lottery.ledger,
    visitLog: lottery.visitLog,

    /** Deletes all draws, and generates people of whom a share has won before. */
    async reset(people: number, share: number, inRareDepartment = 0): Promise<void> {
      await books.clear();
      roster.generate(people, share, inRareDepartment);
      counter.forget();
    },

    /** Draws, at a time that has nothing to do with the rounds of the beacon. */
    async draw(winners: number, rules?: RequestedRules): Promise<TimedDraw> {
      draws++;
      lottery.advance(60 + ((draws * 0.7) % 3));
      counter.take();
      took = 0;
      longest = 0;
      processor = 0;
      waits = 0;
      const relays = relayRequests();
      const execution = `draw-${draws}`;
      const { body } = await runDraw(
        { input: winners, channel_id: "C0LOTTERY", ...(rules && { rules }) },
        execution,
        () => tasks,
      );
      const requests = counter.take();
      return {
        record: await lottery.readDrawn(body.draw_no),
        took,
        longest,
        processor,
        requests,
        relayRequests: relayRequests() - relays,
        waits,
      };
    },

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export type TimedTasks = Awaited<ReturnType<typeof openTimedTasks>>;
