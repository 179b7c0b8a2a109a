import type { Locale } from "../../data/runtime/environment.ts";
import { parseCommand } from "../input/parse-command.ts";
import { locales } from "../locales/locales.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { Caller, ClickButton, Command, CommandHandlers, CommandServices } from "./command.ts";
import { drawCommand } from "./draw.ts";
import { formatUnknownCommand, helpCommand } from "./help.ts";
import { redrawCommand } from "./redraw.ts";
import { verifyCommand } from "./verify.ts";
import { voidCommand } from "./void.ts";
import { winnersCommand } from "./winners.ts";

/** All subcommands of `/lottery` by name, in the order of the help. */
export const commands = {
  draw: drawCommand,
  redraw: redrawCommand,
  void: voidCommand,
  winners: winnersCommand,
  verify: verifyCommand,
  help: helpCommand,
} satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;

/** A subcommand as people see it, in plain text. */
export interface CatalogEntry {
  name: CommandName;
  /** The name and the arguments: `draw <number> [prize]`. */
  usage: string;
  summary: string;
  needsOperator: boolean;
}

/** What the help lists, for the help itself and for completion while a person types. */
export function createCatalog(locale: Locale): CatalogEntry[] {
  const texts = locales[locale].commands;
  const names = Object.keys(commands) as CommandName[];
  return names.map((name) => ({ name, ...texts[name], needsOperator: commands[name].needsOperator }));
}

type Permitted<T> = T & Pick<Command, "needsOperator">;

/** Collects the buttons of all commands by action id. Throws if two commands use the same id. */
export function collectButtons(
  handlers: Iterable<Permitted<Pick<CommandHandlers, "buttons">>>,
): Map<string, Permitted<{ click: ClickButton }>> {
  const buttons = new Map<string, Permitted<{ click: ClickButton }>>();
  for (const { buttons: own = {}, needsOperator } of handlers)
    for (const [action, click] of Object.entries(own)) {
      if (buttons.has(action)) throw new RangeError(`Two commands have a button ${action}.`);
      buttons.set(action, { click, needsOperator });
    }
  return buttons;
}

/** Runs subcommands of `/lottery` and their buttons for the people who may use them. */
export function createRegistry({
  locale,
  operators,
  ...services
}: Omit<CommandServices, "texts" | "catalog"> & { locale: Locale; operators: ReadonlySet<string> }) {
  const texts = locales[locale];
  const catalog = createCatalog(locale);
  const handlers = new Map<string, Permitted<CommandHandlers>>();
  for (const { name, needsOperator } of catalog)
    handlers.set(name, { needsOperator, ...commands[name].create({ texts, catalog, ...services }) });
  const buttons = collectButtons(handlers.values());
  const mayUse = (needsOperator: boolean, { userId }: Caller) => !needsOperator || operators.has(userId);

  return {
    /** Returns the response to `text`, which a person typed after `/lottery`, in Slack's encoding. */
    respond(text: string, by: Omit<Caller, "mentions">): Message | Promise<Message> {
      const { name, typedName, args, mentions } = parseCommand(text, (each) => handlers.has(each));
      const caller = { ...by, mentions };
      const command = handlers.get(name || "help");
      if (!command) return formatUnknownCommand(typedName, catalog, texts);
      if (!mayUse(command.needsOperator, caller)) return formatParagraph(texts.operatorsOnly);
      return command.run(args, caller);
    },

    /** The action ids of all buttons. */
    actions: [...buttons.keys()],

    /** Returns the response to a click on a button. Only people who may use its command may click it. */
    click(action: string, value: string, by: Omit<Caller, "mentions">): Message | Promise<Message> {
      const button = buttons.get(action);
      const caller = { ...by, mentions: [] };
      if (!button) throw new RangeError(`There is no button ${action}.`);
      return mayUse(button.needsOperator, caller)
        ? button.click(value, caller)
        : formatParagraph(texts.operatorsOnly);
    },
  };
}

export type Registry = ReturnType<typeof createRegistry>;
