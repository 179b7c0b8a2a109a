import type { KnownBlock } from "@slack/web-api";
import { describeFault } from "../../workflow/roster/file/describe-faults.ts";
import type { RosterFileTexts } from "../../workflow/roster/file/texts/texts.ts";
import type { Texts } from "../locales/texts.ts";
import { LARGEST_FILE } from "../roster/download-file.ts";
import type { ImportRequest, RosterSource } from "../roster/import-request.ts";
import type { SourceProblem } from "../roster/steps.ts";
import { cutText } from "./cut-text.ts";
import { buttonRow } from "./form-fields.ts";
import { describeSource } from "./import-forms.ts";
import { fillSections, MAX_MESSAGE_LENGTH, type Message, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

/** The buttons that answer how dates are meant. Their value is the request with which to read the file again. */
export const DATE_ACTIONS = {
  "day-first": "lottery_import_dayfirst",
  "month-first": "lottery_import_monthfirst",
} as const;

/** The permissions that a source needs, as in the manifest. */
const SCOPES: Readonly<Record<RosterSource["kind"], string>> = {
  file: "`files:read`",
  channel: "`channels:read`, `groups:read`, `users:read`, `users:read.email`",
  usergroup: "`usergroups:read`, `users:read`, `users:read.email`",
  workspace: "`users:read`, `users:read.email`",
};

const formatProblem = (
  problem: Exclude<SourceProblem, { kind: "faults" }>,
  source: RosterSource,
  { imports: { problem: say } }: Texts,
): string => {
  switch (problem.kind) {
    case "no-file":
      return say.noFile;
    case "too-large":
      return say.tooLarge(LARGEST_FILE / 2 ** 20);
    case "not-found":
      return say.notFound;
    case "missing-scope":
      return say.missingScope(SCOPES[source.kind]);
    case "nobody":
      return say.nobody;
    case "slack":
      return say.slack(escapeMrkdwn(problem.reason));
  }
};

/** Buttons for a file whose dates can be read in two ways. */
function formatDateButtons(request: ImportRequest, { imports: { problem: say } }: Texts): KnownBlock {
  const { source } = request;
  const buttonOf = (order: keyof typeof DATE_ACTIONS, label: string) => ({
    action: DATE_ACTIONS[order],
    label,
    value: JSON.stringify({ ...request, source: { ...source, date_order: order } }),
  });
  return buttonRow([buttonOf("day-first", say.dayFirst), buttonOf("month-first", say.monthFirst)]);
}

/** The length of one fault, and of all, of which the rest is only counted. */
const MAX_FAULT_LENGTH = 400;
const MAX_FAULTS_LENGTH = MAX_MESSAGE_LENGTH - 500;

/** Says why people could not be read. */
export function formatSourceProblem(
  problem: SourceProblem,
  request: ImportRequest,
  { texts, fileTexts }: { texts: Texts; fileTexts: RosterFileTexts },
): Message {
  const { problem: say } = texts.imports;
  const title = say.title(describeSource(request.source, texts));
  if (problem.kind !== "faults") {
    const text = [title, formatProblem(problem, request.source, texts), texts.cancelled].join("\n");
    return { text, blocks: [section(text)] };
  }
  const { faults, others } = problem;
  const described = faults.map(
    (fault) => `• ${escapeMrkdwn(cutText(describeFault(fault, fileTexts), MAX_FAULT_LENGTH))}`,
  );
  const { sections, taken } = fillSections([title, ...described], MAX_FAULTS_LENGTH);
  const more = others + 1 + faults.length - taken;
  const end = [...(more > 0 ? [fileTexts.moreFaults(more)] : []), texts.cancelled].join("\n");
  const isAmbiguous = request.source.kind === "file" && faults.some(({ kind }) => kind === "ambiguous-dates");
  return {
    text: [...sections, end].join("\n"),
    blocks: [...[...sections, end].map(section), ...(isAmbiguous ? [formatDateButtons(request, texts)] : [])],
  };
}
