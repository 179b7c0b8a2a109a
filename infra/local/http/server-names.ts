import { hostname } from "node:os";
import type { MiddlewareHandler } from "hono";

/** The stack is for the machine it runs on: unless somebody says so nobody else can reach it. */
export const LOOPBACK = "127.0.0.1";

const LOOPBACK_NAME = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const ADDRESS = /^(\d+(\.\d+){3}|\[[0-9a-f:.]+\])$/;

/**
 * Whether a request is meant for this server by a name that is this machine's. Other people's DNS may let a name of theirs
 * point here, and their web pages then count as pages of this server; an address cannot be forged like that.
 * @param listensAt the address or the name at which the server listens
 */
function isOwnName(name: string, listensAt: string): boolean {
  if (LOOPBACK_NAME.test(name)) return true;
  if (listensAt === LOOPBACK) return false;
  const own = hostname().toLowerCase();
  return ADDRESS.test(name) || [own, `${own}.local`, listensAt.toLowerCase()].includes(name);
}

/** The address of a page that listens there, as this machine reaches it. */
export function formatOrigin(listensAt: string, port: number): string {
  const isEverywhere = listensAt === "0.0.0.0" || listensAt === "::";
  const name = isEverywhere || listensAt === LOOPBACK ? "localhost" : listensAt;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/**
 * Returns the name in a Host header, in lower case and without the port, or undefined if the header is malformed. The name
 * is taken from this header only: a request's target may contain another one (`http://localhost/`, `//localhost/`).
 */
function parseHostName(host: string | undefined): string | undefined {
  const [, name] = /^([^\s/?#@\\:[\]]+|\[[0-9a-f:.]+\])(?::\d*)?$/i.exec(host ?? "") ?? [];
  return name?.toLowerCase();
}

/**
 * Whether the target of a request is a path, as browsers and the clients of AWS and Slack send it. URL parsers read a host
 * from anything else, and from a path that begins with two slashes.
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
      : Promise.resolve(c.text("This page is served under the names of its own machine only.", 403));
  };

/** Browsers name the page's origin wherever a page could read an answer or change something; AWS's clients name none. */
const namesWebPage = (hasHeader: (name: string) => boolean) =>
  hasHeader("origin") || hasHeader("sec-fetch-site");

/** Refuses requests of web pages, where only programs have anything to do. */
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

/** The same for a request that a framework has taken. */
export function isPageRequest({ headers }: Request): boolean {
  return isFromWebPage(headers.get("host") ?? undefined, (name) => headers.has(name));
}
