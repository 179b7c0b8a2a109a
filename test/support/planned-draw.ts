import { orderSerials } from "../../workflow/draw/order.ts";
import {
  describePerson,
  type Fate,
  growTree,
  leafOf,
  leavesOf,
  personAt,
  saltOf,
  sealedAs,
} from "./planned-list.ts";
import {
  fromHex,
  type Position,
  type Result,
  type Revision,
  type SealedExport,
  salted,
  seal,
  sha256,
} from "./sealed-export.ts";

/** Published rounds of drand's quicknet. */
export const publishedRounds = {
  123: "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92",
  1000: "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
} as const;

const CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
export const ROUND = 1_000;
/** When drand published round 1,000 of quicknet, in Unix seconds. */
const PUBLISHED_AT = 1_692_803_367 + (ROUND - 1) * 3;
const LARGEST_TREE = 100_000;

interface PlannedRevision {
  kind: "redraw" | "void";
  /** How many wins it cancels, from the first that counts. A void cancels all. */
  count?: number;
  requested_by?: string;
  reason?: string;
  isReasonErased?: boolean;
  /** What has changed since the draw. */
  fates?: Readonly<Record<number, Fate>>;
}

export interface Plan {
  draw_no?: number;
  prize?: string;
  beacon?: "drand" | "none";
  size: number;
  winners: number;
  /** By serial. */
  fates?: Readonly<Record<number, Fate>>;
  revisions?: readonly PlannedRevision[];
  /** Seconds between the message of each seal and its round. `undefined`: there is no message. */
  leads?: readonly (number | undefined)[];
  link_no?: number;
  link?: string;
}

/** A valid export of a draw that was made as planned. Throws if the plan has too few people who can win. */
export function planDraw(plan: Plan): SealedExport {
  const { size, beacon = "drand", draw_no = 7, fates = {}, leads = [11] } = plan;
  const isListSealed = beacon === "drand" && size <= LARGEST_TREE;
  const secret = sha256(`secret of ${draw_no}`).toString("hex");
  const signature = publishedRounds[ROUND];
  const seed =
    beacon === "none" ? secret : sha256(fromHex(secret), sha256(fromHex(signature))).toString("hex");
  const serials = orderSerials(fromHex(seed), size);
  const order: number[] = [];
  const serialAt = (position: number) => {
    while (order.length <= position) order.push(serials.next().value ?? 0);
    return order[position] ?? 0;
  };
  const past = new Set<string>();
  let visited = 0;

  const positionOf = (serial: number, fate: Fate, original: Fate): Position => {
    const { outcome = "chosen", isErased } = fate;
    if (outcome === "gap") return { lottery_serial: serial, outcome };
    if (outcome === "changed") {
      const leaf = leafOf(draw_no, serial, original).toString("hex");
      return { lottery_serial: serial, outcome, ...(isListSealed && { leaf }) };
    }
    const { person, ...text } = describePerson(draw_no, serial, { ...original, ...fate });
    const isPast = past.has(text.employee_id);
    const named = isPast ? draw_no : fate.draw_no;
    return {
      lottery_serial: serial,
      outcome: isPast ? "won" : outcome,
      person,
      ...(!isErased && text),
      ...(named !== undefined && { draw_no: named }),
      ...(isListSealed && { sealed_as: sealedAs(original) }),
    };
  };

  const visit = (wanted: number, later: Readonly<Record<number, Fate>> = {}): Result => {
    const result: Result = { positions: [], lost: [], winners: [], receipt: "" };
    for (let i = 0; i < size && result.winners.length < wanted; i++) {
      const serial = serialAt(visited++ % size);
      const original = fates[serial] ?? {};
      const fate = later[serial] ?? original;
      const position = positionOf(serial, fate, original);
      result.positions.push(position);
      const { person = "" } = position;
      if (position.outcome !== "chosen") continue;
      if (fate.lost_to === undefined) result.winners.push({ lottery_serial: serial, person });
      else
        result.lost.push({
          lottery_serial: serial,
          person,
          ...(fate.lost_to > 0 && { draw_no: fate.lost_to }),
        });
    }
    if (result.winners.length < wanted) throw new Error("Too few people can win.");
    for (const { lottery_serial } of result.winners)
      past.add(personAt(lottery_serial, fates[lottery_serial]).employee_id);
    return result;
  };

  const first = visit(plan.winners);
  const current = first.winners.map(({ person }) => person);
  const revisions = (plan.revisions ?? []).map((change, i): Revision => {
    const { kind, count = 1, requested_by, reason, isReasonErased, fates: later } = change;
    const voided = current.splice(0, kind === "void" ? current.length : count);
    const found =
      kind === "void" ? { positions: [], lost: [], winners: [], receipt: "" } : visit(count, later);
    current.push(...found.winners.map(({ person }) => person));
    const reason_salt = saltOf(draw_no, -i);
    return {
      kind,
      ...(requested_by !== undefined && { requested_by }),
      ...(reason !== undefined && { reason_digest: salted(reason_salt, [reason]) }),
      ...(reason !== undefined && !isReasonErased && { reason_salt, reason }),
      revised_at: `2023-08-2${i + 4}T08:00:00.000Z`,
      voided,
      ...found,
    };
  });

  const proved = new Set(
    [first, ...revisions].flatMap(({ positions }) => positions.map((p) => p.lottery_serial)),
  );
  const tree = isListSealed ? growTree(leavesOf(draw_no, size, fates), proved) : undefined;
  return seal({
    format: "lottery-draw-v1",
    draw_no,
    draw_id: `lottery-${draw_no}`,
    ...(plan.prize !== undefined && { prize: plan.prize }),
    rules: {},
    beacon,
    ...(beacon === "drand" && { secret, chain: CHAIN, signature }),
    ...(tree && { roster_digest: tree.root, roster_proof: tree.proof }),
    seals:
      beacon === "none"
        ? []
        : leads.map((lead, i) => {
            const round = ROUND - (leads.length - 1 - i);
            const posted = PUBLISHED_AT - (ROUND - round) * 3 - (lead ?? 0);
            return { round, seal: "", ...(lead !== undefined && { message_ts: posted.toFixed(6) }) };
          }),
    link_no: plan.link_no ?? 0,
    link: plan.link ?? "0".repeat(64),
    seed,
    roster_size: size,
    num_of_winners: plan.winners,
    drawn_at: "2023-08-23T15:59:26.000Z",
    ...first,
    revisions,
  });
}
