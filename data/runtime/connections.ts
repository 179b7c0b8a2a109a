/**
 * Idle connections that a client keeps for later requests. Lambda freezes an environment between events, which kills
 * its open connections: the next request on one of them fails with `ECONNRESET`. The SDK then retries on the next idle
 * connection, so a client must keep fewer idle connections than it has attempts.
 */
const MOST_IDLE = 2;

const MOST_SOCKETS = 64;

interface ClientTimes {
  /** Attempts of one call, including the first. */
  maxAttempts: number;
  /** Milliseconds. */
  connectionTimeout: number;
  /** Milliseconds, of one attempt. */
  requestTimeout: number;
}

/** The settings of every AWS client in a deployed function. */
export function createClientSettings({ maxAttempts, connectionTimeout, requestTimeout }: ClientTimes) {
  const agent = { maxSockets: MOST_SOCKETS, maxFreeSockets: Math.min(MOST_IDLE, maxAttempts - 1) };
  return {
    maxAttempts,
    requestHandler: {
      connectionTimeout,
      requestTimeout,
      throwOnRequestTimeout: true,
      httpsAgent: agent,
      httpAgent: agent,
    },
  };
}

/**
 * Headers of a request to Slack. A message must not be sent twice, so a request on a dead connection cannot be retried.
 * Each request therefore opens and closes its own connection.
 */
export const NEW_CONNECTION = { connection: "close" } as const;
