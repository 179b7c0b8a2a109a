import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDocumentClient } from "../../data/dynamodb/document-client.ts";
import { createAuditLog } from "../../data/ledger/audit-log.ts";
import { createClientSettings } from "../../data/runtime/connections.ts";
import { readEnvironment, tableVariables } from "../../data/runtime/environment.ts";
import { groupDigits } from "../../data/runtime/group-digits.ts";
import { CommandFailed, WrongUsage } from "./command/command-error.ts";
import { runCommand } from "./command/run-command.ts";
import { logChange } from "./log-change.ts";
import { printable } from "./printable.ts";
import { type CopyResult, copyMissingItems } from "./restore/copy-missing-items.ts";
import { announceChange, readTarget, stackOption } from "./stack/stack-option.ts";

const USAGE = "npm run --silent restore -- [--stack <name>] [--replace <key>]… <restored table> <table>";
/** Keys that are listed before the list is cut. */
const MOST_KEYS = 20;

function list(keys: readonly string[]): string[] {
  const more = keys.length - MOST_KEYS;
  return [...keys.slice(0, MOST_KEYS).map((key) => `  ${key}`), ...(more > 0 ? [`  and ${more} more`] : [])];
}

function describe({ total, copied, different, missing }: CopyResult, from: string, to: string): string[] {
  const same = total - copied - different.length;
  const lines = [
    `${from} has ${groupDigits(total)} items: ${groupDigits(copied)} copied to ${to}, ${groupDigits(same)} already there.`,
  ];
  if (different.length > 0)
    lines.push(
      `${groupDigits(different.length)} have other content in ${to} and were not changed. Compare them. --replace <key> copies the restored item:`,
      ...list(different),
    );
  if (missing.length > 0)
    lines.push(
      `${groupDigits(missing.length)} are missing in ${to}, so something deletes items there. Run the command again:`,
      ...list(missing),
    );
  return lines;
}

/** `npm run restore`: copies missing items from a restored table. The SDK's environment variables select the endpoint. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...stackOption, replace: { type: "string", multiple: true, default: [] } },
  });
  const [from, to, ...more] = positionals;
  if (from === undefined || to === undefined || from === to || more.length > 0) throw new WrongUsage();
  const target = await readTarget(values.stack, process.env);
  const { DRAWS_TABLE, ...others } = readEnvironment(target.environment, tableVariables);
  const tables = [...Object.values(others), DRAWS_TABLE];
  if (target.stack && !tables.includes(to))
    throw new CommandFailed(
      `${to} is not a table of the stack ${target.stack.name}. It has ${tables.join(", ")}.`,
    );
  announceChange(target, [to, DRAWS_TABLE]);
  const client = new DynamoDBClient(
    createClientSettings({ maxAttempts: 8, connectionTimeout: 2_000, requestTimeout: 10_000 }),
  );
  const result = await copyMissingItems(client, { from, to, replace: new Set(values.replace) });
  console.log(describe(result, from, to).map(printable).join("\n"));
  if (result.copied > 0) {
    await logChange(createAuditLog(createDocumentClient(), DRAWS_TABLE), {
      action: "table.restore",
      after: { table: to, copied: result.copied },
    });
  }
  // A failure keeps the restored table, which is still needed.
  if (result.different.length + result.missing.length > 0) process.exitCode = 1;
}

await runCommand({ usage: USAGE, run });
