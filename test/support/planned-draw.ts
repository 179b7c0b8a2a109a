import { hash } from "node:crypto";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import type { ExportedDraw, ExportedPosition, ExportedResult } from "../../workflow/draw/exported-draw.ts";
import { FIRST_LINK } from "../../workflow/draw/history-link.ts";
import { orderSerials } from "../../workflow/draw/order.ts";
import { computeReasonDigest } from "../../workflow/draw/person.ts";
import { computeRoot, LARGEST_TREE, proveSerials } from "../../workflow/draw/roster-tree.ts";
import { computeSeed } from "../../workflow/draw/seal.ts";
import { publishedRounds } from "../workflow/beacon/published-rounds.ts";
import { describePerson, type Fate, type Fates, leafOf, leavesOf, saltOf, sealedAs } from "./planned-list.ts";
import { seal } from "./sign-draw.ts";

/** The round of all planned draws: drand published it on 2023-08-23 at 15:59:24 UTC. */
export const ROUND = 1_000;
const SIGNATURE = new Map(publishedRounds).get(ROUND) ?? "";

type Revision = ExportedDraw["revisions"][number];

interface PlannedRevision extends Pick<Revision, "kind" | "requested_by" | "reason"> {
  /** How many wins it cancels, from the first that counts. A void cancels all. */
  count?: number;
  /** What has changed since the draw. */
  fates?: Fates;
}

export interface Plan
  extends Partial<
    Pick<ExportedDraw, "draw_no" | "prize" | "rules" | "beacon" | "link_no" | "link" | "drawn_at">
  > {
  size: number;
  winners: number;
  /** By serial. */
  fates?: Fates;
  revisions?: readonly PlannedRevision[];
  /** Seconds between the message of each seal and its round. Undefined if there is no message. */
  leads?: readonly (number | undefined)[];
}

/** The seals of the last rounds up to `ROUND`, without their digests. */
function planSeals(leads: readonly (number | undefined)[]): ExportedDraw["seals"] {
  return leads.map((lead, i) => {
    const round = ROUND - (leads.length - 1 - i);
    const message_ts = (roundTime(quicknet, round) / 1_000 - (lead ?? 0)).toFixed(6);
    return { round, seal: "", ...(lead !== undefined && { message_ts }) };
  });
}

/** Returns a function that makes what an attempt finds, from where the last one stopped. */
function planAttempts({ size, draw_no = 7, fates = {} }: Plan, seed: string, isListSealed: boolean) {
  const serials = orderSerials(Buffer.from(seed, "hex"), size);
  const order: number[] = [];
  const past = new Set<string>();
  let visited = 0;

  const serialAt = (position: number) => {
    while (order.length <= position) order.push(serials.next().value ?? 0);
    return order[position] ?? 0;
  };

  const findAt = (serial: number, fate: Fate, original: Fate): ExportedPosition => {
    const { outcome = "chosen", excluded_until, isErased } = fate;
    const position = { lottery_serial: serial, outcome };
    if (outcome === "gap") return position;
    if (outcome === "changed")
      return {
        ...position,
        ...(isListSealed && { leaf: leafOf(draw_no, serial, original).toString("hex") }),
      };
    const { person, ...text } = describePerson(draw_no, serial, { ...original, ...fate });
    const isPast = past.has(text.employee_id);
    const named = isPast ? draw_no : fate.draw_no;
    return {
      ...position,
      outcome: isPast ? "won" : outcome,
      person,
      ...(!isErased && text),
      ...(named !== undefined && { draw_no: named }),
      ...(!isPast && excluded_until !== undefined && { excluded_until }),
      ...(isListSealed && { sealed_as: sealedAs(original) }),
    };
  };

  return function visit(wanted: number, later: Fates = {}): ExportedResult {
    const result: ExportedResult = { positions: [], lost: [], winners: [], receipt: "" };
    for (let i = 0; i < size && result.winners.length < wanted; i++) {
      const lottery_serial = serialAt(visited++ % size);
      const original = fates[lottery_serial] ?? {};
      const fate = later[lottery_serial] ?? original;
      const position = findAt(lottery_serial, fate, original);
      result.positions.push(position);
      const { outcome, person = "" } = position;
      if (outcome !== "chosen") continue;
      if (fate.lost_to === undefined) result.winners.push({ lottery_serial, person });
      else result.lost.push({ lottery_serial, person, draw_no: fate.lost_to });
    }
    if (result.winners.length < wanted) throw new Error("Too few people can win.");
    for (const { lottery_serial } of result.winners)
      past.add(describePerson(draw_no, lottery_serial, fates[lottery_serial] ?? {}).employee_id);
    return result;
  };
}

function planRevisions(
  { draw_no = 7, revisions = [] }: Plan,
  first: ExportedResult,
  visit: (wanted: number, later?: Fates) => ExportedResult,
): Revision[] {
  const current = first.winners.map(({ person }) => person);
  return revisions.map(({ kind, count = 1, requested_by, reason, fates }, i) => {
    const voided = current.splice(0, kind === "void" ? current.length : count);
    const found = visit(kind === "void" ? 0 : count, fates);
    current.push(...found.winners.map(({ person }) => person));
    const salt = saltOf(draw_no, -i);
    return {
      kind,
      ...(requested_by !== undefined && { requested_by }),
      ...(reason !== undefined && {
        reason_digest: computeReasonDigest(salt, reason),
        reason_salt: salt.toString("hex"),
        reason,
      }),
      revised_at: `2023-08-2${i + 4}T08:00:00.000Z`,
      voided,
      ...found,
    };
  });
}

/** A valid export of a draw that was made as planned. Throws if the plan has too few people who can win. */
export function planDraw(plan: Plan): ExportedDraw {
  const { size, beacon = "drand", draw_no = 7, fates, leads = [11] } = plan;
  const isListSealed = beacon === "drand" && size <= LARGEST_TREE;
  const secret = hash("sha256", `secret of ${draw_no}`);
  const seed = beacon === "none" ? secret : computeSeed(secret, SIGNATURE);
  const visit = planAttempts(plan, seed, isListSealed);
  const first = visit(plan.winners);
  const revisions = planRevisions(plan, first, visit);
  const leaves = isListSealed ? leavesOf(draw_no, size, fates) : [];
  const visited = [first, ...revisions].flatMap(({ positions }) => positions);
  return seal({
    format: "lottery-draw-v1",
    draw_no,
    draw_id: `lottery-${draw_no}`,
    ...(plan.prize !== undefined && { prize: plan.prize }),
    rules: plan.rules ?? {},
    beacon,
    ...(beacon !== "none" && { secret, chain: quicknet.hash, signature: SIGNATURE }),
    ...(isListSealed && {
      roster_digest: computeRoot(leaves).toString("hex"),
      roster_proof: proveSerials(leaves, new Set(visited.map(({ lottery_serial }) => lottery_serial))),
    }),
    seals: beacon === "none" ? [] : planSeals(leads),
    link_no: plan.link_no ?? 0,
    link: plan.link ?? FIRST_LINK,
    seed,
    roster_size: size,
    num_of_winners: plan.winners,
    drawn_at: plan.drawn_at ?? "2023-08-23T15:59:26.000Z",
    ...first,
    revisions,
  });
}
