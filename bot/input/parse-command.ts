import { findChannels, findGroups, findMentions, parseMrkdwn } from "../messages/mrkdwn.ts";
import { cleanInput, unwrapFormatting } from "./clean-input.ts";
import type { Mention } from "./find-person.ts";

export interface TypedCommand {
  /** In lower case. Empty if nothing was typed. */
  name: string;
  /** The name as the person typed it. */
  typedName: string;
  /** The plain text after the name. */
  args: string;
  mentions: Mention[];
  /** The ids of the mentioned channels. */
  mentionedChannels: string[];
  /** The ids of the mentioned user groups. */
  mentionedGroups: string[];
}

/** `draw2`, `winners#3`: a name directly followed by a number. */
const NAME_AND_NUMBER = /^(\p{L}+)[:：]?([#＃]?\p{Nd}.*)$/su;

/**
 * Splits the text after the slash command, in Slack's encoding, into a subcommand's name and its arguments. Ignores
 * full-width letters, formatting of copied text, and a repeated slash command.
 */
export function parseCommand(
  text: string,
  { command, isName }: { command: string; isName: (name: string) => boolean },
): TypedCommand {
  const cleaned = cleanInput(text);
  // The name of a slash command has no special characters.
  const repeated = new RegExp(`^[/／]${command.slice(1)}(?:\\s+|$)`, "iu");
  const plain = unwrapFormatting(parseMrkdwn(cleaned).trim()).replace(repeated, "");
  const [, typedName = "", args = ""] = /^(\S*)\s*(.*)$/su.exec(plain) ?? [];
  const fold = (name: string) =>
    unwrapFormatting(name.replace(/[:：]$/, ""))
      .normalize("NFKC")
      .toLowerCase();
  const found = {
    mentions: findMentions(cleaned),
    mentionedChannels: findChannels(cleaned),
    mentionedGroups: findGroups(cleaned),
  };
  const name = fold(typedName);
  const [, letters = "", rest = ""] = isName(name) ? [] : (NAME_AND_NUMBER.exec(plain) ?? []);
  return isName(fold(letters))
    ? { name: fold(letters), typedName: letters, args: rest, ...found }
    : { name, typedName, args, ...found };
}
