import { setImmediate as turn } from "node:timers/promises";
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { createAnnounceSeal } from "../../bot/callback/announce-seal.ts";
import { createCallback } from "../../bot/callback/callback.ts";
import { drawsTable, winnersTable } from "../../data/tables.ts";
import { drawBody } from "../../workflow/attempt/draw-body.ts";
import { LEASE_MARGIN_SECONDS, LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { createBooks } from "../support/books.ts";
import { scanTable } from "../support/scan-table.ts";
import { createStores, DEFAULT_TABLES, employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";
import { abstractTables, idOf, type Tables } from "./abstract-tables.ts";
import { describeRequest } from "./describe-request.ts";
import type { Body } from "./environment.ts";
import type { Call } from "./processes.ts";
import {
  createBeaconTime,
  createSealingServices,
  formatSealing,
  type Hold,
  START_MS,
} from "./real-sealing.ts";
import { drawsOf, type Person, type Win, type World } from "./world.ts";

/** The duration of a lease without its margin. */
const STEP_SECONDS = LEASE_SECONDS - LEASE_MARGIN_SECONDS;
const PATIENCE_MS = 5_000;

const bodyLike = z.object({ body: z.unknown() });

/** Runs the code with DynamoDB. Its processes pause before each request. */
export async function openRealSystem(people: number) {
  const lottery = await startLottery({ roster: employeeItems(people), tables: DEFAULT_TABLES });
  const books = createBooks(lottery.client);
  const { now } = lottery.clock;
  const services = createSealingServices(now);
  let beaconTime = createBeaconTime(0);
  let currentTime = 0;

  /** Starts a process whose requests wait until they are released. */
  const startProcess = (run: (client: DynamoDBDocumentClient, hold: Hold) => Promise<unknown>) => {
    const held: { label: string; release: () => void }[] = [];
    const hold: Hold = (label) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.push({ label, release: resolve });
      return promise;
    };
    const client = lottery.connect();
    client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          const label = describeRequest(commandName, args.input);
          if (label !== undefined) await hold(label);
          return next(args);
        },
      { step: "initialize" },
    );
    const process = { held, ended: undefined as { value: unknown } | { error: unknown } | undefined };
    run(client, hold).then(
      (value) => {
        process.ended = { value };
      },
      (error: unknown) => {
        process.ended = { error };
      },
    );
    return process;
  };

  const nobody = () => Promise.resolve();
  const neverSealed = () => Promise.reject(new Error("No draw of the model is sealed."));
  const handleFailure = (client: DynamoDBDocumentClient, name: string, input: unknown) => {
    const { recovery } = lottery.startProcess(client);
    const { ledger } = createStores(client);
    return createCallback({
      handleFailedImport: () => Promise.reject(new Error("The model has no imports.")),
      ledger,
      recovery,
      announceDraw: nobody,
      announceSeal: neverSealed,
      mailNotices: nobody,
      eraseOldNames: nobody,
      answerFileRequest: nobody,
      reportFailure: nobody,
      now,
    })({
      "detail-type": "Step Functions Execution Status Change",
      detail: { name, status: "FAILED", input: JSON.stringify(input) },
    });
  };

  return {
    /** Empties the tables and stores the first world of the model. */
    async begin(world: World, orders: Readonly<Record<string, readonly Person[]>>) {
      await books.clear();
      services.clear();
      const start = Math.ceil(now().getTime() / START_MS) * START_MS;
      beaconTime = createBeaconTime(start);
      currentTime = world.time;
      lottery.clock.waitUntil(new Date(start + beaconTime.secondsOf(currentTime) * 1_000).toISOString());
      const seconds = lottery.clock.now().getTime() / 1_000;
      const time = lottery.clock.now().toISOString();
      const put = (TableName: string, Item: Record<string, unknown>) =>
        lottery.client.send(new PutCommand({ TableName, Item }));
      const { last } = world.counter;
      await put(drawsTable.name, { ledger: "numbers", entry: "counter", last, open: {}, leases: {} });
      for (const draw of drawsOf(world)) {
        const winners = draw.winners.map(({ person }) => ({
          employee_id: idOf(person),
          employee_name: `Name ${person}`,
          lottery_serial: person,
        }));
        await put(drawsTable.name, { ledger: "draw-ids", entry: draw.id, number: draw.no });
        await put(drawsTable.name, {
          ledger: "draws",
          entry: String(draw.no).padStart(10, "0"),
          draw_no: draw.no,
          draw_id: draw.id,
          status: draw.status,
          num_of_winners: draw.count,
          requested_at: time,
          ...formatSealing(draw, orders[draw.id] ?? [], beaconTime),
          rules: { campaign: { no: draw.campaign }, ...(draw.again && { again: true }) },
          roster_size: orders[draw.id]?.length ?? 0,
          eligible: orders[draw.id]?.length ?? 0,
          lease_expires_at: seconds + LEASE_SECONDS,
          claim_round: draw.round,
          pending: "yes",
          ...(draw.attempt !== null && { attempt_id: draw.attempt }),
          ...(draw.candidates.length > 0 && { candidates: new Set(draw.candidates.map(idOf)) }),
          ...(draw.status === "drawn" && {
            drawn_at: time,
            walked: draw.walked,
            winners,
            pages: [],
            receipt: "cd".repeat(32),
            mailed_at: {},
            ...(draw.isFinalized && { claims_final: true }),
          }),
        });
      }
      const formatWin = ({ holder, no, campaign }: Win) => ({
        draw_id: holder,
        draw_no: no,
        campaign_no: campaign,
      });
      for (const [person, item] of Object.entries(world.items)) {
        const expiry = item.isKept ? "held_until" : "claim_expires_at";
        await put(winnersTable.name, {
          employee_id: idOf(Number(person)),
          ...formatWin(item),
          ...(item.expires !== null && { claim_round: item.round, [expiry]: seconds + LEASE_SECONDS }),
          ...(item.isVoid && { void: true }),
          ...(item.wins.length > 0 && { wins: item.wins.map(formatWin) }),
        });
      }
    },

    start: (call: Call, body: unknown) =>
      startProcess((client, hold): Promise<unknown> => {
        const { fetchRound, ...channel } = services.connect(hold);
        const tasks = lottery.startProcess(client, fetchRound);
        const event = (id: string, request: unknown) => ({
          execution: id,
          started_at: "2026-06-15T11:59:59.000Z",
          request,
        });
        switch (call.task) {
          case "input":
            return tasks.inputWinners(event(call.id, { input: call.count }));
          case "inputRevision":
            return tasks.inputWinners(
              event(call.id, {
                revise: { kind: "redraw", draw_no: call.no, employee_id: idOf(call.voided) },
              }),
            );
          case "seal": {
            const { recovery } = tasks;
            const { chain } = services;
            const { ledger } = createStores(client);
            return createAnnounceSeal({ ledger, recovery, chain, ...channel, now })(drawBody.parse(body));
          }
          case "select":
            return tasks.randomSelectWinners(body);
          case "validate":
            return tasks.validateWinners(body);
          case "record":
            return tasks.recordWinners(body);
          case "recover":
            return tasks.recovery.recoverPending();
          case "handleFailedDraw":
            return handleFailure(client, call.id, {});
          case "handleFailedRevision":
            return handleFailure(client, call.id, { revise: { draw_no: call.no } });
          case "handleNotice":
            throw new RangeError("The real system does not announce draws.");
        }
      }),

    /** The body with which a task of the code starts, where the first stage of the model is not the first task. */
    bodyFor: ({ no, id, count, winners, walked, claimed, round }: Body) => ({
      draw_no: no,
      draw_id: id,
      num_of_winners: count,
      winner_details: winners.map((person) => ({
        employee_id: idOf(person),
        employee_name: `Name ${person}`,
        lottery_serial: person,
      })),
      walked,
      claimed,
      claim_round: round,
    }),

    bodyOf: (result: unknown) => bodyLike.parse(result).body,

    passTime: (steps: number) => lottery.advance(steps * STEP_SECONDS),

    passBeaconTime() {
      lottery.advance(beaconTime.secondsOf(currentTime + 1) - beaconTime.secondsOf(currentTime));
      currentTime++;
    },

    deleteClaim: (person: Person) =>
      lottery.client.send(
        new DeleteCommand({ TableName: winnersTable.name, Key: { employee_id: idOf(person) } }),
      ),

    /** Waits until this is true, for a limited time. Returns whether it became true. */
    async waitUntil(holds: () => boolean): Promise<boolean> {
      for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await turn())
        if (holds()) return true;
      return false;
    },

    async readTables(): Promise<Tables> {
      const [draws = [], winners = []] = await Promise.all(
        [drawsTable, winnersTable].map(({ name }) => scanTable(lottery.client, name)),
      );
      return abstractTables(draws, winners, beaconTime);
    },

    [Symbol.asyncDispose]: () => lottery[Symbol.asyncDispose](),
  };
}

export type RealSystem = Awaited<ReturnType<typeof openRealSystem>>;
export type RealProcess = ReturnType<RealSystem["start"]>;
