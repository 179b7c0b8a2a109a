import { findCancelledWins } from "../../workflow/draw/cancelled-wins.ts";
import { isWinner, outcomeNames } from "../../workflow/draw/eligibility.ts";
import type { ExportedDraw, ExportedPosition } from "../../workflow/draw/exported-draw.ts";
import type { Fault } from "../../workflow/draw/fault.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import type { BeaconCheck } from "../../workflow/draw/verify-sealing.ts";
import type { Texts } from "../locales/texts.ts";
import { button, context, fillSections, MAX_MESSAGE_LENGTH, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";
import { formatNames } from "./winner-list.ts";

export const POSITIONS_BUTTON = "lottery_verify_positions";
export const CHANGES_BUTTON = "lottery_verify_changes";

const POSITIONS_PER_MESSAGE = 40;
const FAULTS_SHOWN = 20;

type VisitedByAttempt = ExportedPosition & {
  /** The person was chosen, but another draw (with this number, if it is known) claimed them first. */
  lostTo?: { drawNo: number | undefined };
};

/** All positions that the draw and then its revisions visited. */
function allPositions(draw: ExportedDraw): VisitedByAttempt[] {
  return [draw, ...draw.revisions].flatMap(({ positions, lost }) => {
    const lostTo = new Map(lost.map(({ lottery_serial, draw_no }) => [lottery_serial, { drawNo: draw_no }]));
    return positions.map((visited): VisitedByAttempt => {
      const loss = isWinner(visited.outcome) ? lostTo.get(visited.lottery_serial) : undefined;
      return loss ? { ...visited, lostTo: loss } : visited;
    });
  });
}

/** Returns the function that names the person with a digest, as far as the name is not erased. */
function createNamePerson(draw: ExportedDraw, texts: Texts) {
  const names = new Map(
    [draw, ...draw.revisions].flatMap(({ positions }) =>
      positions.map(({ person, employee_name }) => [person, employee_name] as const),
    ),
  );
  return function namePerson(person: string): string {
    return names.get(person) ?? texts.erasedPerson;
  };
}

/** One paragraph for each redraw and void: who, when, why, and its receipt. */
function formatChanges(draw: ExportedDraw, texts: Texts): string[] {
  const namePerson = createNamePerson(draw, texts);
  const formatPersons = (persons: readonly string[]) =>
    formatNames(
      persons.map((person) => ({ employee_name: namePerson(person) })),
      texts.listSeparator,
      texts.history.more,
    );
  return draw.revisions.map(({ kind, requested_by, reason, revised_at, voided, winners, receipt }, i) =>
    [
      texts.verify.change({
        number: i + 1,
        kind,
        time: formatTime(revised_at),
        by: requested_by === undefined ? undefined : `<@${requested_by}>`,
        voided: formatPersons(voided),
        replacement: formatPersons(winners.map(({ person }) => person)),
      }),
      ...(reason === undefined ? [] : [texts.revision.reason(escapeMrkdwn(reason))]),
      texts.revision.receipt(kind, formatReceipt(receipt)),
    ].join("\n"),
  );
}

/** The changes from index `from` on, with a button for those that do not fit into `length` characters. */
function listChanges(draw: ExportedDraw, from: number, length: number, texts: Texts) {
  const changes = formatChanges(draw, texts).slice(from);
  const { sections, taken } = fillSections(changes, length);
  const next = from + taken;
  return {
    sections,
    buttons:
      next < draw.revisions.length
        ? [button(CHANGES_BUTTON, texts.verify.moreChanges, `${draw.draw_no}:${next}`)]
        : [],
  };
}

/** Continues the list of redraws and voids. `from` is the index of the first one listed, from 0. */
export function formatMoreChanges(draw: ExportedDraw, from: number, texts: Texts): Message {
  const title = texts.verify.changesTitle(draw.draw_no);
  const { sections, buttons } = listChanges(draw, from, MAX_MESSAGE_LENGTH, texts);
  return {
    text: [title, ...sections].join("\n"),
    blocks: [section(title), ...sections.map(section), ...buttons],
  };
}

function formatFault({ fault, position, revision }: Fault, texts: Texts): string {
  return `• ${texts.verify.faults[fault]}${texts.verify.where(position, revision)}`;
}

function formatFaults(faults: readonly Fault[], texts: Texts): string {
  const lines = faults.slice(0, FAULTS_SHOWN).map((fault) => formatFault(fault, texts));
  if (faults.length > FAULTS_SHOWN) lines.push(`• ${texts.history.more(faults.length - FAULTS_SHOWN)}`);
  return lines.join("\n");
}

function formatFacts(draw: ExportedDraw, texts: Texts): string {
  const positions = allPositions(draw);
  const counts = outcomeNames.toReversed().map((name) => {
    const count = positions.filter(({ outcome }) => outcome === name).length;
    return texts.verify.outcomes[name].count(count);
  });
  return texts.verify.facts({
    seed: draw.seed,
    rosterSize: draw.roster_size,
    visited: positions.length,
    counts,
  });
}

/**
 * Whether a draw is valid, from what its winners follow or what is wrong, all its redraws and voids, and all receipts. If it
 * is valid, also what that does not prove.
 */
export function formatVerification(draw: ExportedDraw, beacon: BeaconCheck, texts: Texts): Message {
  const faults = verifyDraw(draw, beacon);
  const isValid = faults.length === 0;
  const top = [
    isValid ? texts.verify.valid(draw.draw_no) : texts.verify.invalid(draw.draw_no),
    isValid ? formatFacts(draw, texts) : formatFaults(faults, texts),
    texts.verify.drawn(formatTime(draw.drawn_at), formatReceipt(draw.receipt)),
  ];
  const bottom = isValid ? [texts.verify.notProved] : [];
  const length = MAX_MESSAGE_LENGTH - [...top, ...bottom].join("\n").length;
  const { sections, buttons } = listChanges(draw, 0, length, texts);
  return {
    text: [...top, ...sections, ...bottom].join("\n"),
    blocks: [
      ...[...top, ...sections].map(section),
      ...buttons,
      ...bottom.map(context),
      button(POSITIONS_BUTTON, texts.verify.showPositions, `${draw.draw_no}:0`),
    ],
  };
}

/** Lists the positions that were visited, each with its person and outcome. `from` is the first one listed, from 0. */
export function formatPositions(draw: ExportedDraw, from: number, texts: Texts): Message {
  const namePerson = createNamePerson(draw, texts);
  const cancelled = findCancelledWins(draw);
  const positions = allPositions(draw);
  const title = texts.verify.positionsTitle(draw.draw_no);
  const lines = positions.slice(from, from + POSITIONS_PER_MESSAGE).map((visited, i) => {
    const { lottery_serial, outcome, person, draw_no, lostTo } = visited;
    const name = person === undefined ? "" : escapeMrkdwn(namePerson(person));
    const revision = isWinner(outcome) && !lostTo && person !== undefined ? cancelled.get(person) : undefined;
    const found = lostTo
      ? texts.verify.lost(lostTo.drawNo)
      : texts.verify.outcomes[outcome].found(draw_no) +
        (revision === undefined ? "" : texts.verify.cancelledBy(revision));
    const who = revision === undefined ? name : `~${name}~`;
    return [`${from + i + 1}. №${lottery_serial}`, ...(who ? [who] : []), found].join(" · ");
  });
  const { sections, taken } = fillSections(lines);
  const next = from + taken;
  return {
    text: [title, ...sections].join("\n"),
    blocks: [
      section(title),
      ...sections.map(section),
      ...(next < positions.length
        ? [button(POSITIONS_BUTTON, texts.verify.morePositions, `${draw.draw_no}:${next}`)]
        : []),
    ],
  };
}
