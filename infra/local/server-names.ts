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

const nameIn = (url: string) => new URL(url).hostname;

/** Serves pages under this machine's own names alone. */
export const ownNamesOnly =
  (listensAt: string): MiddlewareHandler =>
  (c, next) =>
    isOwnName(nameIn(c.req.url), listensAt)
      ? next()
      : Promise.resolve(c.text("This page is served under the names of its own machine only.", 403));

/**
 * Whether a web page may have sent a request to one of the ports that only programs on this machine use: a browser names
 * the page's origin wherever a page could read an answer or change something, and AWS's clients name none.
 */
export function isFromWebPage(hostname: string, hasHeader: (name: string) => boolean): boolean {
  return hasHeader("origin") || hasHeader("sec-fetch-site") || !LOOPBACK_NAME.test(hostname);
}

/** The same for a request that a framework has taken. */
export function isPageRequest({ url, headers }: Request): boolean {
  return isFromWebPage(nameIn(url), (name) => headers.has(name));
}
