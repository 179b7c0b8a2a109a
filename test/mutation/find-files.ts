import { globSync } from "node:fs";

/**
 * The files that these patterns select, sorted. A pattern that begins with `!` removes files.
 * @throws RangeError if a pattern matches no file: it names a file that was moved or removed.
 */
export function findFiles(patterns: readonly string[]): string[] {
  const selected = new Set<string>();
  for (const pattern of patterns) {
    const isRemoval = pattern.startsWith("!");
    for (const name of expandBraces(pattern.replace(/^!/, ""))) {
      const files = globSync(name);
      if (files.length === 0) throw new RangeError(`No file matches ${name}.`);
      for (const file of files) {
        if (isRemoval) selected.delete(file);
        else selected.add(file);
      }
    }
  }
  return [...selected].sort();
}

/** `a/{b,c}.ts` is `a/b.ts` and `a/c.ts`: each of them must match a file. */
function expandBraces(pattern: string): string[] {
  const braces = /^(.*)\{([^}]*)\}(.*)$/.exec(pattern);
  if (!braces) return [pattern];
  const [, before = "", names = "", after = ""] = braces;
  return names.split(",").flatMap((name) => expandBraces(before + name + after));
}
