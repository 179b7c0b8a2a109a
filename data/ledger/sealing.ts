import * as z from "zod";
import { digest } from "./digest.ts";
import { drawRules } from "./rules.ts";
import { saltSeeds } from "./salt-seed.ts";

/** Where the randomness of a draw comes from: a public beacon, or only the generator of the operating system. */
export const beacon = z.enum(["none", "drand"]);

export type Beacon = z.output<typeof beacon>;

/**
 * What a person's entry was when the roster was sealed: they could win, had won or were claimed, had left, or a rule of the
 * draw excluded them.
 */
export const sealedAs = z.enum(["free", "taken", "left", "excluded", "opted_out", "department", "joined"]);

export type SealedAs = z.output<typeof sealedAs>;

/** Whether a person could not take part: they were excluded, had opted out, or the rules of the draw left them out. */
export function isRuledOut(status: SealedAs): boolean {
  return status !== "free" && status !== "taken" && status !== "left";
}

/** One seal of a draw. A later one replaces it if Slack accepted its message too late. */
export const seal = z.object({
  /** The round of the beacon that decides the draw. */
  round: z.int().min(1),
  seal: digest,
  /** Slack's id of the message with the seal: the time at which Slack accepted it, in seconds. */
  message_ts: z.string().optional(),
});

export type Seal = z.output<typeof seal>;

/** What fixes a draw before its randomness exists. */
export const sealing = z.object({
  rules: drawRules,
  beacon,
  /** The seeds from which the salts of all persons follow. */
  salts: saltSeeds,
  /** The newest history link that was known when the draw was opened, and its number. */
  link_no: z.int().min(0),
  link: digest,
  /** Only of sealed draws: the operator's part of the seed, and the hash of the beacon's chain. */
  secret: digest.optional(),
  chain: digest.optional(),
  /** The root of the roster's tree, and the roots of its pages. Not of rosters with more than 100,000 serials. */
  roster_digest: digest.optional(),
  roster_pages: z.array(digest).optional(),
});

/** What is fixed about a draw when it is opened. */
export type Sealing = z.output<typeof sealing>;
