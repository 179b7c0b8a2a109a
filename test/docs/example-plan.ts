import type { Plan } from "../support/planned-draw.ts";

/**
 * A sealed draw of two winners from a list of ten, whose order is 3, 7, 8, 1, 6, 10, 4, 9, 5, 2. One person was excluded, one
 * is of another department. Later the first win was cancelled, and the redraw visited the last four. Finally the whole draw
 * was voided.
 */
export const examplePlan: Plan = {
  prize: 'Tea "龙井" 🍵',
  rules: {
    campaign: { no: 2, name: "Year-end party" },
    departments: { only: ["Sales", "研发"] },
    joined_before: "2023-07-01",
  },
  size: 10,
  winners: 2,
  fates: {
    3: { outcome: "excluded", excluded_until: "2023-12-31" },
    7: { outcome: "won", draw_no: 3 },
    8: { lost_to: 8 },
    1: { name: "王小明" },
    6: { outcome: "department" },
    10: { name: "Zoë O'Neil" },
    4: { outcome: "held", draw_no: 9 },
    2: { name: "Ana Müller", sealed_as: "taken" },
  },
  revisions: [
    {
      kind: "redraw",
      requested_by: "U0OPERATOR",
      reason: "On leave \\ until June",
      fates: { 9: { outcome: "left" }, 5: { outcome: "changed" } },
    },
    { kind: "void" },
  ],
};
