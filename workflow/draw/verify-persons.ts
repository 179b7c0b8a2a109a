import type { ExportedDraw } from "./exported-draw.ts";
import type { Fault } from "./fault.ts";
import { computePersonDigest, computeReasonDigest } from "./person.ts";

/**
 * Verifies that names, ids and reasons match the digests that receipts cover. Erased ones are not checked: their digests
 * remain. Faults name positions in the order (from 0).
 */
export function verifyPersons(draw: ExportedDraw): Fault[] {
  const faults: Fault[] = [];
  let from = 0;
  for (const [revision, { positions }] of [draw, ...draw.revisions].entries()) {
    const where = revision === 0 ? {} : { revision };
    for (const [i, { salt, employee_id, employee_name, person }] of positions.entries()) {
      if (salt === undefined || employee_id === undefined || employee_name === undefined) continue;
      const digest = computePersonDigest(Buffer.from(salt, "hex"), { employee_id, employee_name });
      if (digest !== person)
        faults.push({ fault: "person", position: (from + i) % draw.roster_size, ...where });
    }
    from += positions.length;
  }
  for (const [i, { reason, reason_salt, reason_digest }] of draw.revisions.entries()) {
    if (reason === undefined && reason_salt === undefined) continue;
    const isComplete = reason !== undefined && reason_salt !== undefined;
    if (!isComplete || computeReasonDigest(Buffer.from(reason_salt, "hex"), reason) !== reason_digest)
      faults.push({ fault: "person", revision: i + 1 });
  }
  return faults;
}
