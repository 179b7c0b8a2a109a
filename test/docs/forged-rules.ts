import { expect } from "vitest";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { planDraw } from "../support/planned-draw.ts";
import { seal } from "../support/sign-draw.ts";
import { examplePlan } from "./example-plan.ts";
import { asIs, type Forgery, forge } from "./forgeries.ts";

const { rules } = planDraw(examplePlan);

/** The example with other rules than it was sealed with. */
const withRules = (changed: ExportedDraw["rules"]) => forge((it) => Object.assign(it, { rules: changed }));

/** Draws whose rules, or what follows from them, somebody forged. */
export const forgedRules: Record<string, Forgery> = {
  "a rule that was removed": {
    forged: forge((it) => delete it.rules.joined_before),
    faults: [{ fault: "seal" }],
  },
  "a rule that was changed": {
    forged: withRules({ ...rules, joined_before: "2023-07-02" }),
    faults: [{ fault: "seal" }],
  },
  "another department": {
    forged: withRules({ ...rules, departments: { only: ["Sales", "IT"] } }),
    faults: [{ fault: "seal" }],
  },
  "another campaign": {
    forged: withRules({ ...rules, campaign: { no: 3, name: "Year-end party" } }),
    faults: [{ fault: "seal" }],
  },
  "another name of the campaign": {
    forged: withRules({ ...rules, campaign: { no: 2, name: "New Year party" } }),
    faults: [{ fault: "seal" }],
  },
  "earlier winners who may win again, although one was skipped": {
    forged: withRules({ ...rules, again: true }),
    faults: [{ fault: "seal" }, { fault: "winners" }],
  },
  "earlier winners who may win again, sealed so": {
    forged: forge((it) => Object.assign(it.rules, { again: true }), seal),
    faults: [{ fault: "winners" }],
  },
  "an exclusion until another day, with the old receipt": {
    forged: forge((it) => Object.assign(it.positions[0] ?? {}, { excluded_until: "always" }), asIs),
    faults: [{ fault: "receipt" }],
  },
  "a person who was excluded after the seal": {
    forged: forge((it) =>
      Object.assign(it.positions[3] ?? {}, { outcome: "excluded", excluded_until: "always" }),
    ),
    faults: expect.arrayContaining([{ fault: "sealed", position: 3 }]),
  },
  "a person who is said to be of another department": {
    forged: forge((it) =>
      Object.assign(it.positions[1] ?? {}, { outcome: "department", draw_no: undefined }),
    ),
    faults: [{ fault: "sealed", position: 1 }],
  },
  "a person who is said to have joined too late": {
    forged: forge((it) => Object.assign(it.positions[1] ?? {}, { outcome: "joined", draw_no: undefined })),
    faults: [{ fault: "sealed", position: 1 }],
  },
  "a person of another department who had joined too late": {
    forged: forge((it) => Object.assign(it.positions[4] ?? {}, { outcome: "joined" })),
    faults: [{ fault: "sealed", position: 4 }],
  },
  "a person of another department who is said to have won": {
    forged: forge((it) => Object.assign(it.positions[4] ?? {}, { outcome: "won", draw_no: 3 })),
    faults: [{ fault: "sealed", position: 4 }],
  },
  "a person who could take part, sealed as one who could not": {
    forged: forge((it) =>
      Object.assign(it.positions[1] ?? {}, {
        outcome: "department",
        draw_no: undefined,
        sealed_as: "department",
      }),
    ),
    faults: [{ fault: "roster" }],
  },
};
