import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { context, type Metafile, type Plugin, transform } from "esbuild";

const taskFiles = {
  InputWinners: "workflow/tasks/input-winners.lambda.ts",
  RandomSelectWinners: "workflow/tasks/random-select-winners.lambda.ts",
  ValidateWinners: "workflow/tasks/validate-winners.lambda.ts",
  RecordWinners: "workflow/tasks/record-winners.lambda.ts",
} as const;

/** The deployed files, by the name that a function has in the stack, in its role and in the state machine's placeholders. */
export const handlerFiles = {
  ...taskFiles,
  Slack: "bot/slack.lambda.ts",
  Callback: "bot/callback.lambda.ts",
  RosterTask: "bot/roster.lambda.ts",
} as const;

/** The functions that only the state machine of the draw runs. */
export type TaskName = keyof typeof taskFiles;
/** All functions that the state machine of the draw runs. The callback announces the seal. That of the roster runs `RosterTask`. */
export const machineFunctions = [...Object.keys(taskFiles), "Callback"];
export type FunctionName = keyof typeof handlerFiles;

/**
 * Modules that the libraries load and a Lambda never uses. Bolt: web servers, Socket Mode and the installation pages.
 * The AWS SDK: all credential providers except the environment, where Lambda puts the credentials. zod: JSON Schema.
 */
const UNUSED = new RegExp(
  `^(${[
    "express",
    "raw-body",
    "@slack/(oauth|socket-mode)",
    "\\./receivers/(ExpressReceiver|SocketModeReceiver)",
    "@aws-sdk/credential-provider-(http|ini|login|process|sso|web-identity)",
    "@smithy/credential-provider-imds",
    "\\./from-json-schema\\.js",
  ].join("|")})$`,
);

/** zod's messages in fifty languages. zod imports English from another file. */
const ZOD_LOCALES = /zod\/v4\/locales\/index\.js$/;

const omitUnused: Plugin = {
  name: "omit-unused",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "omitted" }));
    onLoad({ filter: /.*/, namespace: "omitted" }, () => ({ contents: "module.exports = {};" }));
    onLoad({ filter: ZOD_LOCALES }, () => ({ contents: "" }));
  },
};

/**
 * Importing `node:process` reads all its properties, and Node computes some of them only then: performance observers, the
 * flags that `NODE_OPTIONS` may contain. The AWS SDK needs two plain ones, which the global has too.
 */
const useGlobalProcess: Plugin = {
  name: "use-global-process",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?process$/ }, ({ path }) => ({ path, namespace: "global-process" }));
    onLoad({ filter: /.*/, namespace: "global-process" }, () => ({
      contents: "export default process; export const { env, versions } = process;",
    }));
  },
};

/**
 * Lets the files that are loaded later import the entry, which has been loaded by then. So whatever the entry imports is in
 * one file. Otherwise, there would be one for each set of commands that share some code, and a cold start would read them all.
 */
function importEntry(entry: string, laterFiles: readonly string[]): Plugin {
  return {
    name: "import-entry",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!laterFiles.includes(relative(ROOT, path))) return undefined;
        const importing = `\nimport ${JSON.stringify(join(ROOT, entry))};`;
        return { contents: `${await readFile(path, "utf8")}${importing}`, loader: "ts" };
      });
    },
  };
}

/** Bolt calls `require` for Node's modules. ES modules do not have it. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** Stops zod from compiling schemas, which takes longer in a new Lambda than it saves. */
const ZOD_WITHOUT_COMPILER = "globalThis.__zod_globalConfig={jitless:true};";

/**
 * Slack's errors take their names from their classes, and minifying shortens those. Only these files keep them: names
 * everywhere would make the bundles 7 % larger.
 */
const SLACK_ERRORS = /@slack\/(bolt|web-api)\/dist\/errors\.js$/;

const keepErrorNames: Plugin = {
  name: "keep-error-names",
  setup({ onLoad }) {
    onLoad({ filter: SLACK_ERRORS }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { keepNames: true, sourcefile: path });
      return { contents: code };
    });
  },
};

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Source maps contain paths relative to this folder, so that they do not depend on where files are written. */
const OUTPUT = "cdk.out/bundles";

/** Prepares to bundle a file, in memory. `laterFiles` may change until it is bundled. */
function prepareBundle(file: string, laterFiles: readonly string[]) {
  return context({
    absWorkingDir: ROOT,
    entryPoints: [{ in: file, out: "index" }],
    outdir: OUTPUT,
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    // Without it, each Chinese character would be six characters.
    charset: "utf8",
    outExtension: { ".js": ".mjs" },
    mainFields: ["module", "main"],
    sourcemap: true,
    sourcesContent: false,
    banner: { js: `${ZOD_WITHOUT_COMPILER}${REQUIRE}` },
    plugins: [omitUnused, useGlobalProcess, keepErrorNames, importEntry(file, laterFiles)],
    logLevel: "warning",
  });
}

/** The files that a bundle loads later. */
function listLaterFiles({ outputs }: Metafile, file: string): string[] {
  const entries = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  return entries.filter((entry) => entry !== file);
}

async function createBundle(directory: string, file: string): Promise<Metafile> {
  const laterFiles: string[] = [];
  const bundle = await prepareBundle(file, laterFiles);
  try {
    const first = await bundle.rebuild();
    laterFiles.push(...listLaterFiles(first.metafile, file));
    // This parses only those files again.
    const { outputFiles, metafile } = await bundle.rebuild();
    for (const { path, contents } of outputFiles) {
      const output = join(directory, relative(join(ROOT, OUTPUT), path));
      await mkdir(dirname(output), { recursive: true });
      await writeFile(output, contents);
    }
    return metafile;
  } finally {
    await bundle.dispose();
  }
}

/**
 * Bundles each file with its imports into `<directory>/<name>/index.mjs`, an ES module with source maps. Code that it loads
 * later, and what both share, are in files next to it, because a cold start should not read code that it does not need: the
 * commands of the bot, and the curve, which only signatures of a beacon need. The bytes do not depend on `directory`.
 * Returns what the bundles contain, by name.
 */
export async function createBundles(
  directory: string,
  files: Readonly<Record<string, string>>,
): Promise<Map<string, Metafile>> {
  const metafiles = new Map<string, Metafile>();
  for (const [name, file] of Object.entries(files))
    metafiles.set(name, await createBundle(join(directory, name), file));
  return metafiles;
}

/** Returns the outputs of a bundle that a cold start reads: its entry, and what the entry imports at once. */
export function listStartOutputs({ outputs }: Metafile): Metafile["outputs"] {
  const found: Metafile["outputs"] = {};
  const add = (path: string) => {
    const output = outputs[path];
    if (!output || found[path]) return;
    found[path] = output;
    for (const { path: next, kind } of output.imports) if (kind === "import-statement") add(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs))
    if (path.endsWith("/index.mjs") && entryPoint) add(path);
  return found;
}
