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
/** Asked for the place of its browser, the package unpacks it into the folder for temporary files. */
const UNPACK = "await (await import(process.argv[1])).default.executablePath()";

/**
 * Unpacks the browser of `@sparticuz/chromium` (2 s, once) and answers its folder. The package itself takes a
 * half unpacked browser for a whole one; this one appears under its name only when it is whole, so that test
 * files which run side by side can share it. As "on Lambda" the package brings its own libraries too.
 */
async function unpackChromium(): Promise<string> {
  const whole = join(UNPACKED, "browser");
  if (existsSync(whole)) return whole;
  await mkdir(UNPACKED, { recursive: true });
  const partial = await mkdtemp(join(UNPACKED, "unpacking-"));
  try {
    await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", UNPACK, import.meta.resolve("@sparticuz/chromium")],
      { env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" } },
    );
    await rename(partial, whole);
  } catch (error) {
    await rm(partial, { recursive: true });
    if (!existsSync(whole)) throw error;
  }
  return whole;
}

/**
 * Opens a Chromium without a window. On Linux it comes with the npm packages, its libraries and fonts too; the
 * package has none for other systems, where an installed Chrome is taken.
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
