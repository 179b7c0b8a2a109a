import type { RosterFault } from "../roster-fault.ts";
import type { RosterColumn } from "../roster-row.ts";

type FaultOf<Kind extends RosterFault["kind"]> = Extract<RosterFault, { kind: Kind }>;

/** The texts about roster files. Texts from the file are passed in as they are: the result is plain text, not markup. */
export interface RosterFileTexts {
  /** Names of the columns, with headings that are recognized. */
  columns: Readonly<Record<RosterColumn, string>>;
  /** One sentence about each kind of fault, with the place and what is expected. */
  faults: { readonly [Kind in RosterFault["kind"]]: (fault: FaultOf<Kind>) => string };
  moreFaults: (count: number) => string;
}
