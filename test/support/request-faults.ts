import type { Endpoints } from "../../infra/local/settings/set-environment.ts";

/** A service of the local stack, or a relay of the beacon. */
export type Service = keyof Endpoints | "beacon";

/** The kind of a fault. */
type Kind =
  /** The connection breaks before the request is executed. */
  | "refused"
  /** The request is executed, but the connection breaks before the response. */
  | "lost"
  /** The service returns an error without executing the request; at the next try, it throttles. */
  | "failed"
  /** The connection breaks, and the request is executed later: after the response to its retry, or at the end. */
  | "late"
  /** Like `late`, but always at the end. */
  | "veryLate"
  /**
   * The function was frozen before the call, and all connections that were idle are dead. The client does not know: its
   * next request on such a connection is reset and not executed.
   */
  | "frozen"
  /** All executions are stopped just before the call. The call itself is executed. */
  | "stopped";

/** The faults of the request itself. */
export type RequestFault = Exclude<Kind, "frozen" | "stopped">;

export interface Fault {
  kind: Kind;
  /** The number of the affected call, from 1. The retries of a client belong to one call. */
  at: number;
  /** Only calls to this service are counted. The order of calls that are made at the same time differs between runs. */
  service?: Service;
  /**
   * Only the first try of the call; all its tries; all calls from there until the outage is ended; or all calls from
   * there.
   */
  extent: "try" | "call" | "outage" | "rest";
}

/** Returns the fault for a new call, if any. */
export type Chance = () => Omit<Fault, "at"> | undefined;

/** Returns the response of a service that refuses a call; undefined if the service executes it. */
export type Refusal = (service: Service, path: string) => { status: number; body: string } | undefined;
