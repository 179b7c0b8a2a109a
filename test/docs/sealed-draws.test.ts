import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { locales } from "../../bot/locales/locales.ts";
import { ledgerFaultTexts } from "../../infra/cli/story/ledger-fault-texts.ts";

/** The page with each paragraph on one line. */
const page = readFileSync("docs/sealed-draws.md", "utf8").replaceAll(/(?<!\|)\n(?=\S)/g, " ");
const { reasons, verify, seal, failure } = locales.en;

describe("docs/sealed-draws.md quotes what people see", () => {
  test.each(["seal", "late", "beacon", "seed", "roster", "sealed", "person"] as const)(
    "when a verification finds the fault %s",
    (fault) => {
      expect(page).toContain(`"${verify.faults[fault]}"`);
    },
  );

  test.each(["named", "missing", "link"] as const)("when the whole ledger has the fault %s", (fault) => {
    expect(page).toContain(`"${ledgerFaultTexts[fault]}"`);
  });

  test("when a draw was stopped after its seal", () => {
    expect(page).toContain(`"${failure(1, reasons.Aborted({}))} ${seal.noLongerCounts}"`);
  });

  test.each(["SealNotPosted", "SlackUnreachable", "SealLate", "BeaconUnreachable", "RosterChanged"] as const)(
    "when a draw fails with %s",
    (error) => {
      const [sentence] = reasons[error]({}).split(/(?<=\.) /);
      expect(page).toContain(`| \`${error}\` | ${sentence} |`);
    },
  );
});
