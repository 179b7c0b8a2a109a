import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** Where TypeScript keeps what it knows of files that have not changed. */
const TYPES_CACHE = "node_modules/.cache/types.tsbuildinfo";

/** TypeScript is a Go program, which this lets collect its garbage less often: that saves a fifth of its time, for 100 MB. */
const env = { ...process.env, GOGC: "400" };

/** What `npm run check` runs, all at the same time. With one checker, TypeScript checks no shared type twice. */
const CHECKS = [
  ["biome", "check", "--error-on-warnings", "."],
  ["tsc", "--pretty", "--checkers", "1", "--incremental", "--tsBuildInfoFile", TYPES_CACHE],
  ["knip", "--cache"],
] as const;

/** `--with-tests` also runs Vitest with the remaining arguments, and stops it as soon as a check fails. */
const WITH_TESTS = "--with-tests";

const [mode, ...testArguments] = process.argv.slice(2);
const tests =
  mode === WITH_TESTS ? spawn("vitest", ["run", ...testArguments], { stdio: "inherit" }) : undefined;
tests?.on("close", (code) => {
  if (code !== 0) process.exitCode = 1;
});

await Promise.all(
  CHECKS.map(async ([command, ...args]) => {
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    if (code === 0) return;
    tests?.kill();
    console.error(`${out}${err}${command} failed.`);
    process.exitCode = 1;
  }),
);
