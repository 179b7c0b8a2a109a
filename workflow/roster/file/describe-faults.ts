import type { RosterFault } from "./roster-fault.ts";
import type { RosterFileTexts } from "./texts/texts.ts";

const MOST_DESCRIBED = 20;

/** Puts a fault into one or two sentences of plain text, which may quote a cell of the file. */
export function describeFault<Kind extends RosterFault["kind"]>(
  fault: Extract<RosterFault, { kind: Kind }>,
  { faults }: RosterFileTexts,
): string {
  const describe: (fault: Extract<RosterFault, { kind: Kind }>) => string = faults[fault.kind];
  return describe(fault);
}

/** Describes the first faults, each in one text, and says how many others there are. */
export function describeFaults(faults: readonly RosterFault[], texts: RosterFileTexts): string[] {
  const others = faults.length - MOST_DESCRIBED;
  return [
    ...faults.slice(0, MOST_DESCRIBED).map((fault) => describeFault(fault, texts)),
    ...(others > 0 ? [texts.moreFaults(others)] : []),
  ];
}
