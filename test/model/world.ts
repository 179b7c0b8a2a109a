import type { Request as AnyRequest, Program } from "./program.ts";

/** An employee, by the number that is also the lottery serial. */
export type Person = number;

/** A win that an item of the winners' table keeps beneath a later claim or win. */
export interface Win {
  holder: string;
  no: number;
  campaign: number;
}

/** An item of the winners' table. With `expires` it is a claim, and otherwise a win. */
export interface Item extends Win {
  round: number;
  expires: number | null;
  /** Whether the claim was made over earlier wins: DynamoDB does not delete it after its lease. */
  isKept: boolean;
  isVoid: boolean;
  /** Earlier wins that are not void, oldest first. */
  wins: readonly Win[];
}

/** A seal, and when Slack accepted its message. */
export interface Seal {
  /** When the beacon publishes the round that decides the draw. */
  round: number;
  postedAt: number | null;
}

/** What only sealed draws have. */
interface Sealing {
  seals: readonly Seal[];
  /** The round that the seed follows from; null before it is stored. */
  seed: number | null;
  /** Whether the seals are posted. A draw without a channel is sealed in the ledger only. */
  hasChannel: boolean;
}

/** A link of the history: the receipts that it covers, in number order. */
export type Link = readonly string[];

export interface Revision {
  id: string;
  voided: Person;
  winner: Person;
  decidedAt: number;
}

/** A record of the ledger, with the fields of the protocol. */
export interface Draw {
  no: number;
  id: string;
  campaign: number;
  /** Whether earlier winners of the campaign may win again. */
  again: boolean;
  status: "drawing" | "drawn" | "failed";
  count: number;
  lease: number;
  round: number;
  candidates: readonly Person[];
  winners: readonly { person: Person; isVoid: boolean }[];
  walked: number;
  endedAt: number;
  /** The attempt under way: the draw's own, or one of a redraw. */
  attempt: string | null;
  /** The person whose win the redraw under way voids. */
  revising: Person | null;
  revisions: readonly Revision[];
  /** All wins are final, or all claims are released. */
  isFinalized: boolean;
  isPending: boolean;
  isAnnounced: boolean;
  announcingSince: number | null;
  attempts: number;
  hasMessage: boolean;
  /** The notices that the topic is known to have accepted: 0 is the draw's own, 1 that of its first revision. */
  mailed: readonly number[];
  sealing: Sealing | null;
  /** The newest link that was known when the draw was opened. */
  link: Link;
  /** What the receipt of the draw or of its failure covers; null before its end. */
  receipt: string | null;
  /** The notice that a callback publishes, the time of the beginning, and the number of beginnings so far. */
  mailing: { revision: number; since: number; turn: number } | null;
}

/** A message with a seal of a draw: its first seal, its second one, and so on. */
interface SealPost {
  id: string;
  seal: number;
  round: number;
  at: number;
}

interface Post {
  topic: string;
  people: readonly Person[];
}

/** The request of an execution, and its number. The request is null if the execution was stopped first. */
export interface Execution {
  request: { count: number; lease: number; link: Link } | null;
  number: number | null;
  isStopped: boolean;
}

/** The newest number, and the numbers that executions have reserved. */
export interface Counter {
  last: number;
  open: Readonly<Record<string, { no: number; lease: number }>>;
}

/** What remains after a process: DynamoDB's tables and Slack's channel. In addition, the time of the beacon. */
export interface World {
  /** By number; null where a number is reserved. */
  draws: readonly (Draw | null)[];
  executions: Readonly<Record<string, Execution>>;
  counter: Counter;
  items: Readonly<Record<Person, Item>>;
  posts: readonly Post[];
  /** Notices that the topic has accepted, by their executions. */
  mails: readonly string[];
  sealPosts: readonly SealPost[];
  /** The newest link that is stored. */
  newestLink: Link;
  /** The beacon publishes a round at each even time. An odd time is so shortly before a round that no seal is posted for it. */
  time: number;
}

export const EMPTY: World = {
  draws: [],
  executions: {},
  counter: { last: 0, open: {} },
  items: {},
  posts: [],
  mails: [],
  sealPosts: [],
  newestLink: [],
  time: 0,
};

/** All records of the ledger. */
export function drawsOf({ draws }: World): Draw[] {
  return draws.filter((draw) => draw !== null);
}

