import { AwsLambdaReceiver } from "@slack/bolt";
import { createRecordChange } from "../../../bot/commands/record-change.ts";
import { type CommandName, commands, createCatalog, createRegistry } from "../../../bot/commands/registry.ts";
import type { StartStatus } from "../../../bot/commands/start-execution.ts";
import type { FileRequest } from "../../../bot/files/file-request.ts";
import { createHome } from "../../../bot/home/home.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { RosterStepInput } from "../../../bot/roster/steps.ts";
import { createApp } from "../../../bot/slack/app.ts";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";
import { createCheckAccount } from "../../../bot/slack/check-account.ts";
import { createCheckChannel } from "../../../bot/slack/check-channel.ts";
import { createFindLocale } from "../../../bot/slack/find-locale.ts";
import { createFormClient } from "../../../bot/slack/form-client.ts";
import { createHttpEntry } from "../../../bot/slack/http-entry.ts";
import { createPublishHome } from "../../../bot/slack/publish-home.ts";
import { createReadProfile } from "../../../bot/slack/read-profile.ts";
import { createReadUser } from "../../../bot/slack/read-user.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { openSecret } from "../../../data/runtime/open-secret.ts";
import { context, SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";
import { createStores } from "../../support/start-dynamodb.ts";
import type { Lottery } from "../../support/start-lottery.ts";
import { type SlackCall, type SlackRefusal, startSlackDouble } from "./slack-double.ts";

/** A configured operator who reads English, one who reads Chinese, and one who was added in Slack. */
export const OPERATOR = "U0OPERATOR";
export const CHINESE_OPERATOR = "U0CHINESE";
export const ADDED_OPERATOR = "U0ADDED";
/** On the roster as E0001. */
export const MEMBER = "U0MEMBER";
/** Not on the roster. */
export const NEWCOMER = "U0NEWCOMER";
export const GUEST = "U0GUEST";
export const STRANGER = "U0STRANGER";

const USERS = {
  [OPERATOR]: { locale: "en-US" },
  [CHINESE_OPERATOR]: { locale: "zh-CN" },
  [ADDED_OPERATOR]: { locale: "en-GB" },
  [MEMBER]: { locale: "en-US" },
  [NEWCOMER]: { locale: "en-US", real_name: "New Comer" },
  [GUEST]: { locale: "en-US", is_restricted: true },
  [STRANGER]: { locale: "en-US", is_stranger: true },
};

const texts = locales.en;

/** Long enough for a busy machine. */
const LONG_MS = 20_000;

/** A request of the bot to DynamoDB. */
interface TableRequest {
  name: string;
  isWrite: boolean;
}

/** What fails while the bot does something. */
export interface Faults {
  /** The request to DynamoDB that fails, from 0: it is not executed, or its response is lost. */
  request?: { at: number; kind: "refused" | "lost" };
  /** Slack's answers by method. */
  slack?: Readonly<Record<string, SlackRefusal>>;
  /** AWS does not confirm that an execution is started, or that a file is requested. */
  noStart?: boolean;
}

/** What the bot did, other than to respond. */
export interface Done {
  requests: TableRequest[];
  calls: SlackCall[];
  /** The idempotency keys of the executions that were started. */
  started: string[];
  files: FileRequest[];
}

const WRITES = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * The whole bot over the tables of a lottery, from signed requests to responses, with a Slack and an AWS whose calls a test
 * can make fail. With `isCold`, each event is received by a new process, which has cached nothing.
 */
export async function openBot(lottery: Lottery, { isCold }: { isCold: boolean }) {
  const { now } = lottery.clock;
  const slack = await startSlackDouble(USERS);
  const { connect } = slack;
  const client = lottery.connect();
  const stores = createStores(client, lottery.tables);
  let faults: Faults = {};
  let done: Done = { requests: [], calls: [], started: [], files: [] };

  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const fault = faults.request?.at === done.requests.length ? faults.request : undefined;
        done.requests.push({ name: commandName, isWrite: WRITES.test(commandName) });
        if (fault?.kind === "refused") throw new Interrupted("The request was refused.");
        const response = await next(args);
        if (fault) throw new Interrupted("The response was lost.");
        return response;
      },
    { step: "initialize", name: "faults" },
  );

  /** What the commands of a new process use. */
  const createServices = () => {
    const readUser = createReadUser({ connect, timeoutMs: LONG_MS });
    const formClient = createFormClient({ connect, texts, timeoutMs: LONG_MS });
    const services = {
      ...stores,
      openRosterLedger: () => Promise.resolve(stores.rosterLedger),
      openVisitLog: () => Promise.resolve(stores.visitLog),
      configuredOperators: new Set([OPERATOR, CHINESE_OPERATOR]),
      readClaim: stores.claims.readOne,
      readTaken: stores.claims.readTaken,
      showsIds: false,
      readProfile: createReadProfile({ readUser }),
      mayOptOut: true,
      isSealed: false,
      chain: quicknet,
      startExecution(key: string) {
        if (!faults.noStart) done.started.push(key);
        return Promise.resolve<StartStatus>(faults.noStart ? "not-confirmed" : "started");
      },
      startRosterStep({ step, import_id, ...input }: RosterStepInput) {
        const key = [step, import_id, ...("plan_no" in input ? [input.plan_no] : [])].join("-");
        if (!faults.noStart) done.started.push(key);
        return Promise.resolve(!faults.noStart);
      },
      requestFile(file: FileRequest) {
        if (!faults.noStart) done.files.push(file);
        return Promise.resolve(!faults.noStart);
      },
      checkChannel: createCheckChannel({
        connect,
        listAllowed: stores.ledger.channels.list,
        timeoutMs: LONG_MS,
      }),
      checkAccount: createCheckAccount({ readUser, teamId: "T0LOTTERY", now }),
      openForm: formClient.open,
      now,
    };
    return { services, formClient, findLocale: createFindLocale({ readUser, now }) };
  };

  const startProcess = () => {
    const receiver = new AwsLambdaReceiver({
      signingSecret: "",
      signatureVerification: false,
      logger: createBoltLogger(),
    });
    const { services, formClient, findLocale } = createServices();
    const lottery = { locale: "en", command: "/lottery", findLocale, ...services } as const;
    const registry = createRegistry(lottery);
    createApp({
      receiver,
      respondWithinMs: LONG_MS,
      command: "/lottery",
      texts,
      formClient,
      workspace: { teamId: "T0LOTTERY", appId: "A0LOTTERY" },
      registry,
      publishHome: createPublishHome({ connect }),
      loadHome: () => Promise.resolve(createHome({ ...lottery, registry })),
    });
    return createHttpEntry({
      signingSecret: openSecret(SIGNING_SECRET),
      slackApiUrl: slack.apiUrl,
      receive: receiver.toHandler(),
      now: () => now().getTime(),
    });
  };

  const warm = startProcess();

  return {
    responseUrl: slack.responseUrl,

    /** Returns the ids of all buttons, forms and changing fields of a command, sorted. */
    async listActions(name: CommandName): Promise<string[]> {
      const create = await commands[name].load();
      const { services } = createServices();
      const { buttons, fields, forms } = await create({
        texts,
        catalog: createCatalog(texts),
        recordChange: createRecordChange(services),
        checkPermission: () => Promise.resolve(undefined),
        ...services,
      });
      return [...new Set(Object.keys({ ...buttons, ...fields, ...forms }))].sort();
    },

    /** Sends a form to the bot as Slack does, and returns the response and what the bot did, while these things fail. */
    async send(form: Readonly<Record<string, string>>, failing: Faults = {}) {
      faults = failing;
      done = { requests: [], calls: [], started: [], files: [] };
      slack.refuse(failing.slack ?? {});
      const enter = isCold ? startProcess() : warm;
      const body = new URLSearchParams(form).toString();
      const response: unknown = await enter(signedEvent(body, Math.floor(now().getTime() / 1_000)), context);
      faults = {};
      return { response, done: { ...done, calls: slack.takeCalls() } };
    },

    close: slack.close,
  };
}

export type Bot = Awaited<ReturnType<typeof openBot>>;
