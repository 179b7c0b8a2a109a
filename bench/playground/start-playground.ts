import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Returns the ms from `npm start` to the ready line. */
export async function startPlayground(): Promise<number> {
  const begin = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" },
  });
  const ended = once(child, "exit");
  try {
    for await (const line of createInterface({ input: child.stdout }))
      if (line.startsWith("Lottery is ready")) return performance.now() - begin;
    throw new Error("npm start exited before it was ready.");
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
