import type { SealedAs } from "../../data/ledger/sealing.ts";
import type { ExportedDraw, ExportedPosition } from "../../workflow/draw/exported-draw.ts";
import { computePersonDigest } from "../../workflow/draw/person.ts";
import { computeLeaf, computeRoot, proveSerials } from "../../workflow/draw/roster-tree.ts";
import { createSalts } from "../../workflow/draw/salts.ts";
import { SALTS } from "./persons.ts";

/** An employee as a draw's roster has them; `undefined` is a serial without an employee. */
export type RosterEntry = { employee_id: string; employee_name: string; sealed_as: SealedAs } | undefined;

/** The roster of a draw, with the salts `SALTS`. `entryAt` gives its entries. */
export function createSealedRoster(size: number, entryAt: (serial: number) => RosterEntry) {
  const { saltOf } = createSalts(SALTS, size);

  /** The person at a serial, as an exported position names them. */
  const personAt = (serial: number) => {
    const entry = entryAt(serial);
    const salt = saltOf(serial);
    if (!entry || !salt) throw new Error(`Nobody has the serial ${serial}.`);
    return { ...entry, person: computePersonDigest(salt, entry), salt: salt.toString("hex") };
  };

  const leafAt = (serial: number) =>
    computeLeaf(serial, entryAt(serial) === undefined ? undefined : personAt(serial));

  const leaves = () => Array.from({ length: size }, (_, i) => leafAt(i + 1));

  return {
    personAt,
    leafAt,
    leaves,
    digest: () => computeRoot(leaves()).toString("hex"),
    /** The proof of all serials that a draw and its revisions visited. */
    prove: (results: readonly { positions: readonly ExportedPosition[] }[]) =>
      proveSerials(
        leaves(),
        new Set(results.flatMap(({ positions }) => positions.map(({ lottery_serial }) => lottery_serial))),
      ),
  };
}

/** The same draw without a beacon: nothing of it is sealed. The receipts have to be computed again. */
export function withoutBeacon(draw: ExportedDraw): ExportedDraw {
  const { secret: _, chain: _c, signature: _s, roster_digest: _d, roster_proof: _p, ...rest } = draw;
  const unseal = ({ sealed_as: _a, leaf: _l, ...position }: ExportedPosition) => position;
  return {
    ...rest,
    beacon: "none",
    seals: [],
    positions: draw.positions.map(unseal),
    revisions: draw.revisions.map((each) => ({ ...each, positions: each.positions.map(unseal) })),
  };
}
