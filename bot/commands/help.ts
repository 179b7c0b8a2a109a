import type { Locale } from "../../data/runtime/environment.ts";
import { type Words, words as wordsOf } from "../locales/words.ts";
import { type Message, section } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { Command } from "./command.ts";

function formatHelp(commands: readonly Command[], locale: Locale, title: string): Message {
  const { help } = wordsOf[locale];
  const lines = commands.map(({ usage, summary, permission }) => {
    const reserved = permission === "operators" ? ` _(${help.operatorsOnly})_` : "";
    return `• \`/lottery ${escapeMrkdwn(usage[locale])}\`: ${summary[locale]}${reserved}`;
  });
  return { text: [title, ...lines].join("\n"), blocks: [section(title), section(lines.join("\n"))] };
}

/** `/lottery help`, and the kind answer to what is no command. */
export function createHelp(commands: readonly Command[], locale: Locale) {
  const words: Words = wordsOf[locale];
  const command: Command = {
    name: "help",
    usage: { en: "help", "zh-CN": "help" },
    summary: { en: "shows this", "zh-CN": "显示本说明" },
    permission: "everyone",
    run: () => formatHelp([...commands, command], locale, words.help.title),
  };
  return {
    command,
    /** `typed` is what was taken for a command's name. */
    answerUnknown: (typed: string): Message =>
      formatHelp(
        [...commands, command],
        locale,
        words.unknownCommand(escapeMrkdwn([...typed].slice(0, 50).join("")).replaceAll("`", "'")),
      ),
  };
}
