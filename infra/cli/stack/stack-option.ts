import type { DeployedStack } from "./read-stack.ts";

/** The option of each command that uses tables on AWS, for `parseArgs`. */
export const stackOption = { stack: { type: "string" } } as const;

/** What a command works on: the environment with the names of the tables, and the stack that they are from, if any. */
export interface Target {
  environment: Readonly<Record<string, string | undefined>>;
  stack: DeployedStack | undefined;
}

/**
 * Returns what `--stack` names. Without it, the environment names the tables. Throws `StackUnusable`.
 */
export async function readTarget(
  name: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Target> {
  if (name === undefined) return { environment, stack: undefined };
  // Few runs need the client of CloudFormation.
  const { readStack } = await import("./read-stack.ts");
  const stack = await readStack(name, environment);
  return { environment: stack.environment, stack };
}

const joined = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Says which tables a command is about to change. On stderr, because the result of a command is on stdout. */
export function announceChange({ environment, stack }: Target, tables: readonly string[]): void {
  const endpoint = environment["AWS_ENDPOINT_URL_DYNAMODB"] ?? environment["AWS_ENDPOINT_URL"];
  const place = stack ? ` of the stack ${stack.name} in ${stack.region}` : endpoint ? ` at ${endpoint}` : "";
  const names = [...new Set(tables)];
  console.error(
    `This changes the ${names.length === 1 ? "table" : "tables"} ${joined.format(names)}${place}.`,
  );
}
