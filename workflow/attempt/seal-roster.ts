import { randomBytes } from "node:crypto";
import type { RosterPage } from "../../data/ledger/roster-pages.ts";
import type { Sealing } from "../../data/ledger/sealing.ts";
import type { SurveyedEmployee } from "../../data/people/roster.ts";
import { computePersonDigest } from "../draw/person.ts";
import { splitIntoPages } from "../draw/roster-pages.ts";
import { computeLeaf, computeRoot } from "../draw/roster-tree.ts";
import { createSalts } from "../draw/salts.ts";

const randomDigest = () => randomBytes(32).toString("hex");

/** The salts of a draw: one seed determines all of them. */
export function createSaltSeeds(): Sealing["salts"] {
  return [{ prefix: "", seed: randomDigest() }];
}

/** Computes the tree over a roster: its root, and its leaves in pages. */
export function sealRoster(
  employees: readonly SurveyedEmployee[],
  rosterSize: number,
  salts: Sealing["salts"],
): { rosterDigest: string; pages: RosterPage[] } {
  const bySerial = new Map(employees.map((employee) => [employee.lottery_serial, employee]));
  const leaves: Buffer[] = [];
  for (const salt of createSalts(salts, rosterSize).allSalts()) {
    const serial = leaves.length + 1;
    const employee = bySerial.get(serial);
    const entry = employee &&
      salt && { person: computePersonDigest(salt, employee), sealed_as: employee.sealed_as };
    leaves.push(computeLeaf(serial, entry));
  }
  const pages = splitIntoPages(leaves);
  return {
    rosterDigest: computeRoot(pages.map(({ root }) => root)).toString("hex"),
    pages: pages.map((page) => ({ leaves: page.leaves, root: page.root.toString("hex") })),
  };
}
