import type { LostEntrant, Winner } from "../../data/ledger/draw-record.ts";
import type { DrawBody } from "../tasks/events.ts";

/** What `Validate Winners` answers: 0 is decided, with what people are told; 1 asks for the gap to be filled. */
export interface Validation {
  body: DrawBody;
  status: 0 | 1;
  sns: string;
  subject: string;
  notice: string;
}

/** Keeps those who are held, and asks for others in the place of those who were lost. */
export function selectAgain(body: DrawBody, lost: readonly LostEntrant[], round: number): Validation {
  const lostIds = new Set(lost.map(({ employee_id }) => employee_id));
  const held = body.winner_details.filter(({ employee_id }) => !lostIds.has(employee_id));
  return {
    body: {
      ...body,
      winner_details: held,
      claimed: held.length,
      claim_round: round,
      lost: [...body.lost, ...lost],
    },
    status: 1,
    sns: "",
    subject: "",
    notice: "",
  };
}

export function idsOf(people: readonly Winner[]): string[] {
  return people.map(({ employee_id }) => employee_id);
}
