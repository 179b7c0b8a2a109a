import type { LostEntrant } from "../../data/ledger/draw-record.ts";
import { currentWinners } from "../draw/apply-revision.ts";
import { formatNotice } from "../notice/format-notice.ts";
import { formatRevisionNotice } from "../notice/format-revision-notice.ts";
import type { NoticeTexts } from "../notice/locales/texts.ts";
import type { DecidedAttempt } from "./attempt.ts";
import type { DrawBody } from "./draw-body.ts";

/** What `Validate Winners` returns: `status` 0 with the notice of a decided attempt, or 1 to select missing winners. */
export interface Validation {
  body: DrawBody;
  status: 0 | 1;
  sns: string;
  subject: string;
  notice: string;
}

export function idsOf(people: readonly { employee_id: string }[]): string[] {
  return people.map(({ employee_id }) => employee_id);
}

/** Keeps the claimed winners, and asks for others instead of the lost ones. */
export function selectAgain(body: DrawBody, lost: readonly LostEntrant[], round: number): Validation {
  const lostIds = new Set(idsOf(lost));
  const claimed = body.winner_details.filter(({ employee_id }) => !lostIds.has(employee_id));
  return {
    body: {
      ...body,
      winner_details: claimed,
      claimed: claimed.length,
      claim_round: round,
      lost: [...body.lost, ...lost],
    },
    status: 1,
    sns: "",
    subject: "",
    notice: "",
  };
}

/** The body of a decided attempt, as the record has it. */
export function bodyOfDecided(body: DrawBody, { record, revision }: DecidedAttempt): DrawBody {
  const winners = record.revisions[revision - 1]?.winners ?? currentWinners(record.winners);
  return {
    ...body,
    num_of_winners: revision === 0 ? record.num_of_winners : winners.length,
    winner_details: winners,
    walked: record.walked,
    lost: [],
    pages: [],
  };
}

/** The result of a decided attempt, with its notice. */
export function formatDecided(body: DrawBody, decided: DecidedAttempt, texts: NoticeTexts): Validation {
  const { record, revision } = decided;
  const { revision_id } = record.revisions[revision - 1] ?? {};
  return {
    body: bodyOfDecided(body, decided),
    status: 0,
    ...(revision_id === undefined
      ? formatNotice(record, texts)
      : formatRevisionNotice(record, revision_id, texts)),
  };
}
