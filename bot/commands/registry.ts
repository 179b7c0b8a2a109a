import type { Locale } from "../../data/environment.ts";
import type { Ledger } from "../../data/ledger.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { parseMrkdwn } from "../messages/mrkdwn.ts";
import type { StartDraw } from "../start-draw.ts";
import { words as wordsOf } from "../words/words.ts";
import type { Caller, Command } from "./command.ts";
import { createDrawCommand } from "./draw.ts";
import { createHelp } from "./help.ts";
import { createWinnersCommand } from "./winners.ts";

/** All subcommands of `/lottery`, and who may use them. */
export function createRegistry({
  locale,
  operators,
  ledger,
  startDraw,
}: {
  locale: Locale;
  operators: ReadonlySet<string>;
  ledger: Ledger;
  startDraw: StartDraw;
}) {
  const words = wordsOf[locale];
  const commands = [createDrawCommand({ words, startDraw }), createWinnersCommand({ words, ledger })];
  const help = createHelp(commands, locale);
  const byName = new Map<string, Command>(
    [...commands, help.command].map((command) => [command.name, command]),
  );
  const buttons = new Map(commands.flatMap(({ buttons = {} }) => Object.entries(buttons)));

  return {
    /** Answers what somebody typed after `/lottery`, as Slack sent it. */
    answer(text: string, caller: Caller): Message | Promise<Message> {
      const [, name = "", args = ""] = /^(\S*)\s*(.*)$/su.exec(parseMrkdwn(text).trim()) ?? [];
      const command = byName.get(name.toLowerCase() || help.command.name);
      if (!command) return help.answerUnknown(name);
      if (command.permission === "operators" && !operators.has(caller.userId))
        return formatParagraph(words.operatorsOnly);
      return command.run(args, caller);
    },

    /** What the buttons do, by their action ids. */
    buttons,
  };
}

export type Registry = ReturnType<typeof createRegistry>;
