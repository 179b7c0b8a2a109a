import { parseArgs } from "node:util";
import { backUp } from "../local/services/store/backup.ts";
import { WrongUsage } from "./command/command-error.ts";
import { runCommand } from "./command/run-command.ts";

const USAGE = "npm run backup -- <data folder> [<new file>]";

/** `npm run backup`: copies the data of a lottery on one machine to a new file. */
async function run(): Promise<void> {
  const [folder, file = nameCopy(new Date()), ...more] = parseArgs({ allowPositionals: true }).positionals;
  if (folder === undefined || more.length > 0) throw new WrongUsage();
  await backUp(folder, file);
  console.log(`Copied everything in ${folder} to ${file}, and checked the copy.`);
}

/** Returns a name such as `lottery-20260501T100000Z.sqlite`. */
function nameCopy(now: Date): string {
  return `lottery-${now.toISOString().replace(/\.\d+|[-:]/g, "")}.sqlite`;
}

await runCommand({ usage: USAGE, run });
