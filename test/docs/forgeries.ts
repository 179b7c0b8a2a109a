import { expect } from "vitest";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { computePersonDigest } from "../../workflow/draw/person.ts";
import { computeSeed } from "../../workflow/draw/seal.ts";
import { planDraw } from "../support/planned-draw.ts";
import { seal, sign } from "../support/sign-draw.ts";
import { publishedRounds } from "../workflow/beacon/published-rounds.ts";
import { examplePlan } from "./example-plan.ts";

const draw = planDraw(examplePlan);

/** The draw after a change. A forger computes the receipts again, and with `seal` also the seals. */
export const forge = (change: (draw: ExportedDraw) => void, compute = sign, from = draw) => {
  const forged = structuredClone(from);
  change(forged);
  return compute(forged);
};
export const asIs = (forged: ExportedDraw) => forged;

const [, second, third] = draw.positions;
const other = "0".repeat(64);

/** The same draw of a list without the person who is visited first. */
const withGap = planDraw({ ...examplePlan, fates: { ...examplePlan.fates, 3: { outcome: "gap" } } });

/** The first person was claimed by another draw, and wins when the order begins again. */
const visitedTwice = planDraw({
  size: 3,
  winners: 1,
  fates: Object.fromEntries([[firstOfThree(), { outcome: "held" } as const]]),
  revisions: [{ kind: "redraw" }, { kind: "redraw", fates: { [firstOfThree()]: { sealed_as: "taken" } } }],
});

function firstOfThree(): number {
  return planDraw({ size: 3, winners: 1 }).positions[0]?.lottery_serial ?? 0;
}

export interface Forgery {
  forged: ExportedDraw;
  faults: object[];
}

