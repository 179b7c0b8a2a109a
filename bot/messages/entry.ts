import type { KnownBlock } from "@slack/web-api";
import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Employee } from "../../data/people/employee.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { roundTime } from "../../workflow/beacon/chain.ts";
import type { SealedEntry } from "../../workflow/draw/export-entry.ts";
import type { ExportedEntry } from "../../workflow/draw/exported-entry.ts";
import type { Visit, Visits } from "../../workflow/draw/find-visits.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import type { Texts } from "../locales/texts.ts";
import { formatCode } from "./code.ts";
import { formatUndecided, isInterrupted } from "./failure.ts";
import { type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";

/** What the list of a draw says about a person, or why it says nothing. */
export type ListedEntry =
  | SealedEntry
  /** The person's serial is higher than the highest of the draw. */
  | { kind: "beyond" }
  /** The roster is too large for a list. */
  | { kind: "large" }
  | { kind: "unsealed" | "not sealed yet" };

/** All that is known about a person in a draw. */
export interface OwnEntry {
  draw: DrawRecord;
  /** As on the current roster. */
  employee: Employee;
  listed: ListedEntry;
  visits: Visits;
  /** The person's position in the order, from 0, if it is known and was not visited. */
  position: number | undefined;
}

interface Reader {
  chain: BeaconChain;
  texts: Texts;
  now: Date;
}

function explainListed({ draw, employee, listed, visits: { serial } }: OwnEntry, { entry }: Texts): string {
  const name = `*${escapeMrkdwn(employee.employee_name)}* (${escapeMrkdwn(employee.employee_id)})`;
  const current = entry.current(name, employee.lottery_serial);
  const { draw_no: drawNo, roster_size: rosterSize } = draw;
  switch (listed.kind) {
    case "proved":
      return `${entry.sealed({ name, serial, rosterSize, drawNo })} ${entry.sealedAs[listed.entry.sealed_as]}`;
    case "gap":
      return `${current} ${entry.gap(serial, drawNo)}`;
    case "changed":
      return `${current} ${entry.changed(serial, drawNo)}`;
    case "erased":
      return `${current} ${entry.erased(serial, drawNo)}`;
    case "beyond":
      return `${current} ${entry.beyond(serial, rosterSize, drawNo)}`;
    case "large":
      return `${current} ${entry.large(drawNo)}`;
    case "unsealed":
      return `${current} ${entry.unsealed(drawNo)}`;
    case "not sealed yet":
      return `${current} ${entry.notSealedYet(drawNo)}`;
  }
}

function explainVisit(
  { position, revision, visited, lostTo, cancelledBy }: Visit,
  entry: Texts["entry"],
): string {
  const found = lostTo ? entry.lost(lostTo.drawNo) : entry.found[visited.outcome](visited);
  const story = entry.considered(position, revision, found);
  return cancelledBy ? `${story} ${entry.cancelled(cancelledBy.revision, cancelledBy.kind)}` : story;
}

/** What an undecided draw waits for, or why it failed. */
function explainUndecided(
  draw: Exclude<DrawRecord, DrawnRecord>,
  listed: ListedEntry,
  { chain, texts, now }: Reader,
): string[] {
  const seal = draw.seals.at(-1);
  const isUnderWay = draw.status === "drawing" && !isInterrupted(draw, now);
  if (isUnderWay && listed.kind === "not sealed yet") return [];
  if (!isUnderWay || !seal || draw.seed !== undefined) return [formatUndecided(draw, texts, now).text];
  const isOfChain = draw.chain === chain.hash;
  const time = isOfChain ? formatTime(new Date(roundTime(chain, seal.round)).toISOString()) : undefined;
  return [texts.entry.waiting(seal.round, time)];
}

/** Why the person won or did not win. */
function explainDecided(
  draw: DrawnRecord,
  { listed, visits, position }: OwnEntry,
  { entry }: Texts,
): string[] {
  const { serial, own, other } = visits;
  if (own.length > 0) return own.map((visit) => explainVisit(visit, entry));
  if (other === "another person") return [entry.ofAnother(serial)];
  if (other === "erased person") return listed.kind === "erased" ? [] : [entry.erased(serial, draw.draw_no)];
  if (listed.kind === "beyond" || listed.kind === "gap") return [];
  const isRedrawn = draw.revisions.some(({ kind }) => kind === "redraw");
  return [entry.notVisited({ serial, position, considered: draw.walked, isRedrawn })];
}

/** The proof as text to copy, and how to check it. */
function formatProof(entry: ExportedEntry, { seals, channel_id }: DrawRecord, texts: Texts): KnownBlock[] {
  const isPosted = seals.at(-1)?.message_ts !== undefined;
  const channel =
    isPosted && channel_id && /^[CDG][A-Z0-9]+$/.test(channel_id) ? `<#${channel_id}>` : undefined;
  const code = formatCode(entry);
  return [section(texts.entry.proof(formatReceipt(entry.seal), channel, code.length)), ...code];
}

/** A person's own entry in a draw: what was sealed, why the person won or not, and the proof. */
export function formatOwnEntry(own: OwnEntry, reader: Reader): Message {
  const { draw, listed } = own;
  const { texts } = reader;
  const story = [
    texts.entry.title(draw.draw_no),
    explainListed(own, texts),
    ...(draw.status === "drawn" ? explainDecided(draw, own, texts) : explainUndecided(draw, listed, reader)),
  ];
  return {
    text: story.join("\n"),
    blocks: [
      section(story.join("\n")),
      ...(listed.kind === "proved" ? formatProof(listed.entry, draw, texts) : []),
    ],
  };
}
