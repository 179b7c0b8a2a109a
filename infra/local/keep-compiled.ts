import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../node_modules/.cache/compiled/", import.meta.url));

/** Keeps what Node compiles of whatever is imported after this: the next start finds it, and takes a fifth less. */
export function keepCompiled(): void {
  enableCompileCache(FOLDER);
}