/** Draws that somebody forged, and what is wrong with them. */
export const forgeries: Record<string, Forgery> = {
  "another name": {
    forged: forge((it) => Object.assign(it.positions[3] ?? {}, { employee_name: "王大明" })),
    faults: [{ fault: "person", position: 3 }],
  },
  "another name in a redraw": {
    forged: forge((it) => Object.assign(it.revisions[0]?.positions[3] ?? {}, { employee_name: "Ann" })),
    faults: [{ fault: "person", position: 9, revision: 1 }],
  },
  "another reason": {
    forged: forge((it) => Object.assign(it.revisions[0] ?? {}, { reason: "Ill" })),
    faults: [{ fault: "person", revision: 1 }],
  },
  "a reason without its salt": {
    forged: forge((it) => delete it.revisions[0]?.reason_salt),
    faults: [{ fault: "person", revision: 1 }],
  },
  "a reason without a digest": {
    forged: forge((it) => delete it.revisions[0]?.reason_digest),
    faults: [{ fault: "person", revision: 1 }],
  },
  "another prize": {
    forged: forge((it) => Object.assign(it, { prize: "Coffee" })),
    faults: [{ fault: "seal" }],
  },
  "more winners than sealed": {
    forged: forge((it) => Object.assign(it, { num_of_winners: 3 })),
    faults: [{ fault: "seal" }, { fault: "count" }],
  },
  "another link than sealed": {
    forged: forge((it) => Object.assign(it, { link_no: 1 })),
    faults: [{ fault: "seal" }],
  },
  "rounds that do not increase": {
    forged: forge(
      (it) => it.seals.push({ ...it.seals[0], round: 1_000, seal: "" }),
      seal,
      planDraw({ ...examplePlan, leads: [-1] }),
    ),
    faults: [{ fault: "seal" }, { fault: "late" }],
  },
  "no seal": {
    forged: forge((it) => it.seals.splice(0)),
    faults: [{ fault: "seal" }],
  },
  "no secret": {
    forged: forge((it) => delete it.secret),
    faults: [{ fault: "seal" }],
  },
  "a seal of a draw that was not sealed": {
    forged: forge((it) => Object.assign(it, { beacon: "none" })),
    faults: [{ fault: "seal" }],
  },
  "a seal posted when the round was published": {
    forged: planDraw({ ...examplePlan, leads: [0] }),
    faults: [{ fault: "late" }],
  },
  "a seal posted later": {
    forged: planDraw({ ...examplePlan, leads: [-2] }),
    faults: [{ fault: "late" }],
  },
  "a second seal although the first was in time": {
    forged: planDraw({ ...examplePlan, leads: [5, 11] }),
    faults: [{ fault: "late" }],
  },
  "a second seal in the ledger only": {
    forged: planDraw({ ...examplePlan, leads: [undefined, undefined] }),
    faults: [{ fault: "late" }],
  },
  "a second seal that replaced a posted one": {
    forged: planDraw({ ...examplePlan, leads: [-1, undefined] }),
    faults: [{ fault: "late" }],
  },
  "a message without a time": {
    forged: forge((it) => Object.assign(it.seals[0] ?? {}, { message_ts: "" })),
    faults: [{ fault: "late" }],
  },
  "the signature of another round": {
    forged: forge((it) => {
      const [, signature = ""] = publishedRounds[0] ?? [];
      Object.assign(it, { signature, seed: computeSeed(it.secret ?? "", signature) });
    }),
    faults: expect.arrayContaining([{ fault: "beacon" }, { fault: "order", position: 0 }]),
  },
  "a signature that is not a point of the curve": {
    forged: forge((it) => Object.assign(it, { signature: "0".repeat(96) })),
    faults: [{ fault: "beacon" }, { fault: "seed" }],
  },
  "an unknown chain": {
    forged: forge((it) => Object.assign(it, { chain: other }), seal),
    faults: [{ fault: "beacon" }],
  },
  "another secret than sealed": {
    forged: forge((it) => Object.assign(it, { secret: other })),
    faults: [{ fault: "seal" }, { fault: "seed" }],
  },
  "another seed": {
    forged: forge((it) => Object.assign(it, { seed: other })),
    faults: expect.arrayContaining([{ fault: "seed" }]),
  },
  "another list": {
    forged: forge((it) => Object.assign(it, { roster_digest: other }), seal),
    faults: [{ fault: "roster" }],
  },
  "another person on the list": {
    forged: forge((it) => {
      const position = it.positions[3];
      const winner = it.winners[0];
      if (!position || !winner) throw new Error("There is no winner.");
      const name = { employee_id: "E6666", employee_name: "Friend" };
      const person = computePersonDigest(Buffer.from(position.salt ?? "", "hex"), name);
      Object.assign(position, name, { person });
      winner.person = person;
      it.revisions[0]?.voided.splice(0, 1, person);
    }, seal),
    faults: [{ fault: "roster" }],
  },
  "a person instead of a gap": {
    forged: forge(
      (it) => it.positions.splice(0, 1, ...(second ? [{ ...second, lottery_serial: 3 }] : [])),
      sign,
      withGap,
    ),
    faults: [{ fault: "roster" }],
  },
  "a gap instead of a person": {
    forged: forge((it) => it.positions.splice(1, 1, { lottery_serial: 7, outcome: "gap" })),
    faults: [{ fault: "roster" }],
  },
  "somebody sealed otherwise": {
    forged: forge((it) => Object.assign(it.positions[3] ?? {}, { sealed_as: "taken" })),
    faults: [{ fault: "roster" }],
  },
  "another entry that was changed": {
    forged: forge((it) => Object.assign(it.revisions[0]?.positions[2] ?? {}, { leaf: other })),
    faults: [{ fault: "roster" }],
  },
  "an entry that is another one when it is visited again": {
    forged: forge((it) => Object.assign(it.positions[0] ?? {}, { sealed_as: "free" }), sign, visitedTwice),
    faults: [{ fault: "roster" }],
  },
  "no proof": {
    forged: forge((it) => delete it.roster_proof),
    faults: [{ fault: "roster" }],
  },
  "no list of ten people": {
    forged: forge((it) => {
      delete it.roster_proof;
      delete it.roster_digest;
    }, seal),
    faults: [{ fault: "roster" }],
  },
  "a proof that is too long": {
    forged: forge((it) => it.roster_proof?.push(other)),
    faults: [{ fault: "roster" }],
  },
  "a person who is said to have left": {
    forged: forge((it) => Object.assign(it.positions[1] ?? {}, { outcome: "left", draw_no: undefined })),
    faults: [{ fault: "sealed", position: 1 }],
  },
  "a person who had left": {
    forged: forge(
      (it) => Object.assign(it.positions[4] ?? {}, { outcome: "won" }),
      sign,
      planDraw({ ...examplePlan, fates: { ...examplePlan.fates, 6: { outcome: "left" } } }),
    ),
    faults: [{ fault: "sealed", position: 4 }],
  },
  "a past win that was not sealed": {
    forged: forge((it) => {
      Object.assign(it.positions[2] ?? {}, { outcome: "won" });
      it.lost.splice(0);
    }),
    faults: [{ fault: "sealed", position: 2 }],
  },
  "a changed entry in the draw itself": {
    forged: forge((it) => it.positions.splice(1, 1, { lottery_serial: 7, outcome: "changed", leaf: other })),
    faults: [{ fault: "roster" }, { fault: "sealed", position: 1 }],
  },
  "two positions in another order": {
    forged: forge((it) => {
      if (second && third) it.positions.splice(1, 2, third, second);
    }),
    faults: [{ fault: "order", position: 1 }],
  },
  "a position that was not needed": {
    forged: forge(
      (it) => it.positions.push(...(it.revisions[0]?.positions.slice(0, 1) ?? [])),
      sign,
      planDraw({ ...examplePlan, revisions: examplePlan.revisions?.slice(0, 1) ?? [] }),
    ),
    faults: expect.arrayContaining([{ fault: "order", position: 6 }]),
  },
  "a lost person who wins": {
    forged: forge((it) => it.lost.splice(0)),
    faults: [{ fault: "winners" }],
  },
  "a person who wins twice under two serials": {
    forged: planDraw({ size: 10, winners: 2, fates: { 3: { id: "E1" }, 7: { id: "E1" } } }),
    faults: [{ fault: "winners" }],
  },
  "a cancelled win that did not exist": {
    forged: forge((it) => it.revisions[0]?.voided.splice(0, 1, other)),
    faults: expect.arrayContaining([{ fault: "void", revision: 1 }]),
  },
  "a void of some wins": {
    forged: forge((it) => it.revisions[1]?.voided.pop()),
    faults: [{ fault: "void", revision: 2 }],
  },
  "a redraw of more winners than it cancels": {
    forged: forge((it) => it.revisions[0]?.winners.splice(0)),
    faults: expect.arrayContaining([{ fault: "count", revision: 1 }]),
  },
  "a redraw that was left out": {
    forged: forge((it) => it.revisions.shift(), asIs),
    faults: expect.arrayContaining([{ fault: "receipt", revision: 1 }]),
  },
  "a time that was changed": {
    forged: forge((it) => Object.assign(it, { drawn_at: "2023-08-23T16:00:00.000Z" }), asIs),
    faults: [{ fault: "receipt" }],
  },
  "a message that was posted at another time": {
    forged: forge((it) => Object.assign(it.seals[0] ?? {}, { message_ts: "1692806340.000000" }), asIs),
    faults: [{ fault: "receipt" }],
  },
};
