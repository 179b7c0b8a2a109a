/** The time-out of the state machine's executions. */
export const EXECUTION_SECONDS = 900;

/** How long a draw may hold people: twice the time-out of the state machine, so a live draw never loses them. */
export const LEASE_SECONDS = 1_800;

/** What must be left of the lease at the decision: the time to make all wins permanent. */
export const LEASE_MARGIN_SECONDS = 300;
