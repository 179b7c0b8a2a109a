import { setTimeout as wait } from "node:timers/promises";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { createLedger } from "../data/ledger/ledger.ts";
import { drawsTable } from "../data/tables.ts";
import { stateMachineArn } from "../infra/local/settings/arns.ts";
import { createBooks } from "../test/support/books.ts";
import type { Rounds } from "./benchmarks.ts";
import { type CountedRequest, createCounter } from "./dynamodb/count-requests.ts";
import { readDraws } from "./ledger/read-draws.ts";
import { writeLongLedger } from "./ledger/write-long-ledger.ts";
import { openHome } from "./lottery/open-home.ts";
import { openLottery } from "./lottery/open-lottery.ts";
import { median } from "./median.ts";
import { formatFigure } from "./report/format-figure.ts";
import type { Goal, Report, Table } from "./report/report.ts";

const ROUNDS = 15;
const INTERVAL_MS = 5;
const SHORT = 10;
const LONG = 10_000;
const CAMPAIGNS = 5;
const PEOPLE = 10_000;
const OPERATOR = "U0OPERATOR";
const PRIZES = [
  { prize_id: "first", name: "Bicycle", quantity: 500, value: "900 €" },
  { prize_id: "second", name: "咖啡机", quantity: 1_000 },
];
/** What is drawn, redrawn or voided to be copied. The last one fails: there are not so many people. */
const DRAWS = ["1 Bicycle", "2 咖啡机", "3", "2 Bicycle", "2", `${PEOPLE + 1}`];
const [REDRAWN, VOIDED, FAILED] = [4, 5, 6];
/** In each ten draws, one is redrawn, one voided, and one fails. */
const ORDER = [1, 2, 3, REDRAWN, 1, 2, FAILED, 3, 2, VOIDED];

const people = Array.from({ length: PEOPLE }, (_, i) => ({
  employee_id: `E${String(i + 1).padStart(6, "0")}`,
  employee_name: `张伟 Zhang Wei ${i + 1}`,
  employee_entry_date: "20200101",
  department: `Department ${i % 20}`,
  lottery_serial: i + 1,
  ...(i === 0 && { slack_user_id: OPERATOR }),
}));

const HOME = "";
/** The ten-thousandth draw and the tenth one are copies of the same draw. */
const listViews = (draws: number) =>
  [
    ["/lottery winners", "winners"],
    ["/lottery winners, one draw", `winners ${draws}`],
    ["/lottery log", "log"],
    ["/lottery log, one draw", `log ${draws}`],
    ["/lottery log, one person", `log ${OPERATOR}`],
    ["/lottery campaign", "campaign"],
    ["Home tab", HOME],
  ] as const;

/** The costs of one response. */
interface Cost {
  ledgerRequests: number;
  ledgerUnits: number;
  /** For counting who can win, or finding a person: of the tables of employees and winners. */
  peopleRequests: number;
  peopleUnits: number;
  ms: number;
}

