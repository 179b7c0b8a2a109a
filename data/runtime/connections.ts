/**
 * Open connections that a client keeps for later requests. Lambda freezes an environment between events, and every
 * connection that was open is then dead: the next request on it fails with `ECONNRESET`. The SDK repeats the request,
 * on the next idle connection, so a client must keep fewer of them than it has attempts.
 */
const MOST_IDLE = 2;

const MOST_SOCKETS = 64;

interface ClientTimes {
  /** Attempts of one call, the first included. */
  maxAttempts: number;
  /** Milliseconds. */
  connectionTimeout: number;
  /** Milliseconds, of one attempt. */
  requestTimeout: number;
}

/** The settings that every AWS client of a deployed function is created with. */
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
 * Headers of a request to Slack. A message must not be sent twice, so nothing repeats a request whose connection was
 * reset: it uses a new connection, and leaves none behind.
 */
export const NEW_CONNECTION = { connection: "close" } as const;
