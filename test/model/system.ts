import { errorCodes } from "../../data/runtime/lottery-error.ts";
import { type Call, createProcesses, type Process } from "./processes.ts";
import type { Body } from "./surroundings.ts";
import {
  currentWinners,
  type Draw,
  drawsOf,
  EMPTY,
  type Guard,
  LEASE,
  type Person,
  type World,
} from "./world.ts";
import { createWorlds } from "./worlds.ts";

export interface Configuration {
  /** The order of the roster that each draw's seed gives. */
  orders: Readonly<Record<string, readonly Person[]>>;
  /** The draws that are started, with how many winners. */
  draws: Readonly<Record<string, number>>;
  /** A redraw of the first draw's first winner, started as soon as the draw is decided. */
  redraw?: string;
  /** What stands in the tables before. */
  world?: World;
  /** An execution that has come further already. */
  under?: Readonly<Record<string, Execution>>;
  /** Runs that were given up before, and may go on all the same. */
  sleeping?: readonly Call[];
  /** How often a run is given up and done again, or its execution ended, while it may still go on. */
  givenUp: number;
  /** Whether a run that was given up is dead for certain. */
  diesAtOnce?: boolean;
  /** How often SNS or EventBridge delivers twice. */
  twice?: number;
  /** How often an event is lost for good. */
  lost?: number;
  /** How often SNS refuses the notice of an execution until it fails. */
  unpublished?: number;
  /** The times to which time passes, after 0: 1 is in the margin of the first leases, at 2 they are over. */
  times: readonly number[];
  announces: boolean;
  /** Whether people are emailed, too. */
  mails?: boolean;
  /** Nothing is done but to open the draws. */
  opensOnly?: boolean;
  dropped?: readonly Guard[];
}

export interface Execution {
  id: string;
  stage: "waiting" | "input" | "select" | "validate" | "finish" | "succeeded" | "failed";
  call: Call | null;
  run: number | null;
  isNotified: boolean;
  /** How often it comes back for people who are held by others. */
  triesForHeld: number;
}

interface Event {
  id: string;
  kind: "notice" | "failure";
  /** The callback that was started for it. */
  run: number | null;
}

/** All that is: the world, and everything that is under way. World and processes stand in it by their numbers. */
export interface State {
  now: number;
  world: number;
  executions: readonly Execution[];
  events: readonly Event[];
  /** Runs that were given up, and may go on all the same. */
  zombies: readonly number[];
  nextRun: number | null;
  givenUp: number;
  twice: number;
  lost: number;
  unpublished: number;
}

export interface Step {
  /** Whose step it is: an execution, an event's callback, a run that was given up, whoever comes by, or nobody's. */
  who: string;
  what: string;
  next: State;
}

const FINAL_ERRORS = new Set(
  Object.entries(errorCodes).flatMap(([code, retry]) => (retry === "final" ? [code] : [])),
);

/** Twenty in truth. */
export const TRIES_FOR_HELD = 2;

/** Requests that must not take as long as time does from one step to the next: they are under way for seconds. */
const SWIFT = /^(decide|begin to announce)/;

