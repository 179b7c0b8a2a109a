import { createServer, type RequestListener, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { isPath, LOOPBACK } from "./server-names.ts";

export interface Port {
  /** 0 takes any free port. */
  port: number;
  /** What is served there, for people: "the page". */
  purpose: string;
  /** The environment variable that changes the port. */
  variable: string;
  /** The address or name to listen on (`LOTTERY_HOST`), instead of the loopback address. */
  host?: string;
}

export interface Listening {
  server: Server;
  port: number;
  /** Closes the server at once, with all open connections. */
  close(): Promise<void>;
}

export class PortTaken extends Error {
  override readonly name = "PortTaken";

  constructor({ port, purpose, variable }: Port, options: ErrorOptions) {
    super(
      `Port ${port} for ${purpose} is in use. Stop the program that uses it, or set ${variable} to another port.`,
      options,
    );
  }
}

class PortForbidden extends Error {
  override readonly name = "PortForbidden";

  constructor({ port, purpose, variable }: Port, options: ErrorOptions) {
    super(`This user may not open port ${port} for ${purpose}. Set ${variable} to 1024 or more.`, options);
  }
}

class HostUnknown extends Error {
  override readonly name = "HostUnknown";

  constructor(host: string, { purpose }: Port, options: ErrorOptions) {
    super(
      `LOTTERY_HOST must be an address or a name of this machine: ${purpose} cannot listen on ${host}.`,
      options,
    );
  }
}

/**
 * Serves an app. Rejects with `PortTaken`, `PortForbidden` or `HostUnknown`. No response is sent before `confirmed`
 * resolves. If it rejects, the response is an error.
 */
export function listen(app: Hono, port: Port, confirmed?: () => Promise<void>): Promise<Listening> {
  return startServer(createServer(createListener(app, confirmed)), port);
}

/** Returns a listener that passes requests to an app. A target that is not a path is refused: the app would read a host from it. */
export function createListener(app: Hono, confirmed?: () => Promise<void>): RequestListener {
  const fetchConfirmed = async (request: Request, env: object) => {
    const response = await app.fetch(request, env);
    const refuse = () => new Response(null, { status: 500 });
    return await (confirmed?.().then(() => response, refuse) ?? response);
  };
  const handle = getRequestListener(confirmed ? fetchConfirmed : app.fetch, { overrideGlobalObjects: false });
  return function passRequest(incoming, outgoing) {
    if (isPath(incoming.url)) void handle(incoming, outgoing);
    else outgoing.writeHead(400, { connection: "close" }).end();
  };
}

/** Lets a server listen. Rejects with `PortTaken`, `PortForbidden` or `HostUnknown`. */
export async function startServer(server: Server, port: Port): Promise<Listening> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port.port, port.host ?? LOOPBACK, resolve);
  try {
    await promise;
  } catch (error) {
    if (hasCode(error, "EADDRINUSE")) throw new PortTaken(port, { cause: error });
    if (hasCode(error, "EACCES")) throw new PortForbidden(port, { cause: error });
    if (port.host === undefined) throw error;
    throw new HostUnknown(port.host, port, { cause: error });
  }
  server.off("error", reject);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`${port.purpose} has no port.`);
  return { server, port: address.port, close: () => closeServer(server) };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function closeServer(server: Server): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.close((error) => (error ? reject(error) : resolve()));
  server.closeAllConnections();
  return promise;
}
