import { readFile } from "node:fs/promises";
import { basename } from "node:path";

const LOTTERY = new URL("../../../../workflow/lottery.asl.json", import.meta.url);
/** The state machine that changes the roster. */
export const ROSTER = new URL("../../../../workflow/roster.asl.json", import.meta.url);

/**
 * Returns a state machine's definition with every `${Name}` replaced, like CloudFormation's definition substitutions.
 * Throws an error that lists all names without a substitution.
 */
export async function readDefinition(
  substitutions: Readonly<Record<string, string>>,
  file = LOTTERY,
): Promise<unknown> {
  const unknown = new Set<string>();
  const substitute = (text: string): string =>
    text.replace(/\$\{([^}]*)\}/g, (placeholder, name: string) => {
      const value = Object.hasOwn(substitutions, name) ? substitutions[name] : undefined;
      if (value === undefined) unknown.add(name);
      return value ?? placeholder;
    });
  const definition: unknown = JSON.parse(await readFile(file, "utf8"), (_key, value: unknown) =>
    typeof value === "string" ? substitute(value) : value,
  );
  if (unknown.size > 0) {
    throw new Error(
      `${basename(file.pathname)} has placeholders without a substitution: ${[...unknown].join(", ")}`,
    );
  }
  return definition;
}
