import { type Plan, planDraw, ROUND } from "./planned-draw.ts";
import { describePerson, growTree, leavesOf, sealedAs } from "./planned-list.ts";
import { type FailedExport, failureReceipt, fromHex, sha256 } from "./sealed-export.ts";

/** An export of a draw that failed. */
export function planFailure(facts: { draw_no: number; link_no?: number; link?: string }): FailedExport {
  return {
    format: "lottery-failure-v1",
    draw_no: facts.draw_no,
    draw_id: `lottery-${facts.draw_no}`,
    rules: {},
    beacon: "drand",
    seals: [],
    num_of_winners: 3,
    error: "NotEnoughEntrants",
    failed_at: "2023-08-23T16:30:00.000Z",
    link_no: facts.link_no ?? 0,
    link: facts.link ?? "0".repeat(64),
  };
}

/** A ledger in which each draw contains the link after the draw before it. `null` is a failed draw. */
export function planLedger(plans: readonly (Plan | null)[]) {
  let link = "0".repeat(64);
  const draws = plans.map((plan, i) => {
    const facts = { draw_no: i + 1, link_no: i, link };
    const draw = plan ? planDraw({ ...plan, ...facts }) : planFailure(facts);
    const receipt = draw.format === "lottery-draw-v1" ? draw.receipt : failureReceipt(draw);
    link = sha256(fromHex(link), fromHex(receipt)).toString("hex");
    return draw;
  });
  return { format: "lottery-ledger-v1" as const, draws };
}

/** The entry of one person on the sealed list of a planned draw. */
export function planEntry(plan: Plan, serial: number) {
  const { beacon: _beacon, seals, secret = "", chain, roster_digest, ...draw } = planDraw(plan);
  const { draw_no, draw_id, rules, num_of_winners, roster_size, link_no, link, prize } = draw;
  const fate = plan.fates?.[serial] ?? {};
  const { person: _person, ...text } = describePerson(draw_no, serial, fate);
  return {
    format: "lottery-entry-v1" as const,
    draw_no,
    draw_id,
    ...(prize !== undefined && { prize }),
    rules,
    num_of_winners,
    roster_size,
    roster_digest,
    commitment: sha256(fromHex(secret)).toString("hex"),
    chain,
    round: ROUND,
    link_no,
    link,
    seal: seals.at(-1)?.seal,
    lottery_serial: serial,
    ...text,
    sealed_as: sealedAs(fate),
    proof: growTree(leavesOf(draw_no, plan.size, plan.fates), new Set([serial])).proof,
  };
}
