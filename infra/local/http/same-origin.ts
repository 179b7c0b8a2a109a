import type { MiddlewareHandler } from "hono";

/** JSON, and files. A page of another site cannot send these types without asking this server first. */
const TYPES = ["application/json", "application/octet-stream"];

/** Accepts changes only from this server's own pages, and from programs other than browsers (tests, curl). */
export const sameOrigin: MiddlewareHandler = (c, next) => {
  if (c.req.method !== "POST") return next();
  const { origin: own } = new URL(c.req.url);
  const { origin = own, "sec-fetch-site": site = "same-origin", "content-type": type = "" } = c.req.header();
  const refuse = (status: 403 | 415, error: string) => Promise.resolve(c.json({ ok: false, error }, status));
  if (origin !== own || site !== "same-origin") return refuse(403, "Only this page may post here.");
  return TYPES.some((each) => type.startsWith(each)) ? next() : refuse(415, "Send JSON.");
};
