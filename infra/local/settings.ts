import { z } from "zod";

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard);

const settings = z.object({
  PORT: port(3000),
  DYNAMODB_PORT: port(8000),
  SFN_PORT: port(8083),
  SNS_PORT: port(4566),
  LOTTERY_EMAILS: z
    .string()
    .default("winners@example.com")
    .transform((list) =>
      list
        .split(",")
        .map((address) => address.trim())
        .filter(Boolean),
    ),
  LOTTERY_OPERATORS: z.string().default("U0OPERATOR"),
  SLACK_SIGNING_SECRET: z.string().default("local-signing-secret"),
  SLACK_BOT_TOKEN: z.string().default("xoxb-local"),
});

export type LocalSettings = z.output<typeof settings>;

/** The settings of the local stack: its ports, and what stands in for the secrets. Throws with the names at fault. */
export function readLocalSettings(source: Readonly<Record<string, string | undefined>>): LocalSettings {
  const result = settings.safeParse(source);
  if (result.success) return result.data;
  throw new Error(`The environment does not fit: ${z.prettifyError(result.error)}`);
}
