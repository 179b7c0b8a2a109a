import type { Request as AnyRequest, Program } from "./program.ts";

/** An employee, by the number that is also the lottery serial. */
export type Person = number;

/** An item of the winners' table; a claim as long as it has `expires`. */
export interface Item {
  holder: string;
  no: number;
  round: number;
  expires: number | null;
  isVoid: boolean;
}

interface Revision {
  id: string;
  voided: Person;
  winner: Person;
  decidedAt: number;
}

/** A record of the ledger, as far as the protocol looks at it. */
export interface Draw {
  no: number;
  id: string;
  status: "drawing" | "drawn" | "failed";
  count: number;
  lease: number;
  round: number;
  candidates: readonly Person[];
  winners: readonly { person: Person; isVoid: boolean }[];
  walked: number;
  endedAt: number;
  revising: { id: string; voided: Person; lease: number } | null;
  revisions: readonly Revision[];
  /** Wins are final, or everybody is let go. */
  isSettled: boolean;
  isPending: boolean;
  isTold: boolean;
  tellingSince: number | null;
  attempts: number;
  hasMessage: boolean;
  /** The notices that the topic is known to have accepted: 0 is the draw's own, 1 that of its first revision. */
  mailed: readonly number[];
  /** The notice that a callback publishes, since when, and how many were begun with it. */
  mailing: { revision: number; since: number; turn: number } | null;
}

interface Post {
  topic: string;
  people: readonly Person[];
}

/** What an execution has asked for, and its number. Without a request it is one that was stopped. */
export interface Execution {
  request: { count: number; lease: number } | null;
  number: number | null;
  isStopped: boolean;
}

/** The newest number, and the numbers that executions have reserved. */
export interface Counter {
  last: number;
  open: Readonly<Record<string, { no: number; lease: number }>>;
}

/** All that outlives a process: DynamoDB's tables and Slack's channel. */
export interface World {
  /** By their numbers; null where a number is reserved. */
  draws: readonly (Draw | null)[];
  executions: Readonly<Record<string, Execution>>;
  counter: Counter;
  items: Readonly<Record<Person, Item>>;
  posts: readonly Post[];
  /** Notices that the topic has accepted, by their executions. */
  mails: readonly string[];
}

export const EMPTY: World = {
  draws: [],
  executions: {},
  counter: { last: 0, open: {} },
  items: {},
  posts: [],
  mails: [],
};

/** All records of the ledger. */
export function drawsOf({ draws }: World): Draw[] {
  return draws.filter((draw) => draw !== null);
}

/** What can be left out of the protocol, to see that the model would miss it. */
export type Guard =
  | "a claim takes nobody whom another draw has"
  | "a draw is decided once"
  | "a draw is decided in the round of its claims alone"
  | "a draw is decided only where enough of its lease is left"
  | "a draw fails only before it is decided"
  | "a win that was taken back is not made final again"
  | "a win is made final only as long as its claim is there"
  | "a revision begins only when the wins before it are final"
  | "an execution reserves one number at a time"
  | "an execution has one number"
  | "an execution that was stopped opens no draw"
  | "a record is opened once"
  | "one callback at a time may post"
  | "after a first attempt the channel is searched"
  | "one callback at a time may publish"
  | "a draw is pending until all its notices are mailed";

export type Request<Answer = unknown> = AnyRequest<World, Answer>;
export type Run<Result> = Program<World, Result>;

/** Time passes in steps as long as a lease less its margin: in the second a draw is too late, in the third it is over. */
export const LEASE = 2;
export const MARGIN = 1;

export function standing({ winners }: Draw): Person[] {
  return winners.filter(({ isVoid }) => !isVoid).map(({ person }) => person);
}

/** In one order, so that worlds that hold the same are the same. */
const sortKeys = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The notices of a draw that the topic is not known to have accepted. */
export function unmailed({ revisions, mailed }: Draw): number[] {
  return [0, ...revisions.map((_, i) => i + 1)].filter((revision) => !mailed.includes(revision));
}

/** Whether nothing is left to be mailed of what the draw has decided. */
export function isMailed(draw: Draw): boolean {
  return draw.status !== "drawn" || unmailed(draw).length === 0;
}

