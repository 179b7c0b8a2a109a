import { parseArgs } from "node:util";
import { BackupFailed, backUp } from "../local/services/store/backup.ts";
import { DataUnusable } from "../local/services/store/data-unusable.ts";
import { printable } from "./printable.ts";

const USAGE = "Usage: npm run backup -- <data folder> [<new file>]";

/** `npm run backup`: copies the data of a lottery on one machine to a new file. */
async function run(): Promise<void> {
  const [folder, file = nameCopy(new Date()), ...more] = parseArgs({ allowPositionals: true }).positionals;
  if (folder === undefined || more.length > 0) throw new BackupFailed(USAGE);
  await backUp(folder, file);
  console.log(`Copied everything in ${folder} to ${file}, and checked the copy.`);
}

/** Returns a name such as `lottery-20260501T100000Z.sqlite`. */
function nameCopy(now: Date): string {
  return `lottery-${now.toISOString().replace(/\.\d+|[-:]/g, "")}.sqlite`;
}

try {
  await run();
} catch (error) {
  const isExpected =
    error instanceof BackupFailed || error instanceof DataUnusable || error instanceof TypeError;
  console.error(isExpected ? printable(error.message) : error);
  process.exitCode = 1;
}