async function openMeasuredLottery() {
  await using things = new AsyncDisposableStack();
  const counter = createCounter();
  let underWay = 0;
  const lottery = things.use(
    await openLottery({
      isStored: true,
      async around(request, send) {
        underWay++;
        try {
          return await counter.count(request, send);
        } finally {
          underWay--;
        }
      },
    }),
  );
  const { tables, endpoints, idle } = lottery;
  const books = createBooks(tables);
  const ledger = createLedger(tables, drawsTable.name);
  const stepFunctions = new SFNClient({});
  things.defer(() => stepFunctions.destroy());

  const revise = async (kind: "redraw" | "void", drawNo: number) => {
    const draw = await ledger.read(drawNo);
    const employee_id = draw?.status === "drawn" ? draw.winners[0]?.employee_id : undefined;
    const request = { kind, draw_no: drawNo, reason: "is not here" };
    const input = {
      revise: kind === "redraw" ? { ...request, employee_id } : request,
      requested_by: OPERATOR,
      channel_id: "C0LOTTERY",
    };
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    await idle();
  };

  /** Draws what the long ledger consists of. */
  const makeExamples = async () => {
    await books.setRoster(people);
    await ledger.campaigns.setPrizes(await ledger.campaigns.readCurrent(), PRIZES);
    for (const draw of DRAWS) {
      await lottery.type(`draw ${draw}`);
      await idle();
    }
    await revise("redraw", REDRAWN);
    await revise("void", VOIDED);
    const draws = await readDraws(tables);
    return ORDER.flatMap((drawNo) => draws.filter(({ record }) => record.draw_no === drawNo));
  };
  const examples = await makeExamples();

  const running = things.move();
  return {
    /** Replaces all draws. */
    async write(draws: number): Promise<void> {
      await books.clear();
      await writeLongLedger(tables, { draws, campaigns: CAMPAIGNS, examples, people, prizes: PRIZES });
    },

    /** Waits for the response to a command, or for the Home tab. */
    async measure(view: string): Promise<Cost> {
      counter.take();
      const begin = performance.now();
      if (view === HOME) await openHome(endpoints.page, OPERATOR);
      else await lottery.type(view);
      const ms = performance.now() - begin;
      // Those of a count that took too long, too.
      while (underWay > 0) await wait(INTERVAL_MS);
      const requests = counter.take();
      const [ofLedger, ofPeople] = [true, false].map((isLedger) =>
        requests.filter(({ table }) => (table === drawsTable.name) === isLedger),
      );
      const sumUnits = (some: readonly CountedRequest[] = []) =>
        some.reduce((sum, { readUnits }) => sum + readUnits, 0);
      return {
        ledgerRequests: ofLedger?.length ?? 0,
        ledgerUnits: sumUnits(ofLedger),
        peopleRequests: ofPeople?.length ?? 0,
        peopleUnits: sumUnits(ofPeople),
        ms,
      };
    },

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

type MeasuredLottery = Awaited<ReturnType<typeof openMeasuredLottery>>;

/** The median costs of each view of a ledger with so many draws. */
async function measureViews(lottery: MeasuredLottery, draws: number, rounds: number) {
  await lottery.write(draws);
  const costs = listViews(draws).map(([name, view]) => ({ name, view, costs: [] as Cost[] }));
  // The first responses load code, and the first Home tab of a person searches the roster for them.
  for (const { view } of costs) await lottery.measure(view);
  for (let round = 0; round < rounds; round++)
    for (const each of costs) each.costs.push(await lottery.measure(each.view));
  return costs.map(({ name, costs: all }) => {
    const middle = (figure: (cost: Cost) => number) => median(all.map(figure));
    return {
      name,
      ledgerRequests: middle(({ ledgerRequests }) => ledgerRequests),
      ledgerUnits: middle(({ ledgerUnits }) => ledgerUnits),
      peopleRequests: middle(({ peopleRequests }) => peopleRequests),
      peopleUnits: middle(({ peopleUnits }) => peopleUnits),
      ms: middle(({ ms }) => ms),
    };
  });
}

/** Compares the costs of what shows past draws, with few and with many draws. */
export async function measureLongLedger(rounds: Rounds): Promise<Report> {
  await using lottery = await openMeasuredLottery();
  const times = rounds(ROUNDS);
  const short = await measureViews(lottery, SHORT, times);
  const long = await measureViews(lottery, LONG, times);
  const pairs = short.map((before, i) => ({ name: before.name, before, after: long[i] ?? before }));
  const figures = [
    ["Requests to the ledger", "ledgerRequests"],
    ["Read units", "ledgerUnits"],
    ["Requests to roster and winners", "peopleRequests"],
    ["Read units", "peopleUnits"],
    ["Time (ms)", "ms"],
  ] as const;
  const many = LONG.toLocaleString("en");
  const views: Table = {
    title: `What shows past draws, with ${SHORT} and with ${many} draws in ${CAMPAIGNS} campaigns, among ${PEOPLE.toLocaleString("en")} people. Medians of ${times} responses, in pairs: with ${SHORT} draws → with ${many}`,
    columns: [{ name: "View" }, ...figures.map(([name]) => ({ name }))],
    rows: pairs.map(({ name, before, after }) => [
      name,
      ...figures.map(([, key]) => `${formatFigure(before[key])} → ${formatFigure(after[key])}`),
    ]),
  };
  const worst = (figure: (typeof figures)[number][1]): number =>
    Math.max(...pairs.map(({ before, after }) => after[figure] / Math.max(before[figure], 1)));
  const relative = `with ${many} draws, relative to ${SHORT}, worst case`;
  const goals: Goal[] = [
    { goal: `Requests to the ledger ${relative}`, reached: worst("ledgerRequests"), unit: "×", atMost: 1 },
    { goal: `Read units of the ledger ${relative}`, reached: worst("ledgerUnits"), unit: "×", atMost: 1 },
  ];
  return { tables: { views }, goals };
}
