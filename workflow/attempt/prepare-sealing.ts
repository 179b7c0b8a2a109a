import { randomBytes } from "node:crypto";
import type { HistoryLink } from "../../data/ledger/history-links.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { DrawRequest } from "../../data/ledger/opening.ts";
import type { DrawRules } from "../../data/ledger/rules.ts";
import type { RosterSurvey } from "../../data/people/roster.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { createSaltSeeds, sealRoster } from "./seal-roster.ts";

export type PrepareSealing = ReturnType<typeof createPrepareSealing>;

/**
 * Creates the function that prepares what determines a draw's order. `chain` is the beacon's; without one, draws are not
 * sealed, and the secret is the seed.
 */
export function createPrepareSealing({ ledger, chain }: { ledger: Ledger; chain: BeaconChain | undefined }) {
  /** Writes the pages of the sealed roster, and returns what the record contains. There is no survey of a malformed roster. */
  return async function prepareSealing(
    drawId: string,
    rules: DrawRules,
    survey: RosterSurvey | undefined,
    newestLink: HistoryLink,
  ): Promise<Pick<DrawRequest, "seed" | "sealing">> {
    const secret = randomBytes(32).toString("hex");
    const common = { rules, salts: createSaltSeeds(), ...newestLink };
    if (!chain) return { seed: secret, sealing: { ...common, beacon: "none" } };
    const sealing = { ...common, beacon: "drand", secret, chain: chain.hash } as const;
    if (!survey?.employees || survey.rosterSize === 0) return { sealing };
    const { rosterDigest, pages } = sealRoster(survey.employees, survey.rosterSize, common.salts);
    await ledger.rosterPages.write(drawId, pages);
    return {
      sealing: { ...sealing, roster_digest: rosterDigest, roster_pages: pages.map(({ root }) => root) },
    };
  };
}