/** The conditions of the protocol that a test can drop, to show that the model then fails. */
export type Guard =
  | "a claim never takes a person whom another draw holds"
  | "an attempt is decided once"
  | "an attempt is decided only in the round of its claims"
  | "an attempt is decided only if enough of its lease is left"
  | "a draw fails only before it is decided"
  | "a void win is not finalized again"
  | "a win is finalized only while its claim exists"
  | "a revision begins only when all earlier wins are final"
  | "an execution reserves one number at a time"
  | "an execution has one number"
  | "a stopped execution does not open a draw"
  | "a record is opened once"
  | "one callback at a time may post"
  | "a further attempt to post searches the channel first"
  | "one callback at a time may publish"
  | "a draw is pending until all its notices are mailed"
  | WinGuard
  | SealingGuard
  | HistoryGuard;

type SealingGuard =
  | "seals are added to those that were read"
  | "the time of a seal's message is stored once"
  | "seals change only while the draw is under way"
  | "a seal is added only when no message can have the one before in time"
  | "a seal is added only after a search for the one before"
  | "a draw has at most three seals"
  | "people are selected only once the seed is stored"
  | "a seed is stored once";

type WinGuard =
  | "nobody wins twice within a campaign"
  | "a claim keeps earlier wins"
  | "a claim of the attempt itself is replaced without a look only if it keeps no wins"
  | "a claim replaces the wins that were read"
  | "a win that does not count is final before another draw claims the person"
  | "an attempt does not claim its own final win again"
  | "a claim over earlier wins is never deleted"
  | "a claim over earlier wins is not deleted when it is released"
  | "a release restores the wins that were read"
  | "a win is marked as void only if it is the only one"
  | "a void removes a win only from the item that was read";

type HistoryGuard =
  | "a link covers only draws that have ended"
  | "a link covers draws in number order"
  | "the newest link is replaced only by a newer one";

/** Returns whether a condition of the code holds or is dropped. */
export type Has = (guard: Guard, holds: boolean) => boolean;

export type Request<Response = unknown> = AnyRequest<World, Response>;
export type Run<Result> = Program<World, Result>;

/** A step of time is a lease without its margin. At time 1 it is too late to decide; at time 2 the lease has expired. */
export const LEASE = 2;
export const MARGIN = 1;

export function currentWinners({ winners }: Draw): Person[] {
  return winners.filter(({ isVoid }) => !isVoid).map(({ person }) => person);
}

/** Sorts the keys, so that equal worlds have equal JSON. */
export function sortKeys<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All permanent wins of a person that are not void, oldest first. */
export function winsOf({ holder, no, campaign, expires, isVoid, wins }: Item): readonly Win[] {
  return expires === null && !isVoid ? [...wins, { holder, no, campaign }] : wins;
}

/** The notices of a draw that the topic is not known to have accepted. */
export function unmailed({ revisions, mailed }: Draw): number[] {
  return [0, ...revisions.map((_, i) => i + 1)].filter((revision) => !mailed.includes(revision));
}

/** Whether all notices of the draw are mailed. */
export function isMailed(draw: Draw): boolean {
  return draw.status !== "drawn" || unmailed(draw).length === 0;
}

/** Sorts people, each once. */
export function sorted(people: Iterable<Person>): Person[] {
  return [...new Set(people)].sort((a, b) => a - b);
}

/** What the receipt of this draw or of its failure covers. Later revisions have receipts of their own. */
export function receiptOf({ id, status, winners, count, sealing }: Draw): string {
  const people = status === "drawn" ? winners.slice(0, count).map(({ person }) => person) : [];
  const seals = sealing?.seals.map(({ round, postedAt }) => `${round}@${postedAt}`) ?? [];
  return [id, status, ...people, ...seals].join(" ");
}

export function openDraw(no: number, id: string, count: number, lease: number, link: Link = []): Draw {
  return {
    no,
    id,
    campaign: 1,
    again: false,
    status: "drawing",
    count,
    lease,
    round: 0,
    candidates: [],
    winners: [],
    walked: 0,
    endedAt: -1,
    attempt: id,
    revising: null,
    revisions: [],
    isFinalized: false,
    isPending: true,
    isAnnounced: false,
    announcingSince: null,
    attempts: 0,
    hasMessage: false,
    mailed: [],
    mailing: null,
    sealing: null,
    link,
    receipt: null,
  };
}

/** A failed draw without pending work. */
export function unusedRecord(no: number, id: string, count: number, lease: number, link: Link): Draw {
  const record: Draw = {
    ...openDraw(no, id, count, lease, link),
    status: "failed",
    attempt: null,
    isFinalized: true,
    isPending: false,
    isAnnounced: true,
  };
  return { ...record, receipt: receiptOf(record) };
}
