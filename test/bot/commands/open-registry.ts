import type { CommandServices } from "../../../bot/commands/command.ts";
import type { FieldValue } from "../../../bot/commands/form-response.ts";
import { createRecordChange } from "../../../bot/commands/record-change.ts";
import { type CommandName, commands, createCatalog, createRegistry } from "../../../bot/commands/registry.ts";
import type { StartStatus } from "../../../bot/commands/start-execution.ts";
import type { FileRequest } from "../../../bot/files/file-request.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { Form } from "../../../bot/messages/form.ts";
import type { Message } from "../../../bot/messages/message.ts";
import type { RosterStepInput } from "../../../bot/roster/steps.ts";
import type { AccountStatus } from "../../../bot/slack/check-account.ts";
import type { Channel, ChannelStatus } from "../../../bot/slack/check-channel.ts";
import type { Profile } from "../../../bot/slack/read-profile.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import type { Locale } from "../../../data/runtime/environment.ts";
import type { FakeBeacon } from "../../support/fake-beacon.ts";
import type { TableItem } from "../../support/start-dynamodb.ts";
import { startLottery } from "../../support/start-lottery.ts";
import { buttonsIn } from "./buttons-in.ts";

export const OPERATOR = "U0OPERATOR";
export const MEMBER = "U0MEMBER";

function expectMessage(message: Message | undefined): Message {
  if (!message) throw new Error("No message was shown.");
  return message;
}

interface Started {
  idempotencyKey: string;
  request: unknown;
}

/**
 * Opens all commands with a real ledger, and records the executions that they start without running them. With a beacon,
 * the ledger's draws are sealed; `isSealed` is what the commands say about new draws.
 */
