import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { Hono } from "hono";
import { z } from "zod";
import { listen } from "../../infra/local/http/listen.ts";

const GUIDE = new URL("../../docs/operations.md", import.meta.url);

type Options = Readonly<Record<string, string>>;

/** Implements `aws <service> <command>`. Returns the output. */
export type AwsCommands = Readonly<Record<string, (options: Options) => Promise<string> | string>>;

/** Passes its arguments to the test. */
const STAND_IN = `
const response = await fetch(process.env.AWS_STAND_IN, { method: "POST", body: JSON.stringify(process.argv.slice(2)) });
process.stdout.write(await response.text());
if (!response.ok) process.exitCode = 254;
`;

/** Returns the shell blocks of one section of the operations guide, or without a heading those before the first section. */
export async function readBlocks(heading?: string): Promise<string[]> {
  const sections = (await readFile(GUIDE, "utf8")).split(/^## /m);
  const section =
    heading === undefined ? sections[0] : sections.find((part) => part.startsWith(`${heading}\n`));
  const blocks = [...(section ?? "").matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = ""]) => block);
  if (blocks.length === 0) throw new Error(`The guide has no commands under "${heading}".`);
  return blocks;
}

function parseOptions(args: readonly string[]): Options {
  const options: Record<string, string> = {};
  for (let i = 0; i < args.length; i += 2) {
    const [name = "", value] = args.slice(i, i + 2);
    if (!name.startsWith("--") || value === undefined)
      throw new Error(`${name} is not an option with a value.`);
    options[name.slice(2)] = value;
  }
  return options;
}

/**
 * Runs shell commands of the guide in one shell, which stops at the first failure. `aws` is a fake with these `commands`,
 * because a machine may lack the AWS CLI, and the local DynamoDB cannot restore tables.
 */
export async function runBlocks(blocks: readonly string[], commands: AwsCommands, env: Options = {}) {
  const app = new Hono();
  app.post("/", async (c) => {
    const [service, command, ...more] = z.array(z.string()).parse(await c.req.json());
    // `aws dynamodb wait table-exists` has one more word.
    const words = more[0]?.startsWith("--") ? [service, command] : [service, command, more[0]];
    const run = commands[words.join(" ")];
    if (!run) return c.text(`The test does not know aws ${words.join(" ")}.`, 400);
    try {
      return c.text(await run(parseOptions(more.slice(words.length - 2))));
    } catch (error) {
      return c.text(String(error), 400);
    }
  });
  const { port, close } = await listen(app, { port: 0, purpose: "aws", variable: "none" });
  await using folder = await mkdtempDisposable(join(tmpdir(), "lottery-aws-"));
  const program = join(folder.path, "aws.mjs");
  await writeFile(program, STAND_IN);
  await writeFile(join(folder.path, "aws"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
    mode: 0o755,
  });
  const child = spawn("sh", ["-e", "-c", blocks.join("\n")], {
    env: {
      ...process.env,
      ...env,
      AWS_STAND_IN: `http://127.0.0.1:${port}`,
      PATH: [folder.path, process.env["PATH"]].join(delimiter),
    },
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  await close();
  return { out, err, code: Number(code) };
}
