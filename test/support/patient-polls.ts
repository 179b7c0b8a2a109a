/** Options of `expect`: a busy machine may need more than Vitest's second until something has happened. */
export const patientPolls = { poll: { timeout: 20_000 } };
