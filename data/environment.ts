import * as z from "zod";
import { drawsTable, employeeTable, winnersTable } from "./tables.ts";

const tableName = z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, "must be a table's name");
const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:`), `must be an ARN of ${service}`);
const secret = z.string().min(1);

/** All settings of the product. An entry picks those that it uses. */
export const environment = z.object({
  EMPLOYEE_TABLE: tableName.default(employeeTable.name),
  WINNERS_TABLE: tableName.default(winnersTable.name),
  DRAWS_TABLE: tableName.default(drawsTable.name),
  NOTIFICATION_TOPIC_ARN: arn("sns"),
  STATE_MACHINE_ARN: arn("states"),
  SLACK_SIGNING_SECRET: secret,
  SLACK_BOT_TOKEN: secret,
  SLACK_API_URL: z.url().default("https://slack.com/api/"),
  LOTTERY_OPERATORS: z
    .string()
    .transform((ids) => ids.split(",").map((id) => id.trim()))
    .pipe(z.array(z.string().regex(/^[UW][A-Z0-9]+$/, "must be Slack user ids, separated by commas")))
    .transform((ids): ReadonlySet<string> => new Set(ids)),
  LOTTERY_LOCALE: z.enum(["en", "zh-CN"]).default("en"),
});

export type Locale = z.output<typeof environment>["LOTTERY_LOCALE"];

/**
 * The settings that an entry asks for, checked. Throws one error that names every missing or malformed variable, and
 * never repeats a value.
 */
export function readEnvironment<Wanted extends z.ZodObject>(
  source: Readonly<Record<string, string | undefined>>,
  wanted: Wanted,
): z.output<Wanted> {
  const result = wanted.safeParse(source);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return source[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`;
  });
  throw new Error(`The environment does not fit: ${[...new Set(faults)].join("; ")}.`);
}
