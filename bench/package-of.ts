/** Whose a source file is: an npm package's, or one of our rooms'. */
export function packageOf(source: string): string {
  const inside = source.split("node_modules/").at(-1);
  if (inside !== undefined && source.includes("node_modules/"))
    return inside.split("/", inside.startsWith("@") ? 2 : 1).join("/");
  return /(?:^|\/)(bot|data|workflow|bench)\//.exec(source)?.[1]?.concat("/") ?? "other";
}
