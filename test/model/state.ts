import type { Call } from "./processes.ts";
import type { Guard, Person, World } from "./world.ts";

export interface Configuration {
  /** The order of the roster for each draw. */
  orders: Readonly<Record<string, readonly Person[]>>;
  /** The draws that are started, with their numbers of winners. */
  draws: Readonly<Record<string, number>>;
  /** A redraw of the first draw's first winner, started as soon as the draw is decided. */
  redraw?: string;
  /** The content of the tables at the start. */
  world?: World;
  /** Executions that have begun before the start. */
  executions?: Readonly<Record<string, Execution>>;
  /** Runs that timed out before the start, and may continue. */
  lateRuns?: readonly Call[];
  /** How many runs may time out. Their executions retry or fail, while the runs may continue. */
  givenUp: number;
  /** Whether a run that timed out never continues. */
  diesAtOnce?: boolean;
  /** How many events SNS or EventBridge may deliver twice. */
  twice?: number;
  /** How many events may be lost. */
  lost?: number;
  /** How many executions may fail because SNS refuses their notices. */
  unpublished?: number;
  /** The times after 0. Time 1 is in the margin of the first leases; at time 2 they have expired. */
  times: readonly number[];
  announces: boolean;
  /** Whether notices are also emailed. */
  mails?: boolean;
  /** Whether draws are linked to the history. */
  links?: boolean;
  /** Whether draws are only opened. */
  opensOnly?: boolean;
  dropped?: readonly Guard[];
}

export interface Execution {
  id: string;
  stage: "waiting" | "input" | "seal" | "select" | "validate" | "finish" | "succeeded" | "failed";
  call: Call | null;
  run: number | null;
  isNotified: boolean;
  /** How many retries are left if other draws hold the candidates. */
  triesForHeld: number;
}

export interface Event {
  id: string;
  kind: "notice" | "failure";
  /** The callback that was started for it. */
  run: number | null;
}

/** The world, and everything that is under way. Worlds and processes are stored as their numbers. */
export interface State {
  now: number;
  world: number;
  executions: readonly Execution[];
  events: readonly Event[];
  /** Runs that timed out, and may continue. */
  lateRuns: readonly number[];
  nextRun: number | null;
  givenUp: number;
  twice: number;
  lost: number;
  unpublished: number;
}

export interface Step {
  /** What takes the step: an execution, the callback of an event, a run that timed out, the next run, or time. */
  who: string;
  what: string;
  next: State;
}

/** It is 20 in the state machine. */
export const TRIES_FOR_HELD = 2;

export function replaceExecution(state: State, i: number, execution: Execution): State {
  return { ...state, executions: state.executions.with(i, execution) };
}

export function addEvent(state: State, id: string, kind: Event["kind"]): State {
  const events: Event[] = [...state.events, { id, kind, run: null }];
  return { ...state, events: events.sort((a, b) => (a.id + a.kind < b.id + b.kind ? -1 : 1)) };
}

export function addLateRun(state: State, run: number): State {
  return { ...state, lateRuns: [...state.lateRuns, run].sort((a, b) => a - b) };
}

/** Ends an execution without success, for which EventBridge sends an event. */
export function failExecution(state: State, i: number, execution: Execution): State {
  const failed = replaceExecution(state, i, { ...execution, stage: "failed", call: null, run: null });
  return addEvent(failed, execution.id, "failure");
}
