import type { CatalogEntry } from "../commands/registry.ts";
import type { Texts } from "../locales/texts.ts";
import { type Message, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** The list of all commands under a title. */
export function formatHelp(title: string, catalog: readonly CatalogEntry[], { help }: Texts): Message {
  const lines = catalog.map(({ usage, summary, needsOperator }) => {
    const line = help.line(escapeMrkdwn(usage), summary);
    return needsOperator ? `${line} ${help.operatorsOnly}` : line;
  });
  return { text: [title, ...lines].join("\n"), blocks: [section(title), section(lines.join("\n"))] };
}

/** The response to a subcommand that does not exist. `typed` is the name as it was typed. */
export function formatUnknownCommand(typed: string, catalog: readonly CatalogEntry[], texts: Texts): Message {
  const shown = escapeMrkdwn([...typed].slice(0, 50).join("")).replaceAll("`", "'");
  return formatHelp(texts.unknownCommand(shown), catalog, texts);
}
