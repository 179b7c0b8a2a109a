import type { Plan } from "../support/planned-draw.ts";

/**
 * A sealed draw of two winners from a list of ten, whose order is 3, 7, 8, 1, 6, 10, 4, 9, 5, 2. Later the first win was
 * cancelled, and the redraw visited the last four. Finally the whole draw was voided.
 */
export const examplePlan: Plan = {
  prize: 'Tea "龙井" 🍵',
  size: 10,
  winners: 2,
  fates: {
    3: { outcome: "gap" },
    7: { outcome: "won", draw_no: 3 },
    8: { lost_to: 8 },
    1: { name: "王小明" },
    6: { outcome: "left" },
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
