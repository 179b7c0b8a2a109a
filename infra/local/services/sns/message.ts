import { z } from "zod";
import { invalid } from "./api-error.ts";

/** SNS's limit for a message, in bytes. */
const MAX_BYTES = 262_144;

/** ASCII that begins with a letter, number or punctuation, without line breaks and control characters. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;

const structuredSchema = z
  .record(z.string(), z.unknown())
  .transform((texts) => new Map(Object.entries(texts)));

/** A message in the form in which it is published. */
export const publishedSchema = z.object({
  text: z.string(),
  subject: z.string().optional(),
  structure: z.string().optional(),
});

export type Published = z.output<typeof publishedSchema>;

export interface Message {
  subject?: string;
  /** Returns the text for the subscribers of a protocol. */
  textFor(protocol: string): string;
}

/** Validates a message as SNS does. Throws `InvalidParameter`. */
export function parseMessage({ text, subject, structure }: Published): Message {
  if (text === "") throw invalid("Empty message");
  if (Buffer.byteLength(text) > MAX_BYTES) throw invalid("Message too long");
  if (subject !== undefined && !SUBJECT.test(subject)) throw invalid("Subject");
  if (structure !== undefined && structure !== "json") throw invalid("MessageStructure");
  return {
    ...(subject !== undefined && { subject }),
    textFor: structure === "json" ? parseStructured(text) : () => text,
  };
}

function parseStructured(text: string): Message["textFor"] {
  const texts = structuredSchema.safeParse(parseJson(text)).data;
  if (texts === undefined) throw invalid("Message Structure - JSON message body failed to parse");
  const fallback = texts.get("default");
  if (typeof fallback !== "string")
    throw invalid("Message Structure - No default entry in JSON message body");
  return function textFor(protocol) {
    const own = texts.get(protocol);
    return typeof own === "string" ? own : fallback;
  };
}

/** Returns undefined if the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
