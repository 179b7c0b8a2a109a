import { log } from "./log.ts";

/** A text that stands nowhere in the open. */
export interface Secret {
  /** As it stood at most five minutes ago, or later if the store cannot be asked. */
  read(): Promise<string>;
  /** As it stands now, for when what was read is refused. Asks the store once in ten seconds at most. */
  readAgain(): Promise<string>;
}

/** An ARN of AWS Secrets Manager, in any partition. */
const REFERENCE = /^arn:aws[a-z-]*:secretsmanager:/;

const FRESH_MS = 5 * 60_000;
const PAUSE_MS = 10_000;

/**
 * The secret that a setting holds, or refers to: a reference is followed when the secret is read, so that a rotated
 * secret needs no deployment. Throws what the store answers, where nothing has been read before.
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

  let kept: { text: string; askedAt: number } | undefined;
  let asking: Promise<string> | undefined;

  const ask = async () => {
    const askedAt = now();
    try {
      const text = (await fetchSecret(setting)).trim();
      if (text === "") throw new Error("The secret has no text.");
      kept = { text, askedAt };
      return text;
    } catch (error) {
      if (!kept) throw error;
      log("warn", "secret-not-read", { error: error instanceof Error ? error.name : "unknown" });
      kept = { ...kept, askedAt };
      return kept.text;
    } finally {
      asking = undefined;
    }
  };
  const readWithin = (age: number) => {
    if (kept && now() - kept.askedAt < age) return Promise.resolve(kept.text);
    asking ??= ask();
    return asking;
  };
  return { read: () => readWithin(FRESH_MS), readAgain: () => readWithin(PAUSE_MS) };
}
