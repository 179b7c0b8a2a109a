/** The timeout of the state machine's executions. */
export const EXECUTION_SECONDS = 1_080;

/** How long an attempt may hold people: longer than its execution and a task that begins in the last moment. */
export const LEASE_SECONDS = 1_800;

/** What must be left of the lease at the decision: the time to finalize all wins. */
export const LEASE_MARGIN_SECONDS = 300;

/** When a lease that begins now expires (epoch seconds). */
export function leaseFrom(now: Date): number {
  return Math.floor(now.getTime() / 1_000) + LEASE_SECONDS;
}

/** The time (epoch seconds) beyond which a lease must last for its attempt to be decided now. */
export function leaseBeyond(now: Date): number {
  return now.getTime() / 1_000 + LEASE_MARGIN_SECONDS;
}
