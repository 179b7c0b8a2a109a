import { z } from "zod";

/** A notice that SNS could not deliver. */
const notification = z.object({ Type: z.literal("Notification"), Message: z.string() });

const event = z.record(z.string(), z.unknown());

/**
 * Returns the event in a dead letter, as the callback receives it. Lambda and EventBridge store the event itself. SNS
 * stores its notice without the envelope of the event. Returns undefined if the dead letter is malformed.
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
