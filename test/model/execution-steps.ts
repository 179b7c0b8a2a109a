import { errorCodes } from "../../data/runtime/lottery-error.ts";
import type { Body } from "./environment.ts";
import type { Call, Clocks, Process } from "./processes.ts";
import {
  addEvent,
  addLateRun,
  type Configuration,
  type Execution,
  failExecution,
  replaceExecution,
  type State,
  type Step,
} from "./state.ts";
import { currentWinners, drawsOf } from "./world.ts";
import type { Worlds } from "./worlds.ts";

const FINAL_ERRORS = new Set(
  Object.entries(errorCodes).flatMap(([code, retry]) => (retry === "final" ? [code] : [])),
);

/** The result of a step of a process. */
interface Advance {
  what: string;
  index: number;
  world: number;
  after: Process;
}

/** Returns the generator of the steps of executions. */
export function createExecutionSteps({
  configuration,
  worlds,
  enter,
  clocksOf,
  advance,
}: {
  configuration: Configuration;
  worlds: Worlds;
  clocksOf: (state: State) => Clocks;
  /** The execution with a new run of this call. */
  enter: (execution: Execution, stage: Execution["stage"], call: Call, at: Clocks) => Execution;
  /** What the open requests of a run can lead to. */
  advance: (state: State, run: number) => Generator<Advance>;
}) {
  const { announces, mails = false } = configuration;

  /** A run times out, and may continue. */
  const giveUp = (state: State, run: number): State => ({
    ...(configuration.diesAtOnce ? state : addLateRun(state, run)),
    givenUp: state.givenUp - 1,
  });

  /** What the state machine does after a step of its run. */
  const endRun = (state: State, i: number, execution: Execution, process: Process): State[] => {
    const { outcome } = process;
    if (outcome.kind === "open") return [replaceExecution(state, i, { ...execution, run: process.number })];
    if (outcome.kind === "failed") {
      const again = execution.call
        ? [replaceExecution(state, i, enter(execution, execution.stage, execution.call, clocksOf(state)))]
        : [];
      if (FINAL_ERRORS.has(outcome.error)) return [failExecution(state, i, execution)];
      // The state machine limits the retries if other draws hold the candidates.
      if (outcome.error !== "EntrantsHeld") return again;
      if (execution.triesForHeld === 0) return [failExecution(state, i, execution)];
      const triesForHeld = execution.triesForHeld - 1;
      return again.map((next) =>
        replaceExecution(next, i, { ...(next.executions[i] ?? execution), triesForHeld }),
      );
    }
    const { value } = outcome;
    const continueWith = (stage: "select" | "validate", body: Body) => [
      replaceExecution(state, i, enter(execution, stage, { task: stage, body }, clocksOf(state))),
    ];
    const finish = (body: Body) => [
      replaceExecution(state, i, enter(execution, "finish", { task: "record", body }, clocksOf(state))),
    ];
    if (value === undefined) {
      const stage = execution.isNotified || !announces ? "succeeded" : "finish";
      return [replaceExecution(state, i, { ...execution, stage, call: null, run: null })];
    }
    if ("isDecided" in value)
      return value.isDecided ? finish(value.body) : continueWith("select", value.body);
    if (configuration.opensOnly)
      return [replaceExecution(state, i, { ...execution, stage: "succeeded", call: null, run: null })];
    return continueWith(execution.stage === "select" ? "validate" : "select", value);
  };

  /** When the execution was decided. */
  const decidedAt = ({ world }: State, id: string): number => {
    for (const draw of drawsOf(worlds.get(world))) {
      if (draw.id === id) return draw.endedAt;
      const revision = draw.revisions.find((each) => each.id === id);
      if (revision) return revision.decidedAt;
    }
    throw new RangeError(`The execution ${id} has not decided anything.`);
  };

  return function* executionSteps(state: State): Generator<Step> {
    for (const [i, execution] of state.executions.entries()) {
      const { id, stage, run } = execution;
      const [first] = worlds.get(state.world).draws;
      if (stage === "waiting" && first?.status === "drawn") {
        const call: Call = { task: "inputRevision", id, no: 1, voided: currentWinners(first)[0] ?? 0 };
        yield {
          who: id,
          what: "is started",
          next: replaceExecution(state, i, enter(execution, "input", call, clocksOf(state))),
        };
      }
      if (stage === "finish" && announces && !execution.isNotified) {
        // An execution is shorter than a step of time.
        if (mails && decidedAt(state, id) < state.now) {
          yield { who: id, what: "is out of time", next: failExecution(state, i, execution) };
          continue;
        }
        const world = worlds.get(state.world);
        const mailed = { ...world, mails: mails ? [...world.mails, id] : [] };
        const sent = { ...addEvent(state, id, "notice"), world: worlds.number(mailed) };
        const isOver = run === null;
        yield {
          who: id,
          what: "publishes its notice",
          next: replaceExecution(sent, i, {
            ...execution,
            isNotified: true,
            stage: isOver ? "succeeded" : "finish",
          }),
        };
        if (state.unpublished > 0) {
          const left = { ...state, unpublished: state.unpublished - 1 };
          yield { who: id, what: "does not publish its notice", next: failExecution(left, i, execution) };
        }
      }
      if (run === null) continue;
      for (const { what, world, after } of advance(state, run))
        for (const next of endRun({ ...state, world }, i, execution, after)) yield { who: id, what, next };
      if (state.givenUp > 0 && execution.call) {
        const left = giveUp(state, run);
        yield {
          who: id,
          what: "times out and is retried",
          next: replaceExecution(left, i, enter(execution, stage, execution.call, clocksOf(state))),
        };
        yield { who: id, what: "times out and fails", next: failExecution(left, i, execution) };
      }
    }
  };
}
