import type { Locale } from "../../data/runtime/environment.ts";
import { parseCommand } from "../input/parse-command.ts";
import { loadTexts } from "../locales/load-texts.ts";
import type { Texts } from "../locales/texts.ts";
import { isExpired } from "../messages/confirmation.ts";
import { formatUnknownCommand } from "../messages/help.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { FindLocale } from "../slack/find-locale.ts";
import { createCheckPermission } from "./check-permission.ts";
import type { Caller, Command, CommandHandlers, CommandServices, Response } from "./command.ts";
import type { FieldValue, FormChange, FormResponse, OpenForm } from "./form-response.ts";
import { createRecordChange } from "./record-change.ts";

/** All subcommands of the slash command by name, in the order of the help. */
export const commands = {
  draw: { needsOperator: true, load: async () => (await import("./draw.ts")).createDraw },
  redraw: { needsOperator: true, load: async () => (await import("./redraw.ts")).createRedraw },
  void: { needsOperator: true, load: async () => (await import("./void.ts")).createVoid },
  winners: { needsOperator: false, load: async () => (await import("./winners.ts")).createWinners },
  verify: { needsOperator: false, load: async () => (await import("./verify.ts")).createVerify },
  me: { needsOperator: false, load: async () => (await import("./me.ts")).createMe },
  campaign: {
    needsOperator: false,
    needsOperatorToChange: true,
    load: async () => (await import("./campaign.ts")).createCampaign,
  },
  prizes: {
    needsOperator: false,
    needsOperatorToChange: true,
    load: async () => (await import("./prizes.ts")).createPrizes,
  },
  roster: { needsOperator: true, load: async () => (await import("./roster.ts")).createRosterCommand },
  import: { needsOperator: true, load: async () => (await import("./import.ts")).createImport },
  sync: { needsOperator: true, load: async () => (await import("./sync.ts")).createSync },
  add: { needsOperator: true, load: async () => (await import("./add.ts")).createAdd },
  leave: { needsOperator: true, load: async () => (await import("./leave.ts")).createLeave },
  exclude: { needsOperator: true, load: async () => (await import("./exclude.ts")).createExclude },
  include: { needsOperator: true, load: async () => (await import("./include.ts")).createInclude },
  excluded: { needsOperator: true, load: async () => (await import("./excluded.ts")).createExcluded },
  handed: { needsOperator: true, load: async () => (await import("./handed.ts")).createHanded },
  export: {
    needsOperator: false,
    needsOperatorWithoutArguments: true,
    load: async () => (await import("./export.ts")).createExport,
  },
  operators: {
    needsOperator: true,
    load: async () => (await import("./operators.ts")).createOperatorsCommand,
  },
  channels: { needsOperator: true, load: async () => (await import("./channels.ts")).createChannels },
  log: { needsOperator: true, load: async () => (await import("./log.ts")).createLog },
  help: { needsOperator: false, load: async () => (await import("./help.ts")).createHelp },
} satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;

/** A subcommand as people see it, in plain text. */
export interface CatalogEntry {
  name: CommandName;
  /** The name and the arguments: `redraw <draw> <winner> [reason]`. Those in angle brackets are needed. */
  usage: string;
  /** On a button, and the title of a form: at most 24 characters. */
  label: string;
  summary: string;
  needsOperator: boolean;
}

/** What the help lists, for the help itself and for completion while a person types. */
export function createCatalog({ commands: texts }: Pick<Texts, "commands">): CatalogEntry[] {
  const names = Object.keys(commands) as CommandName[];
  return names.map((name) => ({ name, ...texts[name], needsOperator: commands[name].needsOperator }));
}

/** A command as members use it: some need arguments that are optional for operators. */
function formatForMember(entry: CatalogEntry): CatalogEntry {
  const { needsOperatorWithoutArguments = false }: Command = commands[entry.name];
  if (!needsOperatorWithoutArguments) return entry;
  return { ...entry, usage: entry.usage.replaceAll("[", "<").replaceAll("]", ">") };
}

const isCommandName = (name: string | undefined): name is CommandName =>
  name !== undefined && Object.hasOwn(commands, name);

/** The command of a button or a form, which its id names. */
function findCommandOf(id: string): CommandName | undefined {
  const [, name] = /^lottery_([a-z]+)_/.exec(id) ?? [];
  return isCommandName(name) ? name : undefined;
}

/** Ids come from requests, so names that every object has must not be found. */
const handlerOf = <T>(handlers: Readonly<Record<string, T>> | undefined, id: string): T | undefined =>
  handlers && Object.hasOwn(handlers, id) ? handlers[id] : undefined;

/**
 * Runs the subcommands, their buttons and their forms for the people who may use them. Everybody gets responses in
 * the language in which they read Slack, if the bot has it, and otherwise in the configured one.
 */
