import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { z } from "zod";
import { environment } from "../../data/environment.ts";

/** A list as JSON has it, or as `-c key=a,b` gives it. */
const list = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .union([z.array(z.string()), z.string().transform((text) => text.split(","))])
    .transform((items) => items.map((text) => text.trim()).filter((text) => text !== ""))
    .pipe(z.array(item));

const flag = z.union([z.boolean(), z.stringbool()]);
const retentionDays = z.coerce.number().pipe(z.enum(RetentionDays));
const { shape } = environment;

const settings = z.strictObject({
  /** Of the stack and, as a prefix, of all that carries a name: another name is another lottery in the same account. */
  name: z
    .string()
    .regex(
      /^[A-Z][A-Za-z0-9-]{0,29}$/,
      "must begin with a capital and have at most 30 letters, digits and hyphens",
    )
    .default("Lottery"),
  /** Slack user ids of those who may draw. */
  operators: list(z.string().regex(/^[UW][A-Z0-9]+$/, "must be Slack user ids")).refine(
    (ids) => ids.length > 0,
    "must name at least one operator",
  ),
  /** Who is mailed each result. */
  emails: list(z.email()).default([]),
  /** Who is mailed when an alarm goes off. */
  alarmEmails: list(z.email()).default([]),
  locale: shape.LOTTERY_LOCALE,
  logRetentionDays: retentionDays.default(RetentionDays.THREE_MONTHS),
  /** Whether the tables are protected from deletion and outlive the stack. */
  keepData: flag.default(true),
  employeeTable: shape.EMPLOYEE_TABLE.unwrap().optional(),
  winnersTable: shape.WINNERS_TABLE.unwrap().optional(),
  drawsTable: shape.DRAWS_TABLE.unwrap().optional(),
});

export type Settings = z.output<typeof settings>;

/**
 * The deployment's settings from CDK's context (`cdk.json`, or `-c key=value`). Throws with the names at fault, those
 * that nobody knows included; the context's other keys are CDK's own, and hold a colon, a slash or a hyphen.
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const own = Object.entries(context).filter(([key]) => /^[A-Za-z]+$/.test(key));
  const result = settings.safeParse(Object.fromEntries(own));
  if (result.success) return result.data;
  throw new Error(`The settings do not fit: ${z.prettifyError(result.error)}`);
}
