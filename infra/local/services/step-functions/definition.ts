import { readFile } from "node:fs/promises";
import { basename } from "node:path";

const DEFINITION = new URL("../../../../workflow/lottery.asl.json", import.meta.url);

/**
 * The state machine's definition with every `${Name}` replaced, as CloudFormation's definition substitutions do.
 * Names without a substitution are an error that lists them.
 */
export async function readDefinition(
  substitutions: Readonly<Record<string, string>>,
  file = DEFINITION,
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
