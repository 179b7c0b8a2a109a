import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { followIntoProcess } from "../../mutation/follow-into-process.ts";

interface Ended {
  out: string;
  err: string;
  code: number;
}

const fileOf = (name: string) => fileURLToPath(new URL(`../../../infra/${name}.ts`, import.meta.url));

/** Runs a command of `infra/cli/` in a new process, as people do. It takes a third of a second of processor time. */
export async function startCli(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const mutant = followIntoProcess();
  const child = spawn(process.execPath, [...mutant.args, fileOf(`cli/${name}`), ...args], {
    env: { ...process.env, ...env, ...mutant.env },
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  mutant.end();
  return { out, err, code: Number(code) };
}

/** Sets what a program reads of its process, and records what it says, until disposal. */
function becomeProcess(file: string, args: readonly string[], env: Record<string, string>) {
  const { argv, exitCode } = process;
  const { log, error } = console;
  const changed = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const said = { out: "", err: "" };
  process.argv = [...argv.slice(0, 1), file, ...args];
  process.exitCode = 0;
  Object.assign(process.env, env);
  console.log = (line: string) => {
    said.out += `${line}\n`;
  };
  console.error = (line: string) => {
    said.err += `${line}\n`;
  };
  return {
    end: (): Ended => ({ ...said, code: Number(process.exitCode) }),
    [Symbol.dispose]() {
      for (const [name, value] of changed) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      Object.assign(console, { log, error });
      Object.assign(process, { argv, exitCode });
    },
  };
}

let runs = 0;
let lastRun: Promise<unknown> = Promise.resolve();

/** Runs a program of `infra/` in this process, after those that were asked for before. */
export function runProgram(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const run = async () => {
    const file = fileOf(name);
    using pretended = becomeProcess(file, args, env);
    // A program runs while it loads. With another URL it is loaded again, without the files that it imports.
    await import(/* @vite-ignore */ `${file}?run=${++runs}`);
    return pretended.end();
  };
  const ended = lastRun.then(run);
  lastRun = ended.catch(() => undefined);
  return ended;
}

/** Runs a command of `infra/cli/` in this process. One test of each command starts a new process, too. */
export const runCli = (name: string, args: readonly string[], env?: Record<string, string>) =>
  runProgram(`cli/${name}`, args, env);
