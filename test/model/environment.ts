import { isFinal as isFinalError, LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Requests } from "./requests.ts";
import type { Guard, Person } from "./world.ts";

/** What a process uses in addition to the world. */
export interface Environment {
  requests: Requests;
  dropped: ReadonlySet<Guard>;
  /** Whether draws are announced. */
  announces: boolean;
  /** Whether notices are also emailed. */
  mails: boolean;
  /** Whether draws are linked to the history. */
  links: boolean;
  now(): number;
  /** The time of the beacon. */
  time(): number;
  /** The order of the roster for a draw. */
  orderOf(drawId: string): readonly Person[];
}

/** The body that the states of the state machine pass to each other. */
export interface Body {
  no: number;
  id: string;
  count: number;
  winners: readonly Person[];
  walked: number;
  claimed: number;
  round: number;
  /** The id of a redraw. */
  revision: string | null;
}

export interface Validation {
  body: Body;
  isDecided: boolean;
}

/** Creates the error of a task. */
export function refuse(code: ConstructorParameters<typeof LotteryError>[0]): LotteryError {
  return new LotteryError(code, code);
}

/** Whether no retry can help after this error. */
export function isFinal(error: unknown): boolean {
  return error instanceof LotteryError && isFinalError(error.name);
}
