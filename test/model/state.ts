import type { Call } from "./processes.ts";
import type { Guard, Person, World } from "./world.ts";

export interface Configuration {
  /** The order of the roster that each draw's seed gives. */
  orders: Readonly<Record<string, readonly Person[]>>;
  /** The draws that are started, with how many winners. */
  draws: Readonly<Record<string, number>>;
  /** A redraw of the first draw's first winner, started as soon as the draw is decided. */
  redraw?: string;
  /** The content of the tables at the start. */
  world?: World;
  /** Executions that are further along at the start. */
  under?: Readonly<Record<string, Execution>>;
  /** Runs that timed out before the start, and may continue. */
  sleeping?: readonly Call[];
  /** How often a run times out and is retried, or ends its execution, while it may continue. */
  givenUp: number;
  /** Whether a run that timed out never continues. */
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
  /** Draws are only opened. */
  opensOnly?: boolean;
  dropped?: readonly Guard[];
}

export interface Execution {
  id: string;
  stage: "waiting" | "input" | "select" | "validate" | "finish" | "succeeded" | "failed";
  call: Call | null;
  run: number | null;
  isNotified: boolean;
  /** How often it is retried for people whom others hold. */
  triesForHeld: number;
}

export interface Event {
  id: string;
  kind: "notice" | "failure";
  /** The callback that was started for it. */
  run: number | null;
}

/** The world, and everything that is under way. Worlds and processes are given by their numbers. */
export interface State {
  now: number;
  world: number;
  executions: readonly Execution[];
  events: readonly Event[];
  /** Runs that timed out, and may continue. */
  zombies: readonly number[];
  nextRun: number | null;
  givenUp: number;
  twice: number;
  lost: number;
  unpublished: number;
}

export interface Step {
  /** Who does the step: an execution, the callback of an event, a run that timed out, the next run, or time. */
  who: string;
  what: string;
  next: State;
}

/** Twenty in the state machine. */
export const TRIES_FOR_HELD = 2;

export function replaceExecution(state: State, i: number, execution: Execution): State {
  return { ...state, executions: state.executions.with(i, execution) };
}

export function addEvent(state: State, id: string, kind: Event["kind"]): State {
  const events: Event[] = [...state.events, { id, kind, run: null }];
  return { ...state, events: events.sort((a, b) => (a.id + a.kind < b.id + b.kind ? -1 : 1)) };
}

export function addZombie(state: State, run: number): State {
  return { ...state, zombies: [...state.zombies, run].sort((a, b) => a - b) };
}

/** Ends an execution without success: EventBridge sends an event. */
export function failExecution(state: State, i: number, execution: Execution): State {
  const failed = replaceExecution(state, i, { ...execution, stage: "failed", call: null, run: null });
  return addEvent(failed, execution.id, "failure");
}
