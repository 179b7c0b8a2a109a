/** Returns the npm package of a source file, or its top-level folder. */
export function packageOf(source: string): string {
  const path = source.split("node_modules/").at(-1);
  if (path !== undefined && source.includes("node_modules/"))
    return path.split("/", path.startsWith("@") ? 2 : 1).join("/");
  return /(?:^|\/)(bot|data|workflow|bench)\//.exec(source)?.[1]?.concat("/") ?? "other";
}
