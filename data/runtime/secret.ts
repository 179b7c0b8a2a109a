import { log } from "./log.ts";

export interface Secret {
  /** Returns the secret, at most five minutes old, or older if the store fails. */
  read(): Promise<string>;
  /** Returns the current secret, for a caller whose secret was refused. Reads the store at most once in ten seconds. */
  readAgain(): Promise<string>;
}

/** An ARN of AWS Secrets Manager, in any partition. */
const REFERENCE = /^arn:aws[a-z-]*:secretsmanager:/;

const FRESH_MS = 5 * 60_000;
const PAUSE_MS = 10_000;

/**
 * Creates the secret that a setting contains or refers to. A reference is resolved on each read, so that a rotated secret
 * needs no deployment. Reading throws the store's error if no earlier value is cached.
 */
export function createSecret(
  setting: string,
  {
    fetchSecret,
    now,
  }: {
    fetchSecret: (reference: string) => Promise<string>;
    /** Milliseconds. */
    now: () => number;
  },
): Secret {
  if (!REFERENCE.test(setting)) {
    const read = () => Promise.resolve(setting);
    return { read, readAgain: read };
  }

  let cached: { text: string; readAt: number } | undefined;
  let reading: Promise<string> | undefined;

  const fetchNow = async () => {
    const readAt = now();
    try {
      const text = (await fetchSecret(setting)).trim();
      if (text === "") throw new Error("The secret is empty.");
      cached = { text, readAt };
      return text;
    } catch (error) {
      if (!cached) throw error;
      log("warn", "secret-not-read", { error: error instanceof Error ? error.name : "unknown" });
      cached = { ...cached, readAt };
      return cached.text;
    } finally {
      reading = undefined;
    }
  };
  const readWithin = (age: number) => {
    if (cached && now() - cached.readAt < age) return Promise.resolve(cached.text);
    reading ??= fetchNow();
    return reading;
  };
  return { read: () => readWithin(FRESH_MS), readAgain: () => readWithin(PAUSE_MS) };
}
