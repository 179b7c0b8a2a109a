import type { Fault } from "./request-faults.ts";

/** A kind of fault, and what it means for a call or for all calls, as the end of a test's name. */
type FaultKind = Omit<Fault, "at"> & { what: string };

/** The kinds of faults with which draws are attacked. */
export const faultKinds = {
  failedCall: {
    kind: "failed",
    extent: "call",
    what: "which fails or is throttled whenever the client tries",
  },
  lostCall: { kind: "lost", extent: "call", what: "whose responses are all lost" },
  lateCall: { kind: "late", extent: "call", what: "which is done late, after the task's retry" },
  veryLateCall: { kind: "veryLate", extent: "call", what: "which is done when all is over" },
  lostTry: { kind: "lost", extent: "try", what: "whose response is lost, and which the client repeats" },
  lateTry: {
    kind: "late",
    extent: "try",
    what: "which the client repeats, and which is done late all the same",
  },
  outage: { kind: "refused", extent: "outage", what: "an outage that no task survives" },
  stop: { kind: "stopped", extent: "outage", what: "the execution is stopped, and its task continues" },
  refusedRest: { kind: "refused", extent: "rest", what: "no further request succeeds" },
  lostRest: {
    kind: "lost",
    extent: "rest",
    what: "after which everything is executed, but all responses are lost",
  },
} as const satisfies Record<string, FaultKind>;
