import type { Texts } from "../../../bot/locales/texts.ts";
import type { Act } from "./acts.ts";

/** What a person does, one after the other. */
export type Path = readonly Act[];

/** What a person does, and the sentence that refuses the last of it. */
type Refused = readonly [Path, (texts: Texts) => string];

export interface CommandCase {
  /** Who does it, if not an operator. */
  user?: string;
  /** What works. Each button, form and changing field of the command is the last act of a path. */
  works: readonly Path[];
  /** What is malformed, or names something that is not there. */
  refuses: readonly Refused[];
  /** What it says if there are no people, no draws and no prizes. */
  empty: Refused;
}

/** How Slack sends a mention. */
export const mention = (userId: string): string => `<@${userId}|somebody>`;
/** How a person is mentioned in a response. */
export const shown = (userId: string): string => `<@${userId}>`;
export const type = (text: string): Act => ({ type: text });
export const click = (action: string, value?: string): Act => ({
  click: action,
  ...(value !== undefined && { value }),
});
/** Longer than anything may be. */
export const LONG = "x".repeat(1_000);
