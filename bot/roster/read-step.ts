import type { RosterImport } from "../../data/ledger/roster-imports.ts";
import { type RosterFault, RosterFileError } from "../../workflow/roster/file/roster-fault.ts";
import type { RosterFile } from "../../workflow/roster/file/roster-file.ts";
import type { Texts } from "../locales/texts.ts";
import { describeSource } from "../messages/import-forms.ts";
import { formatParagraph } from "../messages/message.ts";
import type { DownloadFile } from "./download-file.ts";
import { formatDetails, type ImportDetails } from "./import-details.ts";
import type { RosterSource } from "./import-request.ts";
import type { RosterStep, SourceProblem, StepOf } from "./steps.ts";
import type { SyncPeople } from "./sync-people.ts";
import type { TellRequester } from "./tell-requester.ts";
import type { RosterImports, UpdateImport } from "./update-import.ts";

/** Imports that were asked for longer ago are deleted, with their people. */
const IMPORT_KEPT_MS = 7 * 24 * 60 * 60 * 1_000;
/** The page with why people could not be read. */
export const PROBLEM_PAGE = "problem";
/** So many faults are named, with so many characters in all: a message has no room for more. */
const MOST_FAULTS = 20;
const MOST_FAULT_CHARACTERS = 20_000;

type FileSource = Extract<RosterSource, { kind: "file" }>;
type FileOptions = { dateOrder?: "day-first" | "month-first" };

/** Parses a file. Throws `RosterFileError`. */
export type ParseFile = (bytes: Uint8Array, options: FileOptions) => Promise<RosterFile>;

/** What was read and stored, or why nothing was. */
type Read =
  | {
      pages: Record<string, number>;
      details: Pick<ImportDetails, "columns" | "ignored" | "guessed_encoding">;
    }
  | { problem: SourceProblem };

interface ReadStepDeps {
  imports: RosterImports;
  updateImport: UpdateImport;
  downloadFile: DownloadFile;
  parseFile: ParseFile;
  syncPeople: SyncPeople;
  tellProgress: TellRequester["tellProgress"];
  texts: Texts;
  now: () => Date;
}

/** An import can be read until it is applied or has ended. */
const canBeRead = ({ status }: RosterImport): boolean => status === "reading" || status === "planned";

/** Selects the faults to name. The first one is always among them. */
function selectFaults(all: readonly RosterFault[]): SourceProblem {
  let left = MOST_FAULT_CHARACTERS;
  const faults = all.slice(0, MOST_FAULTS).filter((fault, i) => {
    left -= JSON.stringify(fault).length;
    return i === 0 || left >= 0;
  });
  return { kind: "faults", faults, others: all.length - faults.length };
}

/** Creates the step that reads people from a file or from Slack, and stores them. */
export function createReadStep(deps: ReadStepDeps) {
  const { imports, updateImport, downloadFile, parseFile, syncPeople, tellProgress, texts, now } = deps;

  const readFile = async (importId: string, { file_id, date_order }: FileSource): Promise<Read> => {
    const bytes = await downloadFile(file_id);
    if (!(bytes instanceof Uint8Array)) return { problem: bytes };
    try {
      const file = await parseFile(bytes, date_order ? { dateOrder: date_order } : {});
      const rows = file.rows.map((row, i) => {
        const line = file.lines[i] ?? 0;
        return { row, line, ...(file.hiddenLines?.has(line) && { is_hidden: true }) };
      });
      return {
        pages: { rows: await imports.pages.writeAll(importId, "rows", rows) },
        details: {
          columns: [...file.columns],
          ignored: file.ignored,
          guessed_encoding: file.guessedEncoding,
        },
      };
    } catch (error) {
      if (!(error instanceof RosterFileError)) throw error;
      return { problem: selectFaults(error.faults) };
    }
  };

  /** Reads the next people from Slack. Returns the event with which to continue, or what was read. */
  const sync = async (
    event: StepOf<"read">,
    source: Exclude<RosterSource, FileSource>,
  ): Promise<Read | StepOf<"read">> => {
    const read = await syncPeople(event, source);
    if (read.kind === "problem") return read;
    const { people, people_pages } = read.position;
    if (read.kind === "all")
      return people === 0
        ? { problem: { kind: "nobody" } }
        : { pages: { people: people_pages }, details: { columns: [], ignored: [] } };
    const reading = texts.imports.reading(describeSource(source, texts), people);
    const progress = await tellProgress(event, formatParagraph(reading));
    return { ...event, position: read.position, wait_seconds: read.waitSeconds, progress };
  };

  /** Returns the event of the next task: read on, make a plan, or say what is wrong. */
  return async function readStep(event: StepOf<"read">): Promise<RosterStep> {
    const { import_id, requested_by, progress, request } = event;
    const common = { import_id, requested_by, progress };
    if (!event.position) await imports.deleteBefore(new Date(now().getTime() - IMPORT_KEPT_MS));
    const details = formatDetails({ request });
    const begun = await imports.begin({ import_id, requested_by, details, at: now() });
    // It has ended: this execution runs again after an interruption. There is nothing to say.
    if (!canBeRead(begun)) return { step: "report", ...common };
    const { source } = request;
    const read = source.kind === "file" ? await readFile(import_id, source) : await sync(event, source);
    if ("step" in read) return read;
    if ("problem" in read) {
      await imports.pages.write(import_id, PROBLEM_PAGE, 1, [read.problem]);
      return { step: "report", ...common, has_problem: true };
    }
    const changed = await updateImport(import_id, (current) =>
      canBeRead(current)
        ? { status: "reading", pages: read.pages, details: formatDetails({ request, ...read.details }) }
        : undefined,
    );
    return changed ? { step: "plan", ...common, plan_no: 1 } : { step: "report", ...common };
  };
}
