import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { etag } from "hono/etag";

const PAGE = fileURLToPath(new URL("page", import.meta.url));
const FONT = dirname(fileURLToPath(import.meta.resolve("@fontsource/noto-sans-sc/400.css")));

/** The page at `/`, its modules, and its font in two weights: Chinese names must show on any machine. */
export function createPageFiles(): Hono {
  const page = new Hono();
  page.use("/", etag());
  page.use("/page/*", etag());
  page.get("/", serveStatic({ path: `${PAGE}/index.html` }));
  page.get("/page/*", serveStatic({ root: PAGE, rewriteRequestPath: (path) => path.slice("/page".length) }));
  page.get(
    "/fonts/:file{(?:400|700)\\.css|files/[\\w-]+\\.woff2}",
    serveStatic({
      root: FONT,
      rewriteRequestPath: (path) => path.slice("/fonts".length),
      onFound: (_path, c) => c.header("Cache-Control", "public, max-age=86400"),
    }),
  );
  return page;
}
