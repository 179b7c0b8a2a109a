import type { Ledger } from "../../data/ledger/ledger.ts";
import type { VisitLog } from "../../data/people/visit-log.ts";
import type { Locale } from "../../data/runtime/environment.ts";
import { words as wordsOf } from "../locales/words.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import type { CheckChannel } from "../slack/check-channel.ts";
import { parseCommand } from "../typed/parse-command.ts";
import type { Caller, Command } from "./command.ts";
import { createDrawCommand } from "./draw.ts";
import { createHelp } from "./help.ts";
import { createRedrawCommand } from "./redraw.ts";
import type { StartExecution } from "./start-execution.ts";
import { createVerifyCommand } from "./verify.ts";
import { createVoidCommand } from "./void.ts";
import { createWinnersCommand } from "./winners.ts";

/** All subcommands of `/lottery`, and who may use them. */
export function createRegistry({
  locale,
  operators,
  ledger,
  trail,
  startExecution,
  checkChannel,
  now,
}: {
  locale: Locale;
  operators: ReadonlySet<string>;
  ledger: Ledger;
  trail: VisitLog;
  startExecution: StartExecution;
  checkChannel: CheckChannel;
  now: () => Date;
}) {
  const words = wordsOf[locale];
  const commands = [
    createDrawCommand({ words, startExecution, checkChannel }),
    createRedrawCommand({ words, ledger, startExecution, now }),
    createVoidCommand({ words, ledger, startExecution, now }),
    createWinnersCommand({ words, ledger, now }),
    createVerifyCommand({ words, ledger, trail, now }),
  ];
  const help = createHelp(commands, locale);
  const byName = new Map<string, Command>(
    [...commands, help.command].map((command) => [command.name, command]),
  );
  const buttons = new Map(
    commands.flatMap(({ buttons = {}, permission }) =>
      Object.entries(buttons).map(([action, press]) => [action, { press, permission }] as const),
    ),
  );
  const mayUse = (permission: Command["permission"], { userId }: Caller) =>
    permission === "everyone" || operators.has(userId);

  return {
    /** Answers what somebody typed after `/lottery`, as Slack sent it. */
    answer(text: string, by: Omit<Caller, "mentions">): Message | Promise<Message> {
      const { name, typedName, args, mentions } = parseCommand(text, (each) => byName.has(each));
      const caller = { ...by, mentions };
      const command = byName.get(name || help.command.name);
      if (!command) return help.answerUnknown(typedName);
      if (!mayUse(command.permission, caller)) return formatParagraph(words.operatorsOnly);
      return command.run(args, caller);
    },

    /** The action ids of all buttons. */
    actions: [...buttons.keys()],

    /** Answers a click on a button of ours; who may not use its command may not click either. */
    press(action: string, value: string, by: Omit<Caller, "mentions">): Message | Promise<Message> {
      const button = buttons.get(action);
      const caller = { ...by, mentions: [] };
      if (!button) throw new RangeError(`No button is called ${action}.`);
      return mayUse(button.permission, caller)
        ? button.press(value, caller)
        : formatParagraph(words.operatorsOnly);
    },
  };
}

export type Registry = ReturnType<typeof createRegistry>;
