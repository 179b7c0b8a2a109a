import { createExecutionSteps } from "./execution-steps.ts";
import { type Call, createProcesses } from "./processes.ts";
import {
  addEvent,
  addZombie,
  type Configuration,
  type Event,
  type Execution,
  type State,
  type Step,
  TRIES_FOR_HELD,
} from "./state.ts";
import { type Draw, drawsOf, EMPTY, LEASE, type World } from "./world.ts";
import { createWorlds } from "./worlds.ts";

/** Requests that take seconds: they end before the next step of time. */
const SWIFT = /^(decide|begin to announce)/;

/** The system as a state machine: its start, and the steps that are possible in a state. */
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

  /** What the open requests of a process can lead to. */
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

  /** Whether a notice is known to be published. SNS delivers it in less than a step of time. */
  const isMarked = ({ world }: State, id: string) =>
    drawsOf(worlds.get(world)).some(({ id: own, revisions, mailed }) =>
      [own, ...revisions.map((revision) => revision.id)].some(
        (execution, i) => execution === id && mailed.includes(i),
      ),
    );

  /** SNS delivers a notice that a callback publishes to the callback, too. */
  const deliver = (state: State, what: string): State => {
    const id = /^publish the notice of (.+)$/.exec(what)?.[1];
    const isDelivered = state.events.some((event) => event.id === id && event.kind === "notice");
    return id === undefined || isDelivered ? state : addEvent(state, id, "notice");
  };

  const executionSteps = createExecutionSteps({ configuration, worlds, enter, advance });

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
        const { number } = processes.start(callFor(state, event), state.now);
        yield { who, what: "is delivered", next: put(state.world, { ...event, run: number }) };
        if (state.twice > 0)
          yield {
            who,
            what: "is delivered twice",
            next: { ...addEvent({ ...state, twice: state.twice - 1 }, event.id, event.kind) },
          };
        // A notice that is published and never delivered to a callback is mailed twice: no process can see it.
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
      // When its right to post expires, another run posts.
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
        what: "recovers pending draws",
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

  /** Whether the next run has anything to do for the draw. */
  const isLeft = (draw: Draw, now: number) =>
    draw.status === "drawing"
      ? draw.lease <= now
      : draw.endedAt < now && (announces ? draw.isPending : !draw.isFinalized);

  /** The margin of a lease suffices to finalize the wins. */
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
