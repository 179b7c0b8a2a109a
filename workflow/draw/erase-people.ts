import type {
  DrawnRecord,
  EndedRecord,
  ErasableWinner,
  FailedRecord,
  LostEntrant,
  RecordedWinner,
  Revision,
} from "../../data/ledger/draw-record.ts";
import type { SaltSeed } from "../../data/ledger/salt-seed.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { VisitedPosition } from "./eligibility.ts";

/** All pages of a draw's visit log, by their keys. */
export type VisitedPages = ReadonlyMap<string, readonly VisitedPosition[]>;

/** Whom to erase from draws, and what goes with them. */
export interface PeopleToErase {
  isErased(employeeId: string): boolean;
  /** Whether a text that people or errors wrote names one of them. */
  isNamedIn(text: string): boolean;
  /** Whether the Slack id of the person who asked for a draw is one of theirs. */
  isRequester(slackUserId: string): boolean;
  /** Returns the salts that remain. */
  eraseSalts(draw: EndedRecord, pages: VisitedPages): SaltSeed[];
  /** When everybody is erased. */
  everybodyAt?: string;
}

/** Instead of the cause of a failed draw, which is for engineers. */
const ERASED_CAUSE = "The cause was erased, because it may name a person.";

/** What a record has instead of the id and the name of an erased person. It is different for each person and draw. */
function formatPlaceholder(person: string) {
  return { employee_id: `erased-${person.slice(0, 32)}`, employee_name: "erased", erased: person };
}

/** The attempts of a decided draw: its own, and its redraws and voids. */
function listAttempts(draw: DrawnRecord) {
  return [
    { ...draw, winners: draw.winners.filter(({ replaces }) => replaces === undefined) },
    ...draw.revisions,
  ];
}

/** Returns the function that gives the digest of the person whom an attempt found at a serial. Throws `InvalidItem`. */
function createDigestAt(draw: DrawnRecord, pages: VisitedPages) {
  const digests = listAttempts(draw).map(
    ({ pages: keys }) =>
      new Map(
        keys
          .flatMap((key) => pages.get(key) ?? [])
          .map(({ lottery_serial, person }) => [lottery_serial, person]),
      ),
  );
  return function digestAt(attempt: number, serial: number): string {
    const person = digests[attempt]?.get(serial);
    if (person !== undefined) return person;
    throw new LotteryError("InvalidItem", `The visit log of draw ${draw.draw_no} has nobody at ${serial}.`);
  };
}

function withoutReason({ reason: _, reason_salt: _salt, ...revision }: Revision): Revision {
  return revision;
}

function eraseFromDrawn(
  draw: DrawnRecord,
  pages: VisitedPages,
  { isErased, isNamedIn }: PeopleToErase,
): DrawnRecord {
  const digestAt = createDigestAt(draw, pages);
  const placeholders = new Map(
    listAttempts(draw).flatMap(({ winners }, attempt) =>
      winners
        .filter(({ employee_id }) => isErased(employee_id))
        .map(({ employee_id, lottery_serial }) => [
          employee_id,
          formatPlaceholder(digestAt(attempt, lottery_serial)),
        ]),
    ),
  );
  const eraseId = (id: string) => placeholders.get(id)?.employee_id ?? id;
  const eraseWinner = ({ slack_user_id, ...winner }: ErasableWinner): ErasableWinner => ({
    ...winner,
    ...(placeholders.get(winner.employee_id) ?? (slack_user_id && { slack_user_id })),
  });
  const eraseLost = (attempt: number, lost: readonly LostEntrant[]) =>
    lost.map(
      (entrant): LostEntrant => ({
        ...entrant,
        ...(isErased(entrant.employee_id) && {
          employee_id: formatPlaceholder(digestAt(attempt, entrant.lottery_serial)).employee_id,
        }),
      }),
    );
  const eraseReason = (revision: Revision) => {
    const { reason = "", voided } = revision;
    return voided.some(isErased) || isNamedIn(reason) ? withoutReason(revision) : revision;
  };
  return {
    ...draw,
    winners: draw.winners.map(
      ({ void: cancelled, replaces, ...winner }): RecordedWinner => ({
        ...eraseWinner(winner),
        ...(cancelled && { void: cancelled }),
        ...(replaces !== undefined && { replaces: eraseId(replaces) }),
      }),
    ),
    lost: eraseLost(0, draw.lost),
    revisions: draw.revisions.map((revision, i) => ({
      ...eraseReason(revision),
      voided: revision.voided.map(eraseId),
      winners: revision.winners.map(eraseWinner),
      lost: eraseLost(i + 1, revision.lost),
    })),
  };
}

/** Without the names in it, the text of an error is about people in general. */
function eraseFromFailed(draw: FailedRecord, { isNamedIn }: PeopleToErase): FailedRecord {
  const facts = Object.entries(draw.error_facts);
  const isNamed = facts.some(([, fact]) => typeof fact === "string" && isNamedIn(fact));
  return {
    ...draw,
    cause: isNamedIn(draw.cause) ? ERASED_CAUSE : draw.cause,
    error_facts: isNamed
      ? Object.fromEntries(facts.filter(([, fact]) => typeof fact === "number"))
      : draw.error_facts,
  };
}

/**
 * Returns the record of a draw that has ended without the plain text and the salts of people: placeholders and digests stay.
 * Its receipts do not change. `pages` are all pages of its visit log. May be repeated. Throws `InvalidItem` if the visit log
 * is incomplete.
 */
export function eraseFromRecord(draw: EndedRecord, pages: VisitedPages, people: PeopleToErase): EndedRecord {
  const { requested_by, ...erased } =
    draw.status === "drawn" ? eraseFromDrawn(draw, pages, people) : eraseFromFailed(draw, people);
  return {
    ...erased,
    ...(requested_by !== undefined && !people.isRequester(requested_by) && { requested_by }),
    salts: people.eraseSalts(draw, pages),
    ...(people.everybodyAt !== undefined && { names_erased_at: draw.names_erased_at ?? people.everybodyAt }),
  };
}

/** A position of the visit log that names an erased person. */
interface NamedPosition {
  /** The key of its page. */
  page: string;
  /** Its index on the page, from 0. */
  index: number;
  employeeId: string;
}

/** Returns the positions that name one of these people. */
export function findNamedPositions(pages: VisitedPages, { isErased }: PeopleToErase): NamedPosition[] {
  return [...pages].flatMap(([page, positions]) =>
    positions.flatMap(({ employee_id: employeeId }, index) =>
      employeeId !== undefined && isErased(employeeId) ? { page, index, employeeId } : [],
    ),
  );
}
