import type { ShownPlan } from "../../../bot/messages/import-plan.ts";
import { formatDetails } from "../../../bot/roster/import-details.ts";
import type { Lottery } from "../../support/start-lottery.ts";
import { OPERATOR } from "./open-bot.ts";

const nobody = { count: 0, examples: [] };

const createPlan = (importId: string, conflicts: number): ShownPlan => ({
  importId,
  planNo: 1,
  source: { kind: "workspace" },
  summary: {
    added: { count: 1, examples: [{ employee_id: "E0100", name: "Ann", changes: [] }] },
    changed: nobody,
    returning: nobody,
    left: nobody,
    missing: { count: 1, examples: [{ employee_id: "E0009", name: "Name 9", changes: [] }] },
    is_missing_decided: false,
    unchanged: 8,
    conflicts,
    is_contradictory: false,
    is_unrepeatable: false,
    ignored: [],
    left_out: {},
  },
});

/** Plans that were shown: one can be applied, the other one has a question. */
export const PLANS = { ready: createPlan("party", 0), asking: createPlan("asked", 1) };

const CONFLICT = {
  key: "0123456789abcdef",
  kind: "email",
  existing: { employee_id: "E0008", employee_name: "Name 8", email: "eight@example.com" },
  row: { employee_id: "E0100", employee_name: "Ann", email: "eight@example.com", line: 2 },
  options: ["existing", "new", "both"],
} as const;

/** Stores these plans, with their imports. */
export async function storePlans({
  rosterLedger,
  clock,
}: Pick<Lottery, "rosterLedger" | "clock">): Promise<void> {
  const { imports } = rosterLedger;
  for (const { importId, planNo, source, summary } of Object.values(PLANS)) {
    const details = formatDetails({ request: { source }, plan_no: planNo });
    const at = clock.now();
    const begun = await imports.begin({ import_id: importId, requested_by: OPERATOR, details, at });
    await imports.pages.write(importId, "summary", planNo, [summary]);
    await imports.pages.write(importId, "conflicts", planNo, summary.conflicts > 0 ? [CONFLICT] : []);
    const counts = { conflicts: summary.conflicts };
    await imports.change(begun, { status: "planned", planned_at: at.toISOString(), digest: "d", counts });
  }
}
