import type { EndedDraw, ExportedFailure } from "../../workflow/draw/exported-draw.ts";
import { computeLink, FIRST_LINK } from "../../workflow/draw/history-link.ts";
import { computeFailureReceipt } from "../../workflow/draw/receipt.ts";
import { proveSerials } from "../../workflow/draw/roster-tree.ts";
import { computeCommitment } from "../../workflow/draw/seal.ts";
import { type Plan, planDraw, ROUND } from "./planned-draw.ts";
import { describePerson, leavesOf, sealedAs } from "./planned-list.ts";

type Facts = Pick<ExportedFailure, "draw_no"> & Partial<Pick<ExportedFailure, "link_no" | "link">>;

/** An export of a draw that failed. */
export function planFailure({ draw_no, link_no = 0, link = FIRST_LINK }: Facts): ExportedFailure {
  return {
    format: "lottery-failure-v1",
    draw_no,
    draw_id: `lottery-${draw_no}`,
    rules: {},
    beacon: "drand",
    seals: [],
    num_of_winners: 3,
    error: "NotEnoughEntrants",
    failed_at: "2023-08-23T16:30:00.000Z",
    link_no,
    link,
  };
}

/** A ledger in which each draw contains the link after the draw before it. `null` is a failed draw. */
export function planLedger(plans: readonly (Plan | null)[]) {
  let link = FIRST_LINK;
  const draws = plans.map((plan, i): EndedDraw => {
    const facts = { draw_no: i + 1, link_no: i, link };
    const draw = plan ? planDraw({ ...plan, ...facts }) : planFailure(facts);
    link = computeLink(link, draw.format === "lottery-draw-v1" ? draw.receipt : computeFailureReceipt(draw));
    return draw;
  });
  return { format: "lottery-ledger-v1" as const, draws };
}

/** The entry of one person on the sealed list of a planned draw. */
export function planEntry(plan: Plan, serial: number) {
  const { draw_no, draw_id, prize, rules, num_of_winners, roster_size, roster_digest, ...draw } =
    planDraw(plan);
  const { person: _, ...text } = describePerson(draw_no, serial, plan.fates?.[serial] ?? {});
  return {
    format: "lottery-entry-v1" as const,
    draw_no,
    draw_id,
    ...(prize !== undefined && { prize }),
    rules,
    num_of_winners,
    roster_size,
    roster_digest,
    commitment: computeCommitment(draw.secret ?? ""),
    chain: draw.chain,
    round: ROUND,
    link_no: draw.link_no,
    link: draw.link,
    seal: draw.seals.at(-1)?.seal,
    lottery_serial: serial,
    ...text,
    sealed_as: sealedAs(plan.fates?.[serial] ?? {}),
    proof: proveSerials(leavesOf(draw_no, plan.size, plan.fates), new Set([serial])),
  };
}
