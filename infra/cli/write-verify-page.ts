import { readFile, writeFile } from "node:fs/promises";
import { findCurvesBlock, makeCurvesBlock } from "./verify-page/curves-block.ts";

const PAGE = new URL("../../docs/verify.html", import.meta.url);

/** `npm run page`: writes the installed `@noble/curves` into docs/verify.html. */
async function run(): Promise<void> {
  const page = await readFile(PAGE, "utf8");
  const block = await makeCurvesBlock();
  await writeFile(
    PAGE,
    page.replace(findCurvesBlock(page), () => block),
  );
}

await run();
