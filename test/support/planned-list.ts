import { type SealedAs, salted, sha256 } from "./sealed-export.ts";

/** What is found at a serial. An employee is `free` and `chosen` unless the plan says something else. */
export interface Fate {
  outcome?: "gap" | "changed" | "left" | "won" | "held" | "chosen";
  sealed_as?: SealedAs;
  draw_no?: number;
  /** The person is lost to another draw after they were chosen: its number, or 0 if it is unknown. */
  lost_to?: number;
  isErased?: boolean;
  name?: string;
  id?: string;
}

/** The root of a tree of RFC 6962, and the hashes of the largest parts that contain none of the serials. */
export function growTree(leaves: readonly Buffer[], serials: ReadonlySet<number>) {
  const grow = (from: number, to: number): { node: Buffer; isProved: boolean; proof: string[] } => {
    const only = leaves[from];
    if (to - from === 1 && only) {
      const isProved = serials.has(from + 1);
      return { node: only, isProved, proof: isProved ? [] : [only.toString("hex")] };
    }
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    const left = grow(from, from + split);
    const right = grow(from + split, to);
    const node = sha256(Buffer.of(1), left.node, right.node);
    const isProved = left.isProved || right.isProved;
    return { node, isProved, proof: isProved ? [...left.proof, ...right.proof] : [node.toString("hex")] };
  };
  const { node, proof } = grow(0, leaves.length);
  return { root: node.toString("hex"), proof };
}

/** The salt of a serial in a draw. */
export const saltOf = (drawNo: number, serial: number) =>
  sha256(`salt ${drawNo} ${serial}`).toString("hex").slice(0, 32);

/** The employee at a serial of a roster. */
export function personAt(serial: number, { id, name }: Fate = {}) {
  return {
    employee_id: id ?? `E${String(serial).padStart(4, "0")}`,
    employee_name: name ?? `Person ${serial}`,
  };
}

/** The employee at a serial with the digest that stands for them in this draw. */
export function describePerson(drawNo: number, serial: number, fate: Fate) {
  const salt = saltOf(drawNo, serial);
  const { employee_id, employee_name } = personAt(serial, fate);
  return { salt, employee_id, employee_name, person: salted(salt, [employee_id, employee_name]) };
}

/** How a person was sealed: as their outcome says, unless the plan says something else. */
export function sealedAs({ sealed_as, outcome }: Fate): SealedAs {
  if (sealed_as) return sealed_as;
  if (outcome === "left") return "left";
  return outcome === "won" || outcome === "held" ? "taken" : "free";
}

/** The leaf of a serial: what the sealed list says about it. */
export function leafOf(drawNo: number, serial: number, fate: Fate): Buffer {
  const entry =
    fate.outcome === "gap"
      ? [serial, null]
      : [serial, describePerson(drawNo, serial, fate).person, sealedAs(fate)];
  return sha256(Buffer.of(0), JSON.stringify(entry));
}

/** The leaves of a whole list. */
export function leavesOf(drawNo: number, size: number, fates: Readonly<Record<number, Fate>> = {}): Buffer[] {
  return Array.from({ length: size }, (_, i) => leafOf(drawNo, i + 1, fates[i + 1] ?? {}));
}
