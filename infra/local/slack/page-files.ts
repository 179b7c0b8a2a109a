import { globSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { etag } from "hono/etag";
import { hashInline } from "./hash-inline.ts";

const PAGE = fileURLToPath(new URL("page", import.meta.url));
/** A style sheet of each font, beside which its files lie: Chinese names must show on any machine. */
const FONTS = {
  "noto-sans-sc": import.meta.resolve("@fontsource/noto-sans-sc/400.css"),
  "noto-color-emoji": import.meta.resolve("@fontsource/noto-color-emoji/emoji.css"),
};

/** The libraries that the page's modules import, by the folders that its import map names. */
const LIBRARIES = {
  htm: import.meta.resolve("htm"),
  preact: import.meta.resolve("preact"),
  "preact-hooks": import.meta.resolve("preact/hooks"),
};

/** The page itself. It names all modules, so that none waits until another is read. */
function readPage(): string {
  const modules = [
    ...globSync("**/*.js", { cwd: PAGE }).map((file) => `/page/${file}`),
    ...Object.entries(LIBRARIES).map(([name, file]) => `/library/${name}/${basename(file)}`),
  ];
  const links = modules.map((module) => `<link rel="modulepreload" href="${module}">`).join("");
  return readFileSync(`${PAGE}/index.html`, "utf8").replace("</head>", `${links}</head>`);
}

/** What of the page a Content-Security-Policy has to allow beside its files: the import map. */
export const readInlineScripts = () => hashInline(readPage(), "script");

/** The page at `/`, its modules, their libraries and its fonts. */
export function createPageFiles(): Hono {
  const files = new Hono();
  files.use("/", etag());
  files.use("/page/*", etag());
  const page = readPage();
  files.get("/", (c) => c.html(page));
  files.get("/page/*", serveStatic({ root: PAGE, rewriteRequestPath: (path) => path.slice("/page".length) }));

  for (const [font, styleSheet] of Object.entries(FONTS))
    files.get(
      `/fonts/${font}/:file{[\\w-]+\\.css|files/[\\w-]+\\.woff2}`,
      serveStatic({
        root: dirname(fileURLToPath(styleSheet)),
        rewriteRequestPath: (path) => path.slice(`/fonts/${font}`.length),
        onFound: (_path, c) => c.header("Cache-Control", "public, max-age=86400"),
      }),
    );
  files.use("/library/*", etag());
  for (const [name, file] of Object.entries(LIBRARIES))
    files.get(
      `/library/${name}/:file{\\w+\\.mjs}`,
      serveStatic({
        root: dirname(fileURLToPath(file)),
        rewriteRequestPath: (path) => path.slice(`/library/${name}`.length),
      }),
    );
  return files;
}