/** The system as a state machine: where it begins, and the steps that are possible in a state. */
export function createSystem(configuration: Configuration) {
  const { orders, draws, redraw, announces, mails = false, times, dropped = [] } = configuration;
  const worlds = createWorlds();
  const processes = createProcesses(orders, { worlds, dropped: new Set(dropped), announces, mails });

  const enter = (execution: Execution, stage: Execution["stage"], call: Call, now: number): Execution => ({
    ...execution,
    stage,
    call,
    run: processes.start(call, now).number,
  });

  const begin = (id: string, count: number) =>
    enter(
      { id, stage: "waiting", call: null, run: null, isNotified: false, triesForHeld: TRIES_FOR_HELD },
      "input",
      { task: "input", id, count },
      0,
    );

  const resume = (further: Execution) =>
    further.call ? enter(further, further.stage, further.call, 0) : further;

  const beginRedraw = (id: string): Execution => {
    const further = configuration.under?.[id];
    if (further) return resume(further);
    return { id, stage: "waiting", call: null, run: null, isNotified: false, triesForHeld: TRIES_FOR_HELD };
  };

  const start: State = {
    now: 0,
    world: worlds.number(configuration.world ?? EMPTY),
    executions: [
      ...Object.entries(draws).map(([id, count]) => {
        const further = configuration.under?.[id];
        return further ? resume(further) : begin(id, count);
      }),
      ...(redraw ? [beginRedraw(redraw)] : []),
    ],
    events: Object.values(configuration.under ?? {}).flatMap(({ id, stage }) =>
      stage === "failed" ? [{ id, kind: "failure", run: null }] : [],
    ),
    zombies: (configuration.sleeping ?? []).map((call) => processes.start(call, 0).number),
    nextRun: null,
    givenUp: configuration.givenUp,
    twice: configuration.twice ?? 0,
    lost: configuration.lost ?? 0,
    unpublished: configuration.unpublished ?? 0,
  };

  const replace = (state: State, i: number, execution: Execution): State => ({
    ...state,
    executions: state.executions.with(i, execution),
  });

  const addEvent = (state: State, id: string, kind: Event["kind"]): State => ({
    ...state,
    events: [...state.events, { id, kind, run: null }].sort((a, b) =>
      a.id + a.kind < b.id + b.kind ? -1 : 1,
    ),
  });

  const addZombie = (state: State, run: number): State => ({
    ...state,
    zombies: [...state.zombies, run].sort((a, b) => a - b),
  });

  /** A run is given up; it may go on all the same. */
  const giveUp = (state: State, run: number): State => ({
    ...(configuration.diesAtOnce ? state : addZombie(state, run)),
    givenUp: state.givenUp - 1,
  });

  const fail = (state: State, i: number, execution: Execution): State =>
    addEvent(
      replace(state, i, { ...execution, stage: "failed", call: null, run: null }),
      execution.id,
      "failure",
    );

  /** Where the state machine goes once a run has ended. */
  const settleExecution = (state: State, i: number, execution: Execution, process: Process): State[] => {
    const { outcome } = process;
    if (outcome.kind === "open") return [replace(state, i, { ...execution, run: process.number })];
    if (outcome.kind === "failed") {
      const again = execution.call
        ? [replace(state, i, enter(execution, execution.stage, execution.call, state.now))]
        : [];
      if (FINAL_ERRORS.has(outcome.error)) return [fail(state, i, execution)];
      // It comes back for those who are held by others, but not for ever.
      if (outcome.error !== "EntrantsHeld") return again;
      if (execution.triesForHeld === 0) return [fail(state, i, execution)];
      const triesForHeld = execution.triesForHeld - 1;
      return again.map((next) => replace(next, i, { ...(next.executions[i] ?? execution), triesForHeld }));
    }
    const { value } = outcome;
    const go = (stage: "select" | "validate", body: Body) => [
      replace(state, i, enter(execution, stage, { task: stage, body }, state.now)),
    ];
    const finish = (body: Body) => [
      replace(state, i, enter(execution, "finish", { task: "record", body }, state.now)),
    ];
    if (value === undefined) {
      const stage = execution.isNotified || !announces ? "succeeded" : "finish";
      return [replace(state, i, { ...execution, stage, call: null, run: null })];
    }
    if ("isDecided" in value) return value.isDecided ? finish(value.body) : go("select", value.body);
    if (configuration.opensOnly)
      return [replace(state, i, { ...execution, stage: "succeeded", call: null, run: null })];
    return go(execution.stage === "input" ? "select" : "validate", value);
  };

  /** What may come of the open requests of a process. */
  function* advance(state: State, run: number) {
    const process = processes.get(run);
    if (process.outcome.kind !== "open") return;
    for (const [index, request] of process.outcome.requests.entries()) {
      const [world, answer] = worlds.perform(state.world, request);
      const after = processes.hear(process, { index, answer, at: state.now });
      yield { what: request.label, index, world, after };
    }
  }

  const callFor = (state: State, { id, kind }: Event): Call => {
    if (kind === "failure")
      return id === redraw ? { task: "handleFailedRevision", id, no: 1 } : { task: "handleFailedDraw", id };
    const { draws } = worlds.get(state.world);
    const draw = id === redraw ? draws[0] : draws.find((each) => each?.id === id);
    if (!draw) throw new RangeError(`There is no draw ${id}.`);
    const revision = draw.revisions.findIndex((each) => each.id === id) + 1;
    return { task: "handleNotice", no: draw.no, id: draw.id, revision };
  };

  /** When the execution was decided. */
  const decidedAt = ({ world }: State, id: string): number => {
    for (const draw of drawsOf(worlds.get(world))) {
      if (draw.id === id) return draw.endedAt;
      const revision = draw.revisions.find((each) => each.id === id);
      if (revision) return revision.decidedAt;
    }
    throw new RangeError(`Nothing was decided by ${id}.`);
  };

  /** Whether a notice is known to be published. SNS delivers it in less than a step of time. */
  const isMarked = ({ world }: State, id: string) =>
    drawsOf(worlds.get(world)).some(({ id: own, revisions, mailed }) =>
      [own, ...revisions.map((revision) => revision.id)].some(
        (execution, i) => execution === id && mailed.includes(i),
      ),
    );

  /** SNS delivers to the callback, too, what a callback publishes. */
  const deliver = (state: State, what: string): State => {
    const id = /^publish the notice of (.+)$/.exec(what)?.[1];
    const isDelivered = state.events.some((event) => event.id === id && event.kind === "notice");
    return id === undefined || isDelivered ? state : addEvent(state, id, "notice");
  };

  const without = <Value>(values: readonly Value[], i: number) => values.filter((_, j) => j !== i);

  function* executionSteps(state: State): Generator<Step> {
    for (const [i, execution] of state.executions.entries()) {
      const { id, stage, run } = execution;
      const [first] = worlds.get(state.world).draws;
      if (stage === "waiting" && first?.status === "drawn") {
        const call: Call = { task: "inputRevision", id, no: 1, voided: currentWinners(first)[0] ?? 0 };
        yield {
          who: id,
          what: "is started",
          next: replace(state, i, enter(execution, "input", call, state.now)),
        };
      }
      if (stage === "finish" && announces && !execution.isNotified) {
        // An execution does not last as long as a step of time.
        if (mails && decidedAt(state, id) < state.now) {
          yield { who: id, what: "is out of time", next: fail(state, i, execution) };
          continue;
        }
        const world = worlds.get(state.world);
        const mailed = { ...world, mails: mails ? [...world.mails, id] : [] };
        const sent = { ...addEvent(state, id, "notice"), world: worlds.number(mailed) };
        const isOver = run === null;
        yield {
          who: id,
          what: "publishes its notice",
          next: replace(sent, i, {
            ...execution,
            isNotified: true,
            stage: isOver ? "succeeded" : "finish",
          }),
        };
        if (state.unpublished > 0) {
          const left = { ...state, unpublished: state.unpublished - 1 };
          yield { who: id, what: "does not publish its notice", next: fail(left, i, execution) };
        }
      }
      if (run === null) continue;
      for (const { what, world, after } of advance(state, run))
        for (const next of settleExecution({ ...state, world }, i, execution, after))
          yield { who: id, what, next };
      if (state.givenUp > 0 && execution.call) {
        const left = giveUp(state, run);
        yield {
          who: id,
          what: "is given up and done again",
          next: replace(left, i, enter(execution, stage, execution.call, state.now)),
        };
        yield { who: id, what: "is given up for good", next: fail(left, i, execution) };
      }
    }
  }

  function* eventSteps(state: State): Generator<Step> {
    for (const [i, event] of state.events.entries()) {
      const who = `${event.kind} of ${event.id}`;
      const put = (world: number, changed: Event): State => ({
        ...state,
        world,
        events: state.events.with(i, changed),
      });
      if (event.run === null) {
        const { number } = processes.start(callFor(state, event), state.now);
        yield { who, what: "is delivered", next: put(state.world, { ...event, run: number }) };
        if (state.twice > 0)
          yield {
            who,
            what: "is delivered twice",
            next: { ...addEvent({ ...state, twice: state.twice - 1 }, event.id, event.kind) },
          };
        // A notice that is published and never delivered to a callback is mailed twice: nothing can tell.
        if (state.lost > 0 && !(mails && event.kind === "notice"))
          yield {
            who,
            what: "is lost",
            next: { ...state, lost: state.lost - 1, events: without(state.events, i) },
          };
        continue;
      }
      for (const { what, world, after } of advance(state, event.run)) {
        const isDone = after.outcome.kind === "done";
        const isFailed = after.outcome.kind === "failed";
        const next = isDone
          ? { ...state, world, events: without(state.events, i) }
          : put(world, { ...event, run: isFailed ? null : after.number });
        yield { who, what, next: deliver(next, what) };
      }
      // What it had the right to post is left to whoever comes when that is over.
      if (state.givenUp > 0 && (!announces || state.now < (times.at(-1) ?? 0)))
        yield {
          who,
          what: "stops, and is delivered again",
          next: { ...put(state.world, { ...event, run: null }), givenUp: state.givenUp - 1 },
        };
    }
  }

  function* otherSteps(state: State): Generator<Step> {
    const world = worlds.get(state.world);
    for (const [i, run] of state.zombies.entries())
      for (const { what, world: changed, after } of advance(state, run)) {
        const rest = { ...state, world: changed, zombies: without(state.zombies, i) };
        const who = "given up";
        yield { who, what, next: after.outcome.kind === "open" ? addZombie(rest, after.number) : rest };
      }

    if (state.nextRun !== null)
      for (const { what, world: changed, after } of advance(state, state.nextRun)) {
        const nextRun = after.outcome.kind === "open" ? after.number : null;
        yield { who: "next", what, next: deliver({ ...state, world: changed, nextRun }, what) };
      }
    else if (isIdle(state) && drawsOf(world).some((draw) => isLeft(draw, state.now)))
      yield {
        who: "next",
        what: "comes by",
        next: { ...state, nextRun: processes.start({ task: "recover" }, state.now).number },
      };

    for (const [key, item] of Object.entries(world.items))
      if (item.expires !== null && item.expires <= state.now) {
        const { [Number(key)]: _, ...items } = world.items;
        yield {
          who: "time",
          what: `deletes the claim of ${key}`,
          next: { ...state, world: worlds.number({ ...world, items }) },
        };
      }
  }

  const isIdle = ({ executions, events }: State) =>
    events.length === 0 && executions.every(({ run }) => run === null);

  /** Whether somebody who comes by has anything to do for the draw. */
  const isLeft = (draw: Draw, now: number) =>
    draw.status === "drawing"
      ? draw.lease <= now
      : draw.endedAt < now && (announces ? draw.isPending : !draw.isFinalized);

  /** The margin of a lease is there for making wins final: it suffices. */
  const isMadeFinalInTime = (world: World, by: number) =>
    drawsOf(world).every(({ status, isFinalized, revisions, endedAt }) => {
      const decidedAt = revisions.at(-1)?.decidedAt ?? endedAt;
      return status !== "drawn" || isFinalized || by < decidedAt + LEASE;
    });

  function* passTime(state: State): Generator<Step> {
    const now = times.find((time) => time > state.now);
    if (now === undefined || !isMadeFinalInTime(worlds.get(state.world), now)) return;
    if (mails && state.events.some(({ id, kind }) => kind === "notice" && !isMarked(state, id))) return;
    const isSwift = (run: number) => {
      const { outcome } = processes.get(run);
      return outcome.kind === "open" && outcome.requests.some(({ label }) => SWIFT.test(label));
    };
    yield {
      who: "time",
      what: "passes",
      next: {
        ...state,
        now,
        executions: state.executions.map((execution) =>
          execution.run !== null && execution.call && isSwift(execution.run)
            ? enter(execution, execution.stage, execution.call, now)
            : execution,
        ),
        // A callback lives for less than the right to post lasts.
        events: state.events.map((event) => ({ ...event, run: null })),
        nextRun: null,
        zombies: state.zombies.filter((run) => {
          const { task } = processes.get(run).call;
          return !isSwift(run) && !task.startsWith("handle");
        }),
      },
    };
  }

  return {
    start,
    worlds,
    processes,
    *steps(state: State): Generator<Step> {
      yield* executionSteps(state);
      yield* eventSteps(state);
      yield* otherSteps(state);
      yield* passTime(state);
    },
  };
}