export function createRegistry({
  locale: configured,
  command: slashCommand,
  findLocale,
  ...services
}: Omit<CommandServices, "texts" | "catalog" | "recordChange" | "checkPermission"> & {
  locale: Locale;
  /** The name of the slash command. */
  command: string;
  findLocale: FindLocale;
}) {
  const recordChange = createRecordChange(services);
  const speakers = new Map<Locale, ReturnType<typeof createSpeaker>>();

  /** The commands in one language. */
  const createSpeaker = async (locale: Locale) => {
    const texts = await loadTexts(locale, slashCommand);
    const catalog = createCatalog(texts);
    const checkPermission = createCheckPermission({ texts, ...services });
    const loaded = new Map<CommandName, CommandHandlers>();
    return {
      texts,
      catalog,
      checkPermission,
      async load(name: CommandName): Promise<CommandHandlers> {
        const create = await commands[name].load();
        const handlers =
          loaded.get(name) ?? (await create({ texts, catalog, recordChange, checkPermission, ...services }));
        loaded.set(name, handlers);
        return handlers;
      },
    };
  };

  const speakTo = async (userId: string) => {
    const locale = (await findLocale(userId)) ?? configured;
    const speaker = speakers.get(locale) ?? createSpeaker(locale);
    speakers.set(locale, speaker);
    return speaker;
  };

  /** Finds the handlers of a command, if the person may use them. Everything that this needs is read at the same time. */
  const open = async (
    name: CommandName,
    { userId }: Omit<Caller, "mentions">,
    { isChange }: { isChange: boolean },
  ) => {
    const { needsOperator, needsOperatorToChange = false }: Command = commands[name];
    const isForOperators = needsOperator || (isChange && needsOperatorToChange);
    // Language and account come from one call to Slack, if they are asked for at the same time.
    const [speaker] = await Promise.all([
      speakTo(userId),
      isForOperators ? services.checkAccount(userId) : undefined,
    ]);
    const [handlers, refusal] = await Promise.all([
      speaker.load(name),
      isForOperators ? speaker.checkPermission(userId) : undefined,
    ]);
    return refusal === undefined
      ? ({ mayUse: true, handlers } as const)
      : ({ mayUse: false, refusal: formatParagraph(refusal) } as const);
  };

  /** Finds the handlers of the command that an id names, if the caller may use them. */
  const find = async (id: string, by: Omit<Caller, "mentions">) => {
    const name = findCommandOf(id);
    const opened = name
      ? await open(name, by, { isChange: true })
      : ({ mayUse: true, handlers: undefined } as const);
    return opened.mayUse ? { ...opened, caller: { ...by, mentions: [] } } : opened;
  };

  return {
    /** Returns the subcommands that a person may use, in their language and in the order of the help. */
    async listUsable(userId: string): Promise<CatalogEntry[]> {
      // Language and account come from one call to Slack, if they are asked for at the same time.
      const [speaker] = await Promise.all([speakTo(userId), services.checkAccount(userId)]);
      const isOperator = (await speaker.checkPermission(userId)) === undefined;
      if (isOperator) return speaker.catalog;
      return speaker.catalog.filter(({ needsOperator }) => !needsOperator).map(formatForMember);
    },

    /** Returns the response to `text`, which a person typed after the slash command, in Slack's encoding. */
    async respond(text: string, by: Omit<Caller, "mentions">): Promise<Response> {
      const {
        name: typed,
        typedName,
        args,
        ...mentioned
      } = parseCommand(text, { command: slashCommand, isName: isCommandName });
      const caller = { ...by, ...mentioned };
      const name = typed || "help";
      if (!isCommandName(name)) {
        const { catalog, texts } = await speakTo(by.userId);
        return formatUnknownCommand(typedName, catalog, texts);
      }
      const opened = await open(name, by, { isChange: false });
      return opened.mayUse ? opened.handlers.run(args, caller) : opened.refusal;
    },

    /**
     * Returns the response to a click on a button. Only people who may use its command may click it. A question that was
     * asked long ago has expired. Throws `RangeError` if no command has the button.
     */
    async click(action: string, value: string, by: Omit<Caller, "mentions">): Promise<Response> {
      const found = await find(action, by);
      if (!found.mayUse) return found.refusal;
      if (by.askedAt && isExpired(by.askedAt, services.now()))
        return formatParagraph((await speakTo(by.userId)).texts.expired);
      const click = handlerOf(found.handlers?.buttons, action);
      if (!click) throw new RangeError(`There is no button ${action}.`);
      return click(value, found.caller);
    },

    /** Returns what a click or another change in a form does, on the same conditions as `click`. */
    async change(
      action: string,
      value: FieldValue,
      form: OpenForm,
      by: Omit<Caller, "mentions">,
    ): Promise<FormChange | { done: Message }> {
      const found = await find(action, by);
      if (!found.mayUse) return { done: found.refusal };
      const change = handlerOf(found.handlers?.fields, action);
      if (!change) throw new RangeError(`There is no field ${action}.`);
      return change(value, form, found.caller);
    },

    /** Returns what the submission of a form does, on the same conditions as `click`. */
    async submit(callback: string, form: OpenForm, by: Omit<Caller, "mentions">): Promise<FormResponse> {
      const found = await find(callback, by);
      if (!found.mayUse) return { done: found.refusal };
      const submit = handlerOf(found.handlers?.forms, callback);
      if (!submit) throw new RangeError(`There is no form ${callback}.`);
      return submit(form, found.caller);
    },
  };
}

export type Registry = ReturnType<typeof createRegistry>;
