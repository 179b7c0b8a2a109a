import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { followIntoProcess } from "../../mutation/follow-into-process.ts";

/** Runs a program of `infra/` in a new process. */
export async function runProgram(name: string, args: readonly string[], env: Record<string, string> = {}) {
  const file = fileURLToPath(new URL(`../../../infra/${name}.ts`, import.meta.url));
  const mutant = followIntoProcess();
  const child = spawn(process.execPath, [...mutant.args, file, ...args], {
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

/** Runs a command of `infra/cli/` in a new process. */
export const runCli = (name: string, args: readonly string[], env?: Record<string, string>) =>
  runProgram(`cli/${name}`, args, env);
