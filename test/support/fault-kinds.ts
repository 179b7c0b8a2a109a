import type { Fault } from "./request-faults.ts";

/**
 * A kind of fault, and what it means for a call or for all calls, as the end of a test's name. `npm test` strikes a sample of
 * the calls: `first` is the index of the first one, and differs, so that the kinds strike different calls.
 */
type FaultKind = Omit<Fault, "at"> & { what: string; first: number };

/** The kinds of faults with which draws are attacked. */
export const faultKinds = {
  failedCall: {
    kind: "failed",
    extent: "call",
    first: 0,
    what: "which fails or is throttled whenever the client tries",
  },
  lostCall: { kind: "lost", extent: "call", first: 1, what: "whose responses are all lost" },
  lateCall: { kind: "late", extent: "call", first: 2, what: "which is done late, after the task's retry" },
  veryLateCall: { kind: "veryLate", extent: "call", first: 0, what: "which is done when all is over" },
  lostTry: {
    kind: "lost",
    extent: "try",
    first: 0,
    what: "whose response is lost, and which the client repeats",
  },
  lateTry: {
    kind: "late",
    extent: "try",
    first: 0,
    what: "which the client repeats, and which is done late all the same",
  },
  outage: { kind: "refused", extent: "outage", first: 3, what: "an outage that no task survives" },
  stop: {
    kind: "stopped",
    extent: "outage",
    first: 4,
    what: "the execution is stopped, and its task continues",
  },
  refusedRest: { kind: "refused", extent: "rest", first: 0, what: "no further request succeeds" },
  lostRest: {
    kind: "lost",
    extent: "rest",
    first: 0,
    what: "after which everything is executed, but all responses are lost",
  },
} as const satisfies Record<string, FaultKind>;
