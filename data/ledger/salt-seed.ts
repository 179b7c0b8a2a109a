import * as z from "zod";

/** The seed of all salts whose paths start with `prefix`. */
const saltSeed = z.object({
  /** Binary digits. Rosters have at most 2^40 serials, so a path has at most 41. */
  prefix: z.string().regex(/^[01]{0,41}$/),
  seed: z.string().regex(/^[0-9a-f]{64}$/),
});

export type SaltSeed = z.output<typeof saltSeed>;

/** Whether at most one seed determines each salt. */
function areDisjoint(seeds: readonly SaltSeed[]): boolean {
  const prefixes = seeds.map(({ prefix }) => prefix).sort();
  return prefixes.every((prefix, i) => i === 0 || !prefix.startsWith(prefixes[i - 1] ?? ""));
}

/** The seeds of a draw's salts that are not erased. `workflow/draw/salts.ts` computes the salts. */
export const saltSeeds = z.array(saltSeed).refine(areDisjoint, "determine a salt twice");