const isUnmailed = (draw: Draw, revision: number) =>
  draw.status === "drawn" && unmailed(draw).includes(revision);

const sorted = (people: Iterable<Person>) => [...new Set(people)].sort((a, b) => a - b);

/** The requests that processes make. What changes a draw answers it as it then stands, or null where it does not apply. Conditions are those of the code; `dropped` are left out. */
export function createRequests(dropped: ReadonlySet<Guard>, mails: boolean) {
  const has = (guard: Guard, holds: boolean) => dropped.has(guard) || holds;

  const change =
    (no: number, holds: (draw: Draw) => boolean, make: (draw: Draw) => Partial<Draw>) =>
    (world: World): readonly [World, Draw | null] => {
      const draw = world.draws[no - 1];
      if (!draw || !holds(draw)) return [world, null];
      const changed = { ...draw, ...make(draw) };
      return [{ ...world, draws: world.draws.with(no - 1, changed) }, changed];
    };

  const put = (world: World, person: Person, item: Item): readonly [World, boolean] => [
    { ...world, items: { ...world.items, [person]: item } },
    true,
  ];

  const putExecution = (world: World, id: string, stored: Execution): World => ({
    ...world,
    executions: sortKeys({ ...world.executions, [id]: stored }),
  });

  const isOwn = (item: Item, holder: string, round: number) =>
    item.holder === holder && item.expires !== null && item.round <= round;

  const sameRevisions = (draw: Draw, read: Draw) => draw.revisions.length === read.revisions.length;

  return {
    // The ledger.
    read: (no: number): Request<Draw | null> => ({
      label: `read draw ${no}`,
      run: (world) => [world, world.draws[no - 1] ?? null],
    }),
    listPending: (kind: "claims" | "all"): Request<Draw[]> => ({
      label: `list pending ${kind}`,
      run: (world) => [
        world,
        drawsOf(world).filter((draw) => draw.isPending && (kind === "all" || !draw.isSettled)),
      ],
    }),
    register: (id: string, count: number, lease: number): Request<boolean> => ({
      label: `store the request of ${id} until ${lease}`,
      run: (world) => {
        if (world.executions[id]) return [world, false];
        const stored = { request: { count, lease }, number: null, isStopped: false };
        return [putExecution(world, id, stored), true];
      },
    }),
    readExecution: (id: string): Request<Execution | null> => ({
      label: `read execution ${id}`,
      run: (world) => [world, world.executions[id] ?? null],
    }),
    stop: (id: string): Request<Execution | null> => ({
      label: `stop ${id}`,
      run: (world) => {
        const stored = world.executions[id] ?? { request: null, number: null, isStopped: false };
        if (stored.number !== null) return [world, null];
        const stopped = { ...stored, isStopped: true };
        return [putExecution(world, id, stopped), stopped];
      },
    }),
    countFor: (id: string, lease: number): Request<Counter | null> => ({
      label: `count for ${id} until ${lease}`,
      run: (world) => {
        const { last, open } = world.counter;
        if (!has("an execution reserves one number at a time", open[id] === undefined)) return [world, null];
        const counter = { last: last + 1, open: sortKeys({ ...open, [id]: { no: last + 1, lease } }) };
        return [{ ...world, counter }, counter];
      },
    }),
    readCounter: (): Request<Counter> => ({
      label: "read the counter",
      run: (world) => [world, world.counter],
    }),
    assign: (id: string, no: number): Request<Execution | null> => ({
      label: `number ${id} with ${no}`,
      run: (world) => {
        const stored = world.executions[id];
        if (!stored?.request || !has("an execution has one number", stored.number === null))
          return [world, null];
        const numbered = { ...stored, number: no };
        return [putExecution(world, id, numbered), numbered];
      },
    }),
    open: (record: Draw): Request<boolean> => ({
      label: `open draw ${record.no} as ${record.id} until ${record.lease}`,
      run: (world) => {
        const { no } = record;
        if (!has("a record is opened once", !world.draws[no - 1])) return [world, false];
        const draws = Array.from(
          { length: Math.max(no, world.draws.length) },
          (_, i) => world.draws[i] ?? null,
        );
        draws[no - 1] = record;
        return [{ ...world, draws }, true];
      },
    }),
    endReservation: (id: string, no: number): Request<boolean> => ({
      label: `end the reservation of ${no} for ${id}`,
      run: (world) => {
        const { last, open } = world.counter;
        if (open[id]?.no !== no) return [world, false];
        const { [id]: _, ...others } = open;
        return [{ ...world, counter: { last, open: others } }, true];
      },
    }),
    addCandidates: (draw: Draw, people: readonly Person[]): Request<Draw | null> => ({
      label: `add candidates ${sorted(people)} to ${draw.no}`,
      run: change(
        draw.no,
        ({ status, id }) => status === "drawing" && id === draw.id,
        ({ candidates }) => ({ candidates: sorted([...candidates, ...people]) }),
      ),
    }),
    endRound: (draw: Draw): Request<Draw | null> => ({
      label: `end round ${draw.round} of ${draw.no}`,
      run: change(
        draw.no,
        ({ status, id, round }) => status === "drawing" && id === draw.id && round === draw.round,
        ({ round }) => ({ round: round + 1 }),
      ),
    }),
    decide: (draw: Draw, people: readonly Person[], walked: number, now: number): Request<Draw | null> => ({
      label: `decide ${draw.no} in round ${draw.round} for ${people} at ${now}`,
      run: change(
        draw.no,
        ({ status, id, round, lease }) =>
          has("a draw is decided once", status === "drawing") &&
          id === draw.id &&
          has("a draw is decided in the round of its claims alone", round === draw.round) &&
          has("a draw is decided only where enough of its lease is left", lease > now + MARGIN),
        () => ({
          status: "drawn",
          winners: people.map((person) => ({ person, isVoid: false })),
          walked,
          endedAt: now,
        }),
      ),
    }),
    fail: (draw: Draw, now: number): Request<Draw | null> => ({
      label: `fail ${draw.no} at ${now}`,
      run: change(
        draw.no,
        ({ status, id }) =>
          has("a draw fails only before it is decided", status === "drawing") &&
          status !== "failed" &&
          id === draw.id,
        () => ({ status: "failed", endedAt: now, isSettled: false }),
      ),
    }),
    markFinal: (read: Draw): Request<Draw | null> => ({
      label: `mark wins of ${read.no} final in revision ${read.revisions.length}`,
      run: change(
        read.no,
        (draw) =>
          draw.status === "drawn" && draw.id === read.id && !draw.isSettled && sameRevisions(draw, read),
        () => ({ isSettled: true, candidates: [] }),
      ),
    }),
    markReleased: (read: Draw): Request<Draw | null> => ({
      label: `mark claims of ${read.no} released`,
      run: change(
        read.no,
        ({ status, id }) => status === "failed" && id === read.id,
        () => ({ isSettled: true, candidates: [] }),
      ),
    }),
    beginTelling: (read: Pick<Draw, "no" | "id">, now: number): Request<Draw | null> => ({
      label: `begin to tell ${read.no} at ${now}`,
      run: change(
        read.no,
        ({ status, id, isTold, tellingSince }) =>
          id === read.id &&
          status !== "drawing" &&
          !isTold &&
          has("one callback at a time may post", tellingSince === null || tellingSince < now),
        ({ attempts }) => ({ tellingSince: now, attempts: attempts + 1 }),
      ),
    }),
    abandonTelling: (read: Draw): Request<Draw | null> => ({
      label: `give up telling ${read.no} at attempt ${read.attempts}`,
      run: change(
        read.no,
        (draw) =>
          draw.id === read.id && draw.status !== "drawing" && !draw.isTold && draw.attempts === read.attempts,
        () => ({ tellingSince: null }),
      ),
    }),
    markTold: (read: Draw, hasMessage: boolean): Request<Draw | null> => ({
      label: `mark ${read.no} told in revision ${read.revisions.length}${hasMessage ? " by a message" : ""}`,
      run: change(
        read.no,
        (draw) => draw.id === read.id && draw.status !== "drawing" && sameRevisions(draw, read),
        (draw) => ({ isTold: true, tellingSince: null, hasMessage: draw.hasMessage || hasMessage }),
      ),
    }),
    keepMessage: (read: Draw): Request<Draw | null> => ({
      label: `keep the message of ${read.no}`,
      run: change(
        read.no,
        ({ id, status }) => id === read.id && status !== "drawing",
        () => ({ hasMessage: true }),
      ),
    }),
    removePending: (read: Draw): Request<Draw | null> => ({
      label: `remove ${read.no} from the pending index`,
      run: change(
        read.no,
        (draw) =>
          draw.id === read.id &&
          draw.status !== "drawing" &&
          draw.isTold &&
          draw.isSettled &&
          (!mails || has("a draw is pending until all its notices are mailed", isMailed(draw))) &&
          sameRevisions(draw, read),
        () => ({ isPending: false }),
      ),
    }),

    // Mails.
    markMailed: (read: Pick<Draw, "no" | "id">, revision: number): Request<Draw | null> => ({
      label: `mark notice ${revision} of ${read.no} mailed`,
      run: change(
        read.no,
        (draw) => draw.id === read.id && isUnmailed(draw, revision),
        ({ mailed }) => ({ mailed: [...mailed, revision].sort((a, b) => a - b) }),
      ),
    }),
    beginMailing: (read: Draw, revision: number, now: number, held: number | null): Request<Draw | null> => ({
      label: `begin to mail notice ${revision} of ${read.no} at ${now}${held === null ? "" : ` after turn ${held}`}`,
      run: change(
        read.no,
        (draw) =>
          draw.id === read.id &&
          isUnmailed(draw, revision) &&
          has(
            "one callback at a time may publish",
            draw.mailing === null || draw.mailing.since < now || draw.mailing.turn === held,
          ),
        ({ mailing }) => ({ mailing: { revision, since: now, turn: (mailing?.turn ?? 0) + 1 } }),
      ),
    }),
    publish: (execution: string): Request<null> => ({
      label: `publish the notice of ${execution}`,
      run: (world) => [{ ...world, mails: [...world.mails, execution] }, null],
    }),

    // Revisions.
    beginRevision: (read: Draw, id: string, voided: Person, lease: number): Request<Draw | null> => ({
      label: `begin revision ${id} of ${read.no} against ${voided} until ${lease} in revision ${read.revisions.length}`,
      run: change(
        read.no,
        (draw) =>
          draw.status === "drawn" &&
          draw.id === read.id &&
          draw.revising === null &&
          has("a revision begins only when the wins before it are final", draw.isSettled) &&
          sameRevisions(draw, read),
        () => ({ revising: { id, voided, lease } }),
      ),
    }),
    addRevisionCandidates: (read: Draw, id: string, people: readonly Person[]): Request<Draw | null> => ({
      label: `add candidates ${sorted(people)} to ${id}`,
      run: change(
        read.no,
        (draw) => draw.status === "drawn" && draw.id === read.id && draw.revising?.id === id,
        ({ candidates }) => ({ candidates: sorted([...candidates, ...people]) }),
      ),
    }),
    decideRevision: (read: Draw, revision: Omit<Revision, "decidedAt">, walked: number, now: number) => ({
      label: `decide revision ${revision.id} for ${revision.winner} at ${now}${read.isTold ? "" : ", untold"}`,
      run: change(
        read.no,
        (draw) =>
          draw.status === "drawn" &&
          draw.id === read.id &&
          draw.revising?.id === revision.id &&
          has(
            "a draw is decided only where enough of its lease is left",
            (draw.revising?.lease ?? 0) > now + MARGIN,
          ),
        () => ({
          revisions: [...read.revisions, { ...revision, decidedAt: now }],
          winners: [
            ...read.winners.map((win) => (win.person === revision.voided ? { ...win, isVoid: true } : win)),
            { person: revision.winner, isVoid: false },
          ],
          walked,
          revising: null,
          isSettled: false,
          isPending: true,
          isTold: false,
          ...(read.isTold && { attempts: 0 }),
        }),
      ),
    }),
    abandonRevision: (read: Draw, id: string): Request<Draw | null> => ({
      label: `give up revision ${id}`,
      run: change(
        read.no,
        (draw) => draw.status === "drawn" && draw.id === read.id && draw.revising?.id === id,
        () => ({ revising: null }),
      ),
    }),

    // Claims.
    readItems: (people: readonly Person[]): Request<(Item | null)[]> => ({
      label: `read items ${sorted(people)}`,
      run: (world) => [world, people.map((person) => world.items[person] ?? null)],
    }),
    readItem: (person: Person): Request<Item | null> => ({
      label: `read item ${person}`,
      run: (world) => [world, world.items[person] ?? null],
    }),
    claim: (
      person: Person,
      by: { holder: string; no: number; round: number; expires: number },
      from: string | null,
    ): Request<boolean> => ({
      label: `claim ${person} for ${by.holder} in round ${by.round}${from === null ? "" : ` from ${from}`}`,
      run: (world) => {
        const item = world.items[person];
        const isFree =
          item === undefined ||
          (item.holder === by.holder && item.expires !== null && item.round <= by.round) ||
          (item.isVoid && item.holder !== by.holder) ||
          (item.holder === from && item.expires !== null);
        if (!has("a claim takes nobody whom another draw has", isFree)) return [world, false];
        return put(world, person, { ...by, isVoid: false });
      },
    }),
    markVoid: (person: Person, holder: string): Request<boolean> => ({
      label: `void ${person} of ${holder}`,
      run: (world) => {
        const item = world.items[person];
        if (item?.holder !== holder || item.expires !== null) return [world, false];
        return put(world, person, { ...item, isVoid: true });
      },
    }),
    makeFinal: (
      person: Person,
      win: { holder: string; no: number; heldAs: string; mayBeGone: boolean },
    ): Request<boolean> => ({
      label: `make ${person} final for ${win.holder}${win.heldAs === win.holder ? "" : ` or ${win.heldAs}`}${win.mayBeGone ? ", also if gone" : ""}`,
      run: (world) => {
        const item = world.items[person];
        const isOurs = item
          ? (item.holder === win.holder || item.holder === win.heldAs) &&
            has("a win that was taken back is not made final again", !item.isVoid)
          : has("a win is made final only as long as its claim is there", win.mayBeGone);
        if (!isOurs) return [world, false];
        const { holder, no } = win;
        return put(world, person, { holder, no, round: 0, expires: null, isVoid: false });
      },
    }),
    release: (person: Person, holder: string, round: number): Request<boolean> => ({
      label: `release ${person} of ${holder} in round ${round}`,
      run: (world) => {
        const item = world.items[person];
        if (!item || !isOwn(item, holder, round)) return [world, false];
        const { [person]: _, ...items } = world.items;
        return [{ ...world, items }, true];
      },
    }),

    // Slack.
    find: (topic: string): Request<boolean> => ({
      label: `search for ${topic}`,
      run: (world) => [world, world.posts.some((post) => post.topic === topic)],
    }),
    post: (topic: string, people: readonly Person[]): Request<null> => ({
      label: `post ${topic} for ${people}`,
      run: (world) => [{ ...world, posts: [...world.posts, { topic, people }] }, null],
    }),
    updatePost: (topic: string, people: readonly Person[]): Request<null> => ({
      label: `update ${topic} for ${people}`,
      run: (world) => [
        { ...world, posts: world.posts.map((post) => (post.topic === topic ? { topic, people } : post)) },
        null,
      ],
    }),
    reportFailure: (): Request<null> => ({ label: "tell of the failure", run: (world) => [world, null] }),
  };
}

export type Requests = ReturnType<typeof createRequests>;

export function openDraw(no: number, id: string, count: number, lease: number): Draw {
  return {
    no,
    id,
    status: "drawing",
    count,
    lease,
    round: 0,
    candidates: [],
    winners: [],
    walked: 0,
    endedAt: -1,
    revising: null,
    revisions: [],
    isSettled: false,
    isPending: true,
    isTold: false,
    tellingSince: null,
    attempts: 0,
    hasMessage: false,
    mailed: [],
    mailing: null,
  };
}

/** A failed draw of which nothing is left to be done. */
export function unusedRecord(no: number, id: string, count: number, lease: number): Draw {
  return {
    ...openDraw(no, id, count, lease),
    status: "failed",
    isSettled: true,
    isPending: false,
    isTold: true,
  };
}
