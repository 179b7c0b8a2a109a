import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { etag } from "hono/etag";

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

/** A module of the page and all that it imports of the page's own, each once. */
function findModules(file: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, imported = ""] of readFileSync(join(PAGE, file), "utf8").matchAll(
    /^import [^"]*"(\.[^"]+)";$/gm,
  ))
    findModules(join(dirname(file), imported), found);
  return found;
}

/** The file that is served at `/`: the pretended workspace, or a look at what happens behind a real one. */
export type PageName = "workspace" | "watch";
const ENTRIES = {
  workspace: { page: "index.html", module: "page.js" },
  watch: { page: "watch.html", module: "watch.js" },
};

/** The page itself. It names all modules, so that none waits until another is read. */
export function readPage(name: PageName): string {
  const { page, module } = ENTRIES[name];
  const modules = [
    ...[...findModules(module)].map((file) => `/page/${file}`),
    ...Object.entries(LIBRARIES).map(([name, file]) => `/library/${name}/${basename(file)}`),
  ];
  const links = modules.map((module) => `<link rel="modulepreload" href="${module}">`).join("");
  return readFileSync(join(PAGE, page), "utf8").replace("</head>", `${links}</head>`);
}

/** The page at `/`, its modules, their libraries and its fonts. */
export function createPageFiles(page: string): Hono {
  const files = new Hono();
  files.use("/", etag());
  files.use("/page/*", etag());
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