export async function openRegistry(
  locale: Locale = "en",
  roster?: readonly TableItem[],
  {
    beacon,
    isSealed = beacon !== undefined,
    mayOptOut = true,
  }: { beacon?: FakeBeacon; isSealed?: boolean; mayOptOut?: boolean } = {},
) {
  const lottery = await startLottery({ ...(roster && { roster }), ...(beacon && { beacon }) });
  const started: Started[] = [];
  const checked: Channel[] = [];
  const requestedFiles: FileRequest[] = [];
  const startedSteps: RosterStepInput[] = [];
  let status: ChannelStatus = "open";
  const accounts = new Map<string, AccountStatus>();
  const profiles = new Map<string, Profile>();
  const languages = new Map<string, Locale>();
  const forms: Form[] = [];
  let refusal: Message | undefined;
  let startStatus: StartStatus = "started";
  let triggers = 0;
  const services = {
    ledger: lottery.ledger,
    openRosterLedger: () => Promise.resolve(lottery.rosterLedger),
    openVisitLog: () => Promise.resolve(lottery.visitLog),
    roster: lottery.roster,
    exclusions: lottery.exclusions,
    optOuts: lottery.optOuts,
    mayOptOut,
    people: lottery.people,
    readProfile: (userId: string) => Promise.resolve(profiles.get(userId)),
    readClaim: lottery.claims.readOne,
    readTaken: lottery.claims.readTaken,
    showsIds: false,
    isSealed,
    chain: beacon?.chain ?? quicknet,
    startExecution(idempotencyKey: string, request: unknown) {
      started.push({ idempotencyKey, request });
      return Promise.resolve(startStatus);
    },
    startRosterStep(input: RosterStepInput) {
      startedSteps.push(input);
      return Promise.resolve(startStatus === "started");
    },
    requestFile(request: FileRequest) {
      requestedFiles.push(request);
      return Promise.resolve(startStatus === "started");
    },
    checkChannel(channel: Channel) {
      checked.push(channel);
      return Promise.resolve(status);
    },
    checkAccount: (userId: string) => Promise.resolve(accounts.get(userId) ?? "member"),
    configuredOperators: new Set([OPERATOR]),
    openForm(_caller: unknown, form: Form) {
      if (!refusal) forms.push(form);
      return Promise.resolve(refusal);
    },
    now: lottery.clock.now,
  } satisfies Omit<CommandServices, "texts" | "catalog" | "recordChange" | "checkPermission">;
  const registry = createRegistry({
    locale,
    command: "/lottery",
    findLocale: (userId) => Promise.resolve(languages.get(userId)),
    ...services,
  });
  const click = async (action: string, value: string, userId = OPERATOR, askedAt?: Date): Promise<Message> =>
    expectMessage(await registry.click(action, value, { ...caller(userId), askedAt }));
  const caller = (userId: string) => ({
    userId,
    channelId: "C0LOTTERY",
    channelName: "lottery",
    triggerId: `trigger-${++triggers}`,
    responseUrl: "https://hooks.slack.com/commands/T0LOTTERY/1/secret",
  });
  return {
    lottery,
    started,
    /** The forms that were opened. */
    forms,
    /** From now on, Slack does not open forms. */
    refuseForms(reason: Message) {
      refusal = reason;
    },
    /** The channels that were checked. */
    checked,
    requestedFiles,
    /** The steps of imports that were started. */
    startedSteps,
    /** Returns the names of the buttons of a command. */
    async buttonsOf(name: CommandName): Promise<string[]> {
      const create = await commands[name].load();
      const { buttons = {} } = await create({
        texts: locales[locale],
        catalog: createCatalog(locales[locale]),
        recordChange: createRecordChange(services),
        checkPermission: () => Promise.resolve(undefined),
        ...services,
      });
      return Object.keys(buttons);
    },
    /** From now on, this person reads Slack in this language. */
    setLocale(userId: string, next: Locale) {
      languages.set(userId, next);
    },
    /** From now on, AWS does not respond, or says that something else was started. */
    breakStart(status: StartStatus = "not-confirmed") {
      startStatus = status;
    },
    /** From now on, every check of a channel returns this. */
    setChannelStatus(next: ChannelStatus) {
      status = next;
    },
    /** From now on, Slack says this about an account. Without it, everybody is a member. */
    setAccount(userId: string, next: AccountStatus) {
      accounts.set(userId, next);
    },
    /** From now on, this is the Slack profile of an account. Without it, Slack does not respond. */
    setProfile(userId: string, name: string, email?: string, picture?: string) {
      profiles.set(userId, { name, email, picture });
    },
    /** Returns the message that a command shows. */
    respond: async (text: string, userId = OPERATOR): Promise<Message> =>
      expectMessage(await registry.respond(text, caller(userId))),
    /** Returns the message that a click on a button shows. `askedAt` is of a click on a question. */
    click,
    /** Returns the message that a click on the first button of a message shows. */
    press(message: Message, userId = OPERATOR): Promise<Message> {
      const [button] = buttonsIn(message);
      if (!button) throw new Error(`The message has no button: ${message.text}`);
      return click(button.action, button.value, userId);
    },
    /** The newest entries of the audit log, newest first. */
    readLog: async (selection: Parameters<typeof lottery.ledger.auditLog.page>[0] = "all") =>
      (await lottery.ledger.auditLog.page(selection, 100)).entries.map(({ entry }) => entry),
    /** Returns the form that a command opens. */
    async openForm(text: string, userId = OPERATOR): Promise<Form> {
      const message = await registry.respond(text, caller(userId));
      const form = forms.at(-1);
      if (message || !form) throw new Error(`No form opened: ${message?.text}`);
      return form;
    },
    /** Returns the form that a click on a button opens. */
    async openFormBy(action: string, userId = OPERATOR): Promise<Form> {
      const message = await registry.click(action, "", caller(userId));
      const form = forms.at(-1);
      if (message || !form) throw new Error(`No form opened: ${message?.text}`);
      return form;
    },
    /** Submits a form with these values, as one that was opened with this nonce. */
    submit: async (
      form: Form,
      values: Readonly<Record<string, FieldValue>>,
      userId = OPERATOR,
      nonce = "nonce",
    ) => await registry.submit(form.callback, { values, state: form.state ?? "", nonce }, caller(userId)),
    /** Changes a field of a form, or clicks a button in it. */
    change: async (
      action: string,
      value: FieldValue,
      form: Form,
      values: Readonly<Record<string, FieldValue>> = {},
      userId = OPERATOR,
    ) =>
      await registry.change(
        action,
        value,
        { values, state: form.state ?? "", nonce: "nonce" },
        caller(userId),
      ),
    [Symbol.asyncDispose]: () => lottery[Symbol.asyncDispose](),
  };
}
