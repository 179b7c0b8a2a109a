import type { Context, MiddlewareHandler } from "hono";

/**
 * Refuses bodies that are too large (413) or have no declared length (411). Hono's own `bodyLimit` creates a new Request
 * for a chunked body, which fails because the server does not replace the global Request.
 */
export function limitBody(
  largest: number,
  refuse: (c: Context, status: 411 | 413) => Response,
): MiddlewareHandler {
  return function checkLength(c, next) {
    if (c.req.header("transfer-encoding")) return Promise.resolve(refuse(c, 411));
    if (Number(c.req.header("content-length") ?? 0) > largest) return Promise.resolve(refuse(c, 413));
    return next();
  };
}
