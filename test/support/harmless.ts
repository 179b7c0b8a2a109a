import { expect } from "vitest";
import type { Message } from "../../bot/messages/message.ts";
import { expectSlackTakes } from "./slack-limits.ts";

/** The content of `<…>` that the product itself writes. */
const OWN =
  /<!date\^\d+\^\{date_short_pretty\} \{time\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>|<@U0(?:OPERATOR|MEMBER)>/g;
const STEERING = /[\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u;

/** All objects with Slack's markup in a message. */
export function* markupIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && value.type === "mrkdwn") yield { ...value };
  for (const each of Object.values(value)) yield* markupIn(each);
}

/**
 * Checks that Slack accepts the message, and that everything in it except the product's own markup is plain text: no
 * mention, link or alert, no change of the writing direction, no invalid character.
 */
export function expectHarmless(message: Message): void {
  expectSlackTakes(message);
  const markup = [...markupIn(message.blocks)];
  const texts = [message.text, ...markup.map(({ text }) => String(text))];
  for (const text of texts) {
    expect(text.replaceAll(OWN, "")).not.toMatch(/[<>]/);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
    expect(text).not.toMatch(STEERING);
  }
  // Otherwise Slack searches plain text for names of channels, alerts and addresses.
  for (const each of markup) expect(each).toMatchObject({ verbatim: true });
}
