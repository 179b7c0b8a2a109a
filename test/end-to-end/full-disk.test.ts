import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, onTestFinished, test, vi } from "vitest";
import { explainStartError } from "../../infra/local/explain-start-error.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";
import { fillDisk } from "../support/fill-disk.ts";
import { findFreePort } from "../support/find-free-port.ts";
import { makeFolder } from "../support/make-folder.ts";
import { startStackHere } from "../support/start-stack-here.ts";

const FILL_DISK = fileURLToPath(new URL("../support/fill-disk.ts", import.meta.url));
const START = fileURLToPath(new URL("../../infra/local/start.ts", import.meta.url));
const PATIENCE = { timeout: 20_000, interval: 50 };

const connect = (endpoint: string) => {
  const client = new SFNClient({
    region: "us-east-1",
    endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
};

const NOT_WRITTEN =
  "can no longer be written (the disk is full). Nothing that was confirmed is lost. Fix the cause and start again: interrupted draws will continue.";

/** Runs `npm start` with a disk that is full after a number of executions, or from the start. */
function start(folder: string, env: Readonly<Record<string, string>>) {
  const { PATH = "", HOME = "", NODE_COMPILE_CACHE = "" } = process.env;
  const child = spawn(process.execPath, ["--import", FILL_DISK, START, "--data", folder], {
    env: {
      PATH,
      HOME,
      NODE_COMPILE_CACHE,
      PORT: "0",
      DYNAMODB_PORT: "0",
      SFN_PORT: "0",
      SNS_PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return {
    ready: once(child.stdout, "data"),
    exited: once(child, "exit"),
    /** The lines on standard error, except the log. */
    complaints: text(child.stderr).then((said) =>
      said.split("\n").filter((line) => line && !line.startsWith("{")),
    ),
  };
}

test("a full disk is reported in one line and to the callers; what was confirmed continues later, and nothing else", async () => {
  const folder = await makeFolder();
  const port = String(await findFreePort());
  const full = start(folder, { FULL_AFTER: "3", SFN_PORT: port });
  await full.ready;
  const client = connect(`http://127.0.0.1:${port}`);
  const confirmed: string[] = [];
  /** Starts ten draws, until one is refused. */
  const askAll = async () => {
    for (let n = 1; n <= 10; n++) {
      const name = `draw-${n}`;
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: '{"input": 1}' }));
      confirmed.push(name);
    }
  };
  await expect(askAll()).rejects.toThrow();
  expect(await full.exited).toEqual([1, null]);
  expect(await full.complaints).toEqual([`The data in ${folder} ${NOT_WRITTEN}`]);

  // When there is space again:
  const stack = await startStackHere(folder);
  await vi.waitFor(async () => {
    const executions = await stack.executions();
    expect(executions.map(({ name }) => name).toSorted()).toEqual(confirmed.toSorted());
    for (const { status } of executions) expect(status).toBe("SUCCEEDED");
  }, PATIENCE);
  expect(await (await stack.books()).records()).toHaveLength(confirmed.length);
});

test("a disk that is full before the start is reported in one line", async () => {
  const folder = await makeFolder();
  const restore = fillDisk(0);
  onTestFinished(restore);
  const error: unknown = await startStackHere(folder).catch((refused: unknown) => refused);
  expect(explainStartError(error)).toBe(`The data in ${folder} ${NOT_WRITTEN}`);
});
