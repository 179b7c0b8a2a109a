import { z } from "zod";

/** How SNS wraps a notice that it could not deliver. */
const notification = z.object({ Type: z.literal("Notification"), Message: z.string() });

const event = z.record(z.string(), z.unknown());

/**
 * The event in a dead letter, as the callback receives it. Lambda and EventBridge keep the event itself; SNS keeps its
 * notice, which lacks the envelope in which Lambda would have received it. Undefined if the letter is malformed.
 */
export function readLetter(body: string): Readonly<Record<string, unknown>> | undefined {
  const { data: letter } = event.safeParse(parseJson(body));
  const { data: notice } = notification.safeParse(letter);
  return notice ? { Records: [{ Sns: { Message: notice.Message } }] } : letter;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
