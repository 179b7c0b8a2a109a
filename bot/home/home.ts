import type { Locale } from "../../data/runtime/environment.ts";
import type { Caller, Response } from "../commands/command.ts";
import type { FormResponse, OpenForm } from "../commands/form-response.ts";
import { type CatalogEntry, createCatalog, type Registry } from "../commands/registry.ts";
import { loadTexts } from "../locales/load-texts.ts";
import type { Texts } from "../locales/texts.ts";
import { type Form, formatNotice } from "../messages/form.ts";
import { formatHome, formatTyping, type HomeTab, needsArguments, TYPED } from "../messages/home.ts";
import type { FindLocale } from "../slack/find-locale.ts";
import { RUN_COMMAND } from "./action-ids.ts";
import { createReadHome } from "./read-home.ts";

type By = Omit<Caller, "mentions">;

/** What people type into a form, in the encoding of typed commands. */
const encode = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Creates the Home tab: what it shows to a person, and what its buttons do. */
export function createHome({
  locale: configured,
  command: slashCommand,
  findLocale,
  registry,
  ...deps
}: {
  locale: Locale;
  /** The name of the slash command. */
  command: string;
  findLocale: FindLocale;
  registry: Pick<Registry, "respond" | "click" | "listUsable">;
} & Omit<Parameters<typeof createReadHome>[0], "registry">) {
  const readHome = createReadHome({ registry, ...deps });
  const textsFor = async (userId: string): Promise<Texts> =>
    loadTexts((await findLocale(userId)) ?? configured, slashCommand);

  return {
    /** Returns the tab of a person. `remembered` is the metadata of the tab as it was published before. */
    async read(userId: string, remembered: string | undefined): Promise<HomeTab> {
      const [texts, content] = await Promise.all([textsFor(userId), readHome(userId, remembered)]);
      return formatHome(content, texts);
    },

    /** Returns what a click on a button shows: a message, a form, or nothing if the command has opened its own form. */
    async click(action: string, value: string, by: By): Promise<Response | Form> {
      if (!action.startsWith(RUN_COMMAND)) return await registry.click(action, value, by);
      const [texts, usable] = await Promise.all([textsFor(by.userId), registry.listUsable(by.userId)]);
      const isMeant = ({ name }: CatalogEntry) => RUN_COMMAND + name === action;
      const command = usable.find(isMeant) ?? createCatalog(texts).find(isMeant);
      // A button of a version that had another command.
      if (!command) return registry.respond("help", by);
      return needsArguments(command) ? formatTyping(command, texts) : registry.respond(command.name, by);
    },

    /** Runs a command with what was typed into its form. The response is above the form, so that it can be corrected. */
    async submit({ values, state }: OpenForm, by: By): Promise<FormResponse> {
      const texts = await textsFor(by.userId);
      const command = createCatalog(texts).find(({ name }) => name === state);
      if (!command) throw new RangeError("There is no such command.");
      const typed = values[TYPED];
      const message = await registry.respond(
        `${command.name} ${encode(typeof typed === "string" ? typed : "")}`,
        by,
      );
      return message
        ? { push: formatNotice(texts.forms.notice, texts.forms.close, message) }
        : { change: formatTyping(command, texts) };
    },
  };
}

export type Home = ReturnType<typeof createHome>;
