import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";

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
} as const;

/** The functions that the state machine runs. */
export type TaskName = keyof typeof taskFiles;
export type FunctionName = keyof typeof handlerFiles;

/**
 * What the libraries load and a Lambda never reaches. Bolt: its own web servers, Socket Mode and the installation
 * pages. The AWS SDK: every source of credentials but the environment, where Lambda puts them. zod: JSON Schema.
 */
const NEVER_REACHED = new RegExp(
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

/** zod's messages in fifty languages; English is imported by itself. */
const ZOD_LOCALES = /zod\/v4\/locales\/index\.js$/;

const leaveOut: Plugin = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: NEVER_REACHED }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
    onLoad({ filter: ZOD_LOCALES }, () => ({ contents: "" }));
  },
};

/** What Bolt requires of Node itself, it requires; ES modules have no `require`. */
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** zod else compiles each schema when it is first used: more than a Lambda that has just started ever saves by it. */
const ZOD_INTERPRETS = "globalThis.__zod_globalConfig={jitless:true};";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Bundles every file with all that it needs into a directory below `directory` that has its name: `index.mjs`, an ES
 * module with its source map. The same sources give the same bytes wherever they lie. Answers what is in them.
 */
export async function createBundles(
  directory: string,
  files: Readonly<Record<string, string>>,
): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(files).map(([name, file]) => ({ in: file, out: `${name}/index` })),
    // Nothing is written there: source maps are relative to it, so that they don't depend on `directory`.
    outdir: "cdk.out/bundles",
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    mainFields: ["module", "main"],
    sourcemap: true,
    sourcesContent: false,
    banner: { js: `${ZOD_INTERPRETS}${REQUIRE}` },
    plugins: [leaveOut],
    logLevel: "warning",
  });
  for (const { path, contents } of outputFiles) {
    const file = join(directory, path.slice(join(ROOT, "cdk.out/bundles").length));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  return metafile;
}
