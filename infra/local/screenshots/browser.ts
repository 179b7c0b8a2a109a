import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const UNPACKED = fileURLToPath(new URL("../../../node_modules/.cache/chromium/", import.meta.url));
const ARGUMENTS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  "--no-sandbox",
];
/** `executablePath` unpacks the browser into the folder for temporary files. */
const UNPACK = "await (await import(process.argv[1])).default.executablePath()";

/**
 * Unpacks the browser of `@sparticuz/chromium` (2 s, once) and returns its folder. The package does not notice a partly
 * unpacked browser. So the folder gets its name only when it is complete, and test files that run in parallel can share
 * it. With Lambda's variables, the package unpacks its libraries too.
 */
async function unpackChromium(): Promise<string> {
  const complete = join(UNPACKED, "browser");
  if (existsSync(complete)) return complete;
  await mkdir(UNPACKED, { recursive: true });
  const partial = await mkdtemp(join(UNPACKED, "unpacking-"));
  try {
    await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", UNPACK, import.meta.resolve("@sparticuz/chromium")],
      { env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" } },
    );
    await rename(partial, complete);
  } catch (error) {
    await rm(partial, { recursive: true });
    if (!existsSync(complete)) throw error;
  }
  return complete;
}

/**
 * Opens a headless Chromium. On Linux, the browser, its libraries and fonts come from npm packages. On other systems,
 * which these packages do not support, it opens an installed Chrome.
 */
export async function openBrowser(): Promise<Browser> {
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch({ channel: "chrome" });
  const folder = await unpackChromium();
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: ARGUMENTS,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      ...(!existsSync("/etc/fonts/fonts.conf") && { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  });
}
