import { hostname } from "node:os";
import type { MiddlewareHandler } from "hono";

/** Only this machine can reach the stack, unless `LOTTERY_HOST` says otherwise. */
export const LOOPBACK = "127.0.0.1";

const LOOPBACK_NAME = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const ADDRESS = /^(\d+(\.\d+){3}|\[[0-9a-f:.]+\])$/;

/**
 * Whether a host name is a name of this machine. Anyone can point a DNS name to this machine, and their web pages would then
 * count as pages of this server. With an address this is not possible.
 * @param listensAt the address or name on which the server listens
 */
function isOwnName(name: string, listensAt: string): boolean {
  if (LOOPBACK_NAME.test(name)) return true;
  if (listensAt === LOOPBACK) return false;
  const own = hostname().toLowerCase();
  return ADDRESS.test(name) || [own, `${own}.local`, listensAt.toLowerCase()].includes(name);
}

/** Returns the URL of a page for browsers on this machine. */
export function formatOrigin(listensAt: string, port: number): string {
  const isEverywhere = listensAt === "0.0.0.0" || listensAt === "::";
  const name = isEverywhere || listensAt === LOOPBACK ? "localhost" : listensAt;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/**
 * Returns the name in a Host header, in lower case and without the port, or undefined if the header is malformed. Only this
 * header counts: a request's target may contain another name (`http://localhost/`, `//localhost/`).
 */
function parseHostName(host: string | undefined): string | undefined {
  const [, name] = /^([^\s/?#@\\:[\]]+|\[[0-9a-f:.]+\])(?::\d*)?$/i.exec(host ?? "") ?? [];
  return name?.toLowerCase();
}

/**
 * Whether the target of a request is a path, as browsers and the clients of AWS and Slack send it. From anything else, and
 * from a path that begins with two slashes, URL parsers read a host.
 */
export function isPath(target: string | undefined): boolean {
  return /^\/(?![/\\])/.test(target ?? "");
}

/** Serves requests under this machine's own names only. */
export const ownNamesOnly =
  (listensAt: string): MiddlewareHandler =>
  (c, next) => {
    const name = parseHostName(c.req.header("host"));
    return name !== undefined && isOwnName(name, listensAt)
      ? next()
      : Promise.resolve(c.text("Open this page under a name of its own machine.", 403));
  };

/** Browsers send the page's origin whenever a page could read a response or change something. AWS clients never do. */
const namesWebPage = (hasHeader: (name: string) => boolean) =>
  hasHeader("origin") || hasHeader("sec-fetch-site");

/** Refuses requests of web pages, for paths that only programs use. */
export const programsOnly: MiddlewareHandler = (c, next) =>
  namesWebPage((name) => c.req.header(name) !== undefined)
    ? Promise.resolve(c.text("Requests from web pages are refused.", 403))
    : next();

/**
 * Whether a web page may have sent a request to one of the ports that only programs on this machine use.
 * @param host the Host header
 */
export function isFromWebPage(host: string | undefined, hasHeader: (name: string) => boolean): boolean {
  return namesWebPage(hasHeader) || !LOOPBACK_NAME.test(parseHostName(host) ?? "");
}

/** `isFromWebPage` for a web-standard request. */
export function isPageRequest({ headers }: Request): boolean {
  return isFromWebPage(headers.get("host") ?? undefined, (name) => headers.has(name));
}
