import { parseArgs } from "node:util";
import type { RosterFileOptions } from "../../../workflow/roster/file/read-roster-file.ts";
import {
  ALL,
  CONFLICT_KINDS,
  keyOfKind,
  type Resolution,
  type Resolutions,
} from "../../../workflow/roster/plan/conflict.ts";
import type { MissingChoice } from "../../../workflow/roster/plan/plan-import.ts";
import { CommandFailed, WrongUsage } from "../command/command-error.ts";
import { stackOption } from "../stack/stack-option.ts";

export const USAGE = `npm run --silent roster -- [options] <file>
  --dry-run                 only print what would change
  --yes                     make the changes
  --plan <plan>             only if they are those of this plan, which an earlier run has printed
  --dates day-first|month-first
                            which number of a date is first, if the file does not show it
  --missing keep|left       what becomes of people who are not in the file
  --keep <conflict>         one person, with the first id
  --use-new <conflict>      one person, with the second id
  --both <conflict>         two people
  --stack <name>            the tables of this stack on AWS
A <conflict> is a key that an earlier run has printed, or ${[...CONFLICT_KINDS, ALL].join(", ")}.`;

/** What a command line asks for. */
export interface ImportOptions {
  path: string;
  stack: string | undefined;
  dateOrder: RosterFileOptions["dateOrder"];
  isDryRun: boolean;
  isConfirmed: boolean;
  /** The beginning of the digest of the plan that is to be made. */
  plan: string | undefined;
  missing: MissingChoice | undefined;
  resolutions: Resolutions;
}

const several = { type: "string", multiple: true, default: [] as string[] } as const;

function readMissing(text: string | undefined): MissingChoice | undefined {
  if (text === undefined || text === "keep" || text === "left") return text;
  throw new CommandFailed("--missing needs keep or left.");
}

function readDateOrder(text: string | undefined): RosterFileOptions["dateOrder"] {
  if (text === undefined || text === "day-first" || text === "month-first") return text;
  throw new CommandFailed("--dates needs day-first or month-first.");
}

/** Returns the key of the conflicts that somebody names. */
function readConflict(text: string): string {
  const kind = CONFLICT_KINDS.find((each) => each === text.replace(/^kind:/, ""));
  if (kind) return keyOfKind(kind);
  if (text === ALL || /^[0-9a-f]{16}$/.test(text)) return text;
  throw new CommandFailed(
    `"${text}" is not a conflict. Use its key, or one of ${[...CONFLICT_KINDS, ALL].join(", ")}.`,
  );
}

function readResolutions(named: Readonly<Record<Resolution, readonly string[]>>): Resolutions {
  const resolutions: Record<string, Resolution> = {};
  for (const resolution of ["existing", "new", "both"] as const)
    for (const text of named[resolution]) {
      const key = readConflict(text);
      if (resolutions[key] !== undefined && resolutions[key] !== resolution)
        throw new CommandFailed(`There are two decisions about ${text}. Keep one of them.`);
      resolutions[key] = resolution;
    }
  return resolutions;
}

/** Reads the command line. Throws `CommandFailed` and `WrongUsage`. */
export function readImportOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...stackOption,
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      plan: { type: "string" },
      dates: { type: "string" },
      missing: { type: "string" },
      keep: several,
      "use-new": several,
      both: several,
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new WrongUsage();
  const { "dry-run": isDryRun, yes: isConfirmed } = values;
  if (isDryRun && isConfirmed)
    throw new CommandFailed("--dry-run changes nothing, and --yes changes. Keep one of them.");
  return {
    path,
    stack: values.stack,
    dateOrder: readDateOrder(values.dates),
    isDryRun,
    isConfirmed,
    plan: values.plan,
    missing: readMissing(values.missing),
    resolutions: readResolutions({
      existing: values.keep,
      new: values["use-new"],
      both: values.both,
    }),
  };
}
