import type { Context, MiddlewareHandler } from "hono";

/**
 * Refuses bodies that are too large (413), or that do not say how large they are (411). Hono's own `bodyLimit` makes a
 * new Request of a chunked one, which fails while the server leaves the global Request alone.
 */
export function limitBody(
  largest: number,
  refuse: (c: Context, status: 411 | 413) => Response,
): MiddlewareHandler {
  return (c, next) => {
    if (c.req.header("transfer-encoding")) return Promise.resolve(refuse(c, 411));
    if (Number(c.req.header("content-length") ?? 0) > largest) return Promise.resolve(refuse(c, 413));
    return next();
  };
}
