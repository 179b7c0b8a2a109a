import { ExecutionAlreadyExists, SFNClient } from "@aws-sdk/client-sfn";
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { createDecidePlan } from "../../../bot/commands/decide-plan.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { Form } from "../../../bot/messages/form.ts";
import { createHandleFailedImport } from "../../../bot/roster/handle-failed-import.ts";
import { openSteps } from "../../../bot/roster/open-steps.ts";
import { createRosterTask } from "../../../bot/roster/roster-task.ts";
import { createStartRosterStep } from "../../../bot/roster/start-step.ts";
import type { RosterStep, RosterStepInput } from "../../../bot/roster/steps.ts";
import { createTellRequester } from "../../../bot/roster/tell-requester.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { createAuditLog } from "../../../data/ledger/audit-log.ts";
import { createRosterLedger } from "../../../data/ledger/roster-ledger.ts";
import { createRosterTable } from "../../../data/people/roster-table.ts";
import { jsonOf } from "../../../data/runtime/json-of.ts";
import { rosterFileLocales } from "../../../workflow/roster/file/texts/roster-file-locales.ts";
import { scanTable } from "../../support/scan-table.ts";
import { startDynamoDb, type TableItem } from "../../support/start-dynamodb.ts";
import { serveMessages, TOKEN, type Told } from "./serve-messages.ts";

export const OPERATOR = "U0OPERATOR";
const startedExecution = z.object({ name: z.string(), input: jsonOf(z.custom<RosterStepInput>()) });

const notFound = () => {
  throw new Error("Nobody has told this.");
};

/** Does one task of the state machine. */
export type Task = (event: unknown) => Promise<RosterStep>;

/** Opens imports with real tables and a Slack, and runs their executions as the state machine does, with a clock of their own. */
export async function openImports(roster: readonly TableItem[]) {
  const db = await startDynamoDb();
  await db.fillRoster(roster);
  let time = Date.parse("2026-06-15T12:00:00Z");
  const now = () => new Date(time);
  const files = new Map<string, Buffer>();
  const { apiUrl, told, close } = await serveMessages(files);
  const connect = () => Promise.resolve(createSlackClient(TOKEN, apiUrl));
  const forms: Form[] = [];
  const texts = locales.en;

  /** The task with a client of its own, as in another process. */
  const openTask = (client: DynamoDBDocumentClient = db.client): Task =>
    createRosterTask(() =>
      Promise.resolve(
        openSteps({
          auditLog: createAuditLog(client, db.tables.draws),
          rosterLedger: createRosterLedger(client, db.tables.draws),
          rosterTable: createRosterTable(client, db.tables.employees),
          connect,
          readToken: () => Promise.resolve(TOKEN),
          apiUrl,
          teamId: "T0LOTTERY",
          texts,
          fileTexts: rosterFileLocales.en,
          now,
        }),
      ),
    );

  /** Runs an execution to its end. Returns its last event. */
  const run = async (input: RosterStepInput, task: Task = openTask()): Promise<RosterStep> => {
    let event = await task(input);
    let ran: string = input.step;
    while (ran !== "report" && ran !== "result") {
      if ("wait_seconds" in event) time += event.wait_seconds * 1_000;
      ran = event.step;
      event = await task(event);
    }
    return event;
  };

  const pending: RosterStepInput[] = [];
  let canStart = true;
  const names = new Set<string>();
  const stepFunctions = new SFNClient({ region: "us-east-1" });
  stepFunctions.middlewareStack.add(
    () => (args) => {
      if (!canStart) throw new Error("AWS does not respond.");
      const { name, input } = startedExecution.parse(args.input);
      if (names.has(name)) throw new ExecutionAlreadyExists({ message: name, $metadata: {} });
      names.add(name);
      pending.push(input);
      return Promise.resolve({ output: { $metadata: {} }, response: undefined });
    },
    { step: "initialize" },
  );
  const startRosterStep = createStartRosterStep(stepFunctions, "LotteryRoster");
  const decide = createDecidePlan({
    texts,
    rosterLedger: db.rosterLedger,
    openForm(_caller, form) {
      forms.push(form);
      return Promise.resolve(undefined);
    },
    startRosterStep,
  });
  const caller = {
    userId: OPERATOR,
    channelId: "D0OPERATOR",
    channelName: "directmessage",
    triggerId: "1",
    mentions: [],
  };
  const { tell } = createTellRequester({ connect });

  return {
    ...db,
    now,
    run,
    openTask,
    told,
    forms,
    decide,
    caller,
    startRosterStep,
    handleFailedImport: createHandleFailedImport({
      rosterLedger: db.rosterLedger,
      auditLog: db.ledger.auditLog,
      tell,
      texts,
      now,
    }),
    pass(seconds: number) {
      time += seconds * 1_000;
    },

    /** From now on, AWS does not respond. */
    breakStart() {
      canStart = false;
    },

    /** Returns the executions that buttons have started and nobody has run. */
    takeStarted: (): RosterStepInput[] => pending.splice(0),
    /** Runs these executions. Returns how many these were. */
    async runStarted(task?: Task): Promise<number> {
      const inputs = pending.splice(0);
      for (const input of inputs) await run(input, task);
      return inputs.length;
    },

    /** Returns the newest message that was told. */
    newest: (): Told => told.at(-1) ?? notFound(),
    /** The value of a button of the newest message that has it. */
    buttonOf: (action: string): string =>
      told.findLast(({ buttons }) => buttons.has(action))?.buttons.get(action) ?? notFound(),

    /** Puts a file into Slack, and has it read. Returns the id of the import. */
    async importFile(id: string, content: string | Buffer, task?: Task): Promise<string> {
      const file_id = `F0${id.toUpperCase().replaceAll("-", "")}`;
      files.set(file_id, Buffer.from(content));
      const source = { kind: "file", file_id } as const;
      await run({ step: "read", import_id: id, requested_by: OPERATOR, request: { source } }, task);
      return id;
    },

    putEmployee: (Item: TableItem) =>
      db.client.send(new PutCommand({ TableName: db.tables.employees, Item })),

    deleteEmployee: (employee_id: unknown) =>
      db.client.send(new DeleteCommand({ TableName: db.tables.employees, Key: { employee_id } })),

    /** What is stored about people of an import. */
    async readPages(importId: string) {
      const items = await scanTable(db.client, db.tables.draws);
      return items.filter(({ ledger }) => ledger === `roster-import#${importId}`);
    },

    /** All people, by id. */
    readRoster: async (): Promise<TableItem[]> =>
      (await scanTable(db.client, db.tables.employees)).toSorted((a, b) =>
        String(a["employee_id"]) < String(b["employee_id"]) ? -1 : 1,
      ),

    /** What the audit log says about imports, oldest first. */
    async readLog() {
      const { entries } = await db.ledger.auditLog.page("all", 1_000);
      return entries.map(({ entry }) => entry).toReversed();
    },

    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]();
      await close();
    },
  };
}

export type Imports = Awaited<ReturnType<typeof openImports>>;
