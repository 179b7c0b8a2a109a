import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { etag } from "hono/etag";
import type { Locale } from "../../../data/runtime/environment.ts";
import { createTexts } from "./page/locales/locales.js";

const PAGE = fileURLToPath(new URL("page", import.meta.url));
/** A style sheet of each font, next to the font's files. The fonts show Chinese names and emoji on every machine. */
const FONTS = {
  "noto-sans-sc": import.meta.resolve("@fontsource/noto-sans-sc/400.css"),
  "noto-color-emoji": import.meta.resolve("@fontsource/noto-color-emoji/emoji.css"),
};

/** The libraries that the page's modules import, by the folders in its import map. */
const LIBRARIES = {
  htm: import.meta.resolve("htm"),
  preact: import.meta.resolve("preact"),
  "preact-hooks": import.meta.resolve("preact/hooks"),
};

/** Returns the paths of a module of the page and of all modules that it imports, each once. */
function findModules(file: string, found: Set<string> = new Set()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, imported = ""] of readFileSync(join(PAGE, file), "utf8").matchAll(
    /^import [^"]*"(\.[^"]+)";$/gm,
  ))
    findModules(join(dirname(file), imported), found);
  return found;
}

/** The page at `/`: the simulated workspace with the inspector, or the inspector of a real workspace. */
export type PageName = "workspace" | "watch";
const ENTRIES = {
  workspace: { page: "index.html", module: "page.js", title: "title" },
  watch: { page: "watch.html", module: "watch.js", title: "watchTitle" },
} as const;

/**
 * Returns the HTML of a page in a language, for a slash command of this name. It preloads all modules, so that the browser requests them at once, and has
 * the style sheets of all components: a component's style sheet is next to its module, under the same name.
 */
export function readPage(name: PageName, locale: Locale, command: string): string {
  const { page, module, title } = ENTRIES[name];
  const texts = createTexts(locale, command);
  const own = [...findModules(module)];
  const styleSheets = own
    .map((file) => file.replace(/\.js$/, ".css"))
    .filter((file) => existsSync(join(PAGE, file)));
  const modules = [
    ...own.map((file) => `/page/${file}`),
    ...Object.entries(LIBRARIES).map(([name, file]) => `/library/${name}/${basename(file)}`),
  ];
  const links = [
    ...styleSheets.map((file) => `<link rel="stylesheet" href="/page/${file}">`),
    ...modules.map((file) => `<link rel="modulepreload" href="${file}">`),
  ].join("");
  return readFileSync(join(PAGE, page), "utf8")
    .replace('lang="en"', `lang="${locale}"`)
    .replace("{{command}}", command)
    .replace("{{title}}", texts[title])
    .replace("{{skipLink}}", texts.skipLink)
    .replace("{{noScript}}", texts.noScript)
    .replace("</head>", `${links}</head>`);
}

/** Creates the app that serves the page at `/`, its modules, their libraries and the fonts. */
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
