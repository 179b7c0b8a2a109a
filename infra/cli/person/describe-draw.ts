import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import type { RosterPages } from "../../../data/ledger/roster-pages.ts";
import type { PersonTraces } from "../../../data/people/person-traces.ts";
import type { VisitedPosition } from "../../../workflow/draw/eligibility.ts";
import { findNamedPositions, type VisitedPages } from "../../../workflow/draw/erase-people.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { matchEntry } from "../../../workflow/draw/match-entry.ts";
import { joinPages, PAGE_LEAVES } from "../../../workflow/draw/roster-pages.ts";
import { createSalts } from "../../../workflow/draw/salts.ts";

type SaltOf = (serial: number) => string | undefined;

function createSaltOf({ salts, roster_size }: DrawRecord): SaltOf {
  const { saltOf } = createSalts(salts, roster_size);
  return (serial) => (serial <= roster_size ? saltOf(serial)?.toString("hex") : undefined);
}

/** The salt at the person's serial and, of a sealed roster, its leaf there and what it says about the person. */
async function describeEntry(
  draw: DrawRecord,
  { employee_id, names, lottery_serial }: PersonTraces,
  saltOf: SaltOf,
  rosterPages: RosterPages,
) {
  const salt = lottery_serial === undefined ? undefined : saltOf(lottery_serial);
  if (lottery_serial === undefined || salt === undefined) return undefined;
  const page = Math.floor((lottery_serial - 1) / PAGE_LEAVES);
  const root = draw.roster_pages?.[page];
  if (root === undefined) return { lottery_serial, salt };
  const leaf = joinPages([await rosterPages.read(draw.draw_id, root)])[(lottery_serial - 1) % PAGE_LEAVES];
  const found = names
    .map((employee_name) => ({ employee_id, employee_name, lottery_serial }))
    .map((employee) => matchEntry(lottery_serial, employee, Buffer.from(salt, "hex"), leaf))
    .find(({ kind }) => kind === "employee");
  return {
    lottery_serial,
    salt,
    leaf: leaf?.toString("hex"),
    ...(found?.kind === "employee" && { person: found.person, sealed_as: found.sealed_as }),
  };
}

function describeResults(draw: DrawRecord, person: PersonTraces) {
  if (draw.status !== "drawn") return {};
  const { isErased, isNamedIn, isRequester } = createPersonToErase(person);
  const ofPerson = <Each extends { employee_id: string }>(people: readonly Each[]) =>
    people.filter(({ employee_id }) => isErased(employee_id));
  const revisions = draw.revisions.flatMap((revision) => {
    const { kind, revised_at, requested_by, reason = "", reason_salt, receipt } = revision;
    const hasRequested = requested_by !== undefined && isRequester(requested_by);
    const isVoided = revision.voided.some(isErased);
    const winners = ofPerson(revision.winners);
    const lost = ofPerson(revision.lost);
    if (!hasRequested && !isVoided && !isNamedIn(reason) && winners.length + lost.length === 0) return [];
    return {
      kind,
      revised_at,
      ...(hasRequested && { requested_by }),
      ...(isVoided && { cancelled_the_win: true }),
      ...((isVoided || isNamedIn(reason)) && reason !== "" && { reason, reason_salt }),
      winners,
      lost,
      receipt,
    };
  });
  return { winners: ofPerson(draw.winners), lost: ofPerson(draw.lost), revisions };
}

function describeFailure(draw: DrawRecord, person: PersonTraces) {
  if (draw.status !== "failed") return {};
  const { isNamedIn } = createPersonToErase(person);
  const { error, error_facts, cause } = draw;
  const facts = Object.entries(error_facts).filter(([, fact]) => typeof fact === "string" && isNamedIn(fact));
  return {
    ...(facts.length > 0 && { error, error_facts: Object.fromEntries(facts) }),
    ...(isNamedIn(cause) && { error, cause }),
  };
}

/** Everything that a draw stores about a person; undefined if there is nothing. */
export async function describeDraw(
  draw: DrawRecord,
  pages: VisitedPages,
  person: PersonTraces,
  rosterPages: RosterPages,
) {
  const people = createPersonToErase(person);
  const saltOf = createSaltOf(draw);
  const visited = findNamedPositions(pages, people).flatMap(({ page, index }) => {
    const position: VisitedPosition | undefined = pages.get(page)?.[index];
    return position ? { ...position, salt: saltOf(position.lottery_serial), page } : [];
  });
  const entry = await describeEntry(draw, person, saltOf, rosterPages);
  const { draw_no, draw_id, status, requested_at, requested_by, prize } = draw;
  const results = describeResults(draw, person);
  const failure = describeFailure(draw, person);
  const hasRequested = requested_by !== undefined && people.isRequester(requested_by);
  const isClaimed = draw.candidates.has(person.employee_id);
  const isNamed =
    hasRequested ||
    isClaimed ||
    visited.length > 0 ||
    [...Object.values(results)].some((each) => each.length > 0) ||
    Object.keys(failure).length > 0;
  if (!isNamed && !entry) return undefined;
  return {
    draw_no,
    draw_id,
    status,
    requested_at,
    prize,
    ...(hasRequested && { requested_by }),
    ...(isClaimed && { claimed: true }),
    roster_entry: entry,
    visited,
    ...results,
    ...failure,
  };
}
