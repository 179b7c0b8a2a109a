import * as z from "zod";
import { employeeId, toOneLine } from "../people/employee.ts";
import { drawNumber } from "./draw-record.ts";

/** What the audit log knows. The locales have a text for each. */
const auditedActions = [
  "draw.request",
  "draw.redraw",
  "draw.void",
  "campaign.start",
  "campaign.name",
  "prizes.save",
  "employee.add",
  "employee.link",
  "employee.return",
  "employee.leave",
  "employee.exclude",
  "employee.include",
  "employee.opt-out",
  "employee.opt-in",
  "employee.erase",
  "hand-over.mark",
  "hand-over.unmark",
  "operators.add",
  "operators.remove",
  "channels.add",
  "channels.remove",
  "roster.import",
  "names.erase",
  "table.restore",
  "letters.replay",
] as const;

export type AuditedAction = (typeof auditedActions)[number];

/** What the details of changes say. The locales have a name for each. */
export type LoggedField =
  | "num_of_winners"
  | "prize"
  | "channel_id"
  | "channels"
  | "reason"
  | "added_by"
  | "added_at"
  | "handed_at"
  | "campaign_no"
  | "name"
  | "prizes"
  | "quantity"
  | "value"
  | "left_at"
  | "excluded_until"
  | "employees"
  | "left"
  | "created"
  | "changed"
  | "returning"
  | "marked_left"
  | "planned_changes"
  | "overtaken"
  | "interrupted"
  | "table"
  | "copied"
  | "queue"
  | "replayed"
  | "failed"
  | "roster"
  | "wins"
  | "records"
  | "positions"
  | "salts"
  | "executions"
  | "operators"
  | "handOvers"
  | "logEntries"
  | "imports";

/** The JSON of what was before, and of what was after, has at most this many bytes: an item has at most 400 KB. */
export const LARGEST_DETAILS = 100_000;
const LONGEST_NAME = 100;

/** What was before or after a change: a small JSON object, with the names of stored attributes. */
const details = z
  .record(z.string(), z.json())
  .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= LARGEST_DETAILS, "is too large");

const slackId = z.string().min(1).max(64);

/** Who changed something. */
const author = z.union([
  /** A person in Slack. */
  z.object({ user_id: slackId }),
  /** The account of the operating system with which a command was run. */
  z.object({ cli: z.string().transform((name) => toOneLine(name).slice(0, LONGEST_NAME)) }),
  /** The retention period, or an execution that was started in AWS instead of Slack. */
  z.object({ system: z.enum(["aws", "retention"]) }),
  /** Somebody who was erased. */
  z.object({ erased: z.literal(true) }),
]);

/** One change. Every run that makes the change has the same id. */
export const logEntry = z.object({
  /** UTC, so that times sort as strings. */
  at: z.iso.datetime({ precision: 3 }),
  /** The idempotency key. */
  id: z.string().min(1).max(200),
  who: author,
  action: z.enum(auditedActions),
  draw_no: drawNumber.optional(),
  /** Whom the change is about, on the roster or in Slack. */
  employee_id: employeeId.optional(),
  user_id: slackId.optional(),
  before: details.optional(),
  after: details.optional(),
  /** How many times people were erased from the entry. */
  erasures: z.int().min(1).optional(),
});

export type LogEntry = z.output<typeof logEntry>;

/** What a new entry says about a change. */
export interface LoggedChange extends Pick<LogEntry, "action" | "draw_no" | "employee_id" | "user_id"> {
  before?: LoggedDetails;
  after?: LoggedDetails;
}

export type LoggedDetails = { [Field in LoggedField]?: z.output<ReturnType<typeof z.json>> };
