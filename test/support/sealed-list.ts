import type { SealedAs } from "../../data/ledger/sealing.ts";
import type { Employee } from "../../data/people/employee.ts";
import { computeCommitment, computeSeal } from "../../workflow/draw/seal.ts";
import { drawnRecord } from "./draw-records.ts";
import { SALTS } from "./persons.ts";
import { createSealedRoster } from "./sealed-roster.ts";

const SECRET = "5e".repeat(32);
const CHAIN = "c4".repeat(32);
const ROUND = 1_000;
const SIZE = 5;

/** The employee with this serial. */
export function employeeAt(lottery_serial: number): Employee {
  return { employee_id: `E000${lottery_serial}`, employee_name: `Name ${lottery_serial}`, lottery_serial };
}

/** How each employee is sealed. Nobody has the serial 3. */
const sealedAs: Readonly<Record<number, SealedAs>> = { 1: "free", 2: "taken", 4: "left", 5: "free" };

/**
 * A sealed list of four people, with the serials 1 (free), 2 (taken), 4 (left) and 5 (free), and what the record of its draw
 * contains about it.
 */
export function sealedList() {
  const list = createSealedRoster(SIZE, (serial) => {
    const sealed_as = sealedAs[serial];
    return sealed_as && { ...employeeAt(serial), sealed_as };
  });
  const draw = drawnRecord();
  const facts = {
    beacon: "drand" as const,
    salts: SALTS,
    secret: SECRET,
    chain: CHAIN,
    roster_size: SIZE,
    roster_digest: list.digest(),
    // The list is one page.
    roster_pages: [list.digest()],
  };
  const seal = computeSeal({ ...draw, ...facts, commitment: computeCommitment(SECRET) }, ROUND);
  return {
    facts: { ...facts, seals: [{ round: ROUND, seal, message_ts: "1781524800.000100" }] },
    leaves: list.leaves(),
    seed: draw.seed,
  };
}
