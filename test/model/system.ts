import { createExecutionSteps } from "./execution-steps.ts";
import { type Call, type Clocks, createProcesses } from "./processes.ts";
import {
  addEvent,
  addLateRun,
  type Configuration,
  type Event,
  type Execution,
  type State,
  type Step,
  TRIES_FOR_HELD,
} from "./state.ts";
import { type Draw, drawsOf, EMPTY, type Item, LEASE, type World } from "./world.ts";
import { createWorlds } from "./worlds.ts";

/** Requests of processes that end before the next step of time. */
const SHORT = /^(decide|begin to announce)/;

/** Creates the system as a state machine: its start, and the possible steps of a state. */
export function createSystem(configuration: Configuration) {
  const {
    orders,
    draws,
    redraw,
    announces,
    mails = false,
    times,
    dropped = [],
    links = false,
  } = configuration;
  const worlds = createWorlds();
  const processes = createProcesses(orders, { worlds, dropped: new Set(dropped), announces, mails, links });

  const clocksOf = ({ now, world }: Pick<State, "now" | "world">) => ({ now, time: worlds.get(world).time });
  const atStart = { now: 0, time: 0 };

  const enter = (execution: Execution, stage: Execution["stage"], call: Call, at: Clocks): Execution => ({
    ...execution,
    stage,
    call,
    run: processes.start(call, at).number,
  });

  const begin = (id: string, count: number) =>
    enter(
      { id, stage: "waiting", call: null, run: null, isNotified: false, triesForHeld: TRIES_FOR_HELD },
      "input",
      { task: "input", id, count },
      atStart,
    );

  const resume = (given: Execution) => (given.call ? enter(given, given.stage, given.call, atStart) : given);

  const beginRedraw = (id: string): Execution => {
    const given = configuration.executions?.[id];
    if (given) return resume(given);
    return { id, stage: "waiting", call: null, run: null, isNotified: false, triesForHeld: TRIES_FOR_HELD };
  };

  const start: State = {
    now: 0,
    world: worlds.number(configuration.world ?? EMPTY),
    executions: [
      ...Object.entries(draws).map(([id, count]) => {
        const given = configuration.executions?.[id];
        return given ? resume(given) : begin(id, count);
      }),
      ...(redraw ? [beginRedraw(redraw)] : []),
    ],
    events: Object.values(configuration.executions ?? {}).flatMap(({ id, stage }) =>
      stage === "failed" ? [{ id, kind: "failure", run: null }] : [],
    ),
    lateRuns: (configuration.lateRuns ?? []).map((call) => processes.start(call, atStart).number),
    nextRun: null,
    givenUp: configuration.givenUp,
    twice: configuration.twice ?? 0,
    lost: configuration.lost ?? 0,
    unpublished: configuration.unpublished ?? 0,
  };

  /** What the open requests of a process can lead to. */
  function* advance(state: State, run: number) {
    const process = processes.get(run);
    if (process.outcome.kind !== "open") return;
    for (const [index, request] of process.outcome.requests.entries()) {
      if (request.isReady?.(worlds.get(state.world)) === false) continue;
      const [world, response] = worlds.perform(state.world, request);
      const after = processes.reply(process, { index, response, at: clocksOf(state) });
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

  /** Whether a notice is marked as published. SNS delivers it in less than a step of time. */
  const isMarked = ({ world }: State, id: string) =>
    drawsOf(worlds.get(world)).some(({ id: own, revisions, mailed }) =>
      [own, ...revisions.map((revision) => revision.id)].some(
        (execution, i) => execution === id && mailed.includes(i),
      ),
    );

  /** If a callback publishes a notice, SNS delivers it to the callback, too. */
  const deliver = (state: State, what: string): State => {
    const id = /^publish the notice of (.+)$/.exec(what)?.[1];
    const isDelivered = state.events.some((event) => event.id === id && event.kind === "notice");
    return id === undefined || isDelivered ? state : addEvent(state, id, "notice");
  };

  const executionSteps = createExecutionSteps({ configuration, worlds, clocksOf, enter, advance });

  const mayDelete = ({ isKept }: Item) =>
    !isKept || dropped.includes("a claim over earlier wins is never deleted");

  const without = <Value>(values: readonly Value[], i: number) => values.filter((_, j) => j !== i);

  function* eventSteps(state: State): Generator<Step> {
    for (const [i, event] of state.events.entries()) {
      const who = `${event.kind} of ${event.id}`;
      const put = (world: number, changed: Event): State => ({
        ...state,
        world,
        events: state.events.with(i, changed),
      });
      if (event.run === null) {
        const { number } = processes.start(callFor(state, event), clocksOf(state));
        yield { who, what: "is delivered", next: put(state.world, { ...event, run: number }) };
        if (state.twice > 0)
          yield {
            who,
            what: "is delivered twice",
            next: { ...addEvent({ ...state, twice: state.twice - 1 }, event.id, event.kind) },
          };
        // Without a delivery to the callback, no process knows that a notice is published, and it is mailed twice.
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
      // After its right to post has expired, another run posts.
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
    for (const [i, run] of state.lateRuns.entries())
      for (const { what, world: changed, after } of advance(state, run)) {
        const rest = { ...state, world: changed, lateRuns: without(state.lateRuns, i) };
        const who = "late run";
        yield { who, what, next: after.outcome.kind === "open" ? addLateRun(rest, after.number) : rest };
      }

    if (state.nextRun !== null)
      for (const { what, world: changed, after } of advance(state, state.nextRun)) {
        const nextRun = after.outcome.kind === "open" ? after.number : null;
        yield { who: "next", what, next: deliver({ ...state, world: changed, nextRun }, what) };
      }
    else if (isIdle(state) && drawsOf(world).some((draw) => isLeft(draw, state.now)))
      yield {
        who: "next",
        what: "recovers pending draws",
        next: { ...state, nextRun: processes.start({ task: "recover" }, clocksOf(state)).number },
      };

    for (const [key, item] of Object.entries(world.items))
      if (item.expires !== null && item.expires <= state.now && mayDelete(item)) {
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

  /** Whether the draw has work for the next run. */
  const isLeft = (draw: Draw, now: number) =>
    draw.status === "drawing"
      ? draw.lease <= now
      : draw.endedAt < now && (announces ? draw.isPending : !draw.isFinalized);

  /** Whether wins are finalized within the margin of a lease, as the code assumes. */
  const isFinalizedInTime = (world: World, by: number) =>
    drawsOf(world).every(({ status, isFinalized, revisions, endedAt }) => {
      const decidedAt = revisions.at(-1)?.decidedAt ?? endedAt;
      return status !== "drawn" || isFinalized || by < decidedAt + LEASE;
    });

  /** The time of the beacon passes while the newest seal of a draw waits for its round. */
  function* passBeaconTime(state: State): Generator<Step> {
    const world = worlds.get(state.world);
    const time = world.time + 1;
    const isWaiting = ({ status, sealing }: Draw) =>
      status === "drawing" && (sealing?.seals.at(-1)?.round ?? 0) >= time;
    if (drawsOf(world).some(isWaiting))
      yield {
        who: "time",
        what: `is ${time} for the beacon`,
        next: { ...state, world: worlds.number({ ...world, time }) },
      };
  }

  function* passTime(state: State): Generator<Step> {
    const now = times.find((time) => time > state.now);
    if (now === undefined || !isFinalizedInTime(worlds.get(state.world), now)) return;
    if (mails && state.events.some(({ id, kind }) => kind === "notice" && !isMarked(state, id))) return;
    const isShort = (run: number) => {
      const { outcome } = processes.get(run);
      return outcome.kind === "open" && outcome.requests.some(({ label }) => SHORT.test(label));
    };
    yield {
      who: "time",
      what: "passes",
      next: {
        ...state,
        now,
        executions: state.executions.map((execution) =>
          execution.run !== null && execution.call && isShort(execution.run)
            ? enter(execution, execution.stage, execution.call, { ...clocksOf(state), now })
            : execution,
        ),
        // A callback ends before its right to post expires.
        events: state.events.map((event) => ({ ...event, run: null })),
        nextRun: null,
        lateRuns: state.lateRuns.filter((run) => {
          const { task } = processes.get(run).call;
          return !isShort(run) && !task.startsWith("handle");
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
      yield* passBeaconTime(state);
      yield* passTime(state);
    },
  };
}
