import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { exampleRoster } from "./example-record.ts";
import { createSealedRoster } from "./sealed-roster.ts";

/** A position of the example without a beacon whose person is chosen: the employee with this serial, or another one. */
export function chosen(serial: number, employee_id?: string) {
  const roster =
    employee_id === undefined
      ? exampleRoster
      : createSealedRoster(20, () => ({ employee_id, employee_name: "X", sealed_as: "free" }));
  const { sealed_as: _, ...person } = roster.personAt(serial);
  return { lottery_serial: serial, outcome: "chosen" as const, ...person };
}

/** The winner at a position. */
export function winnerOf({
  lottery_serial,
  person,
}: ReturnType<typeof chosen>): ExportedDraw["winners"][number] {
  return { lottery_serial, person };
}

/** A position without an employee. */
export function gap(lottery_serial: number) {
  return { lottery_serial, outcome: "gap" as const };
}
