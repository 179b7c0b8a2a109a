import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** Runs a program of `infra/` in a new process. */
export async function runProgram(name: string, args: readonly string[], env: Record<string, string> = {}) {
  const file = fileURLToPath(new URL(`../../../infra/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, ...env } });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { out, err, code: Number(code) };
}

/** Runs a command of `infra/cli/` in a new process. */
export const runCli = (name: string, args: readonly string[], env?: Record<string, string>) =>
  runProgram(`cli/${name}`, args, env);
