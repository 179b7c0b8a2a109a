import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "../../infra/local/services/store/store.ts";
import { startProxy } from "../support/connect-proxy.ts";
import { makeFolder } from "../support/make-folder.ts";
import { selfSigned } from "../support/self-signed-certificate.ts";
import { APP_TOKEN, BOT_TOKEN, startGateway } from "../support/simulated-gateway.ts";

const ROOT = new URL("../../", import.meta.url);
const FREE_PORTS = { PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" };

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const { PATH = "", HOME = "", NODE_COMPILE_CACHE = "" } = process.env;
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...FREE_PORTS, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** Returns the URL in the ready line. Any other output before it fails the test. */
async function untilReady(child: Child): Promise<string> {
  let said = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const [line, url] = /^Lottery is ready at (http:\/\/localhost:\d+)$/m.exec(said) ?? [];
    if (line && url) return url;
  }
  throw new Error(`It ended without being ready: ${said}`);
}

async function isServing(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

test.for(["SIGTERM", "SIGINT"] as const)(
  "the stack prints one line when it is ready, and ends at once and cleanly on %s",
  async (signal) => {
    // With the cache of compiled code, a process that ends would first write what it has compiled.
    const child = start(process.execPath, ["infra/local/start.ts"], { NODE_COMPILE_CACHE: "" });
    const complaints = text(child.stderr);
    const url = await untilReady(child);
    expect(await isServing(url)).toBe(true);
    const signalledAt = performance.now();
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(performance.now() - signalledAt).toBeLessThan(1_000);
    expect(await complaints).toBe("");
    expect(await isServing(url)).toBe(false);
  },
);

test("`npm start` starts it, and stops it when npm is stopped", async () => {
  const child = start("npm", ["start"]);
  const url = await untilReady(child);
  expect(await isServing(url)).toBe(true);
  child.kill("SIGTERM");
  await once(child, "exit");
  await vi.waitFor(async () => expect(await isServing(url)).toBe(false), { timeout: 3_000, interval: 20 });
});

test("a port that is in use is reported in one line, with the variable that changes it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const child = start(process.execPath, ["infra/local/start.ts"], { SFN_PORT: String(address.port) });
  const [said, complaints] = [text(child.stdout), text(child.stderr)];
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(await said).toBe("");
  expect(await complaints).toBe(
    `Port ${address.port} for Step Functions is in use. Stop the program that uses it, or set SFN_PORT to another port.\n`,
  );
});

const startWithSlack = (apiUrl: string, env: Readonly<Record<string, string>> = {}) =>
  start(process.execPath, ["infra/local/start.ts"], {
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_API_URL: apiUrl,
    LOTTERY_OPERATORS: "U0OPERATOR",
    ...env,
  });

test("with a real Slack's tokens it connects, and ends with one line that names the token that Slack rejects", async () => {
  await using gateway = await startGateway();
  const connected = gateway.nextLink();
  const child = startWithSlack(gateway.apiUrl, { LOTTERY_DATA: await makeFolder() });
  const complaints = text(child.stderr);
  const [url, link] = await Promise.all([untilReady(child), connected]);
  expect(await (await fetch(url)).text()).toContain("Lottery – inspector");
  gateway.refuse("apps.connections.open", { error: "token_revoked" });
  link.cut();
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(await complaints).toMatch(/^Slack rejects SLACK_APP_TOKEN \(token_revoked\)\. .*\n$/);
});

test("a folder belongs to the workspace of its draws, also while Slack cannot be reached", async () => {
  await using gateway = await startGateway();
  const LOTTERY_DATA = await makeFolder();
  const first = startWithSlack(gateway.apiUrl, { LOTTERY_DATA });
  await untilReady(first);
  first.kill("SIGTERM");
  await once(first, "exit");

  gateway.refuse("auth.test", { status: 503 });
  const second = startWithSlack(gateway.apiUrl, { LOTTERY_DATA });
  await untilReady(second);
  second.kill("SIGTERM");
  await once(second, "exit");

  gateway.relent("auth.test");
  const third = startWithSlack(gateway.apiUrl, { LOTTERY_DATA, SLACK_TEAM_ID: "T0OTHER" });
  const complaints = text(third.stderr);
  expect(await once(third, "exit")).toEqual([1, null]);
  expect(await complaints).toMatch(
    /^SLACK_BOT_TOKEN belongs to the Slack workspace T0LOTTERY, but .* T0OTHER\. .*\n$/,
  );
});

test("a start that waits for Slack can be stopped", async () => {
  await using gateway = await startGateway();
  gateway.refuse("auth.test", { status: 503 });
  const child = startWithSlack(gateway.apiUrl, { LOTTERY_DATA: await makeFolder() });
  await expect.poll(() => gateway.calls.length, { timeout: 8_000 }).toBeGreaterThan(0);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("what is missing for a real Slack is reported in one line, before anything starts", async () => {
  const child = startWithSlack("http://localhost:1/api/", {
    LOTTERY_OPERATORS: "",
    LOTTERY_EMAILS: "foo",
    SLACK_BOT_TOKEN: "xoxb-wrong",
  });
  const [said, complaints] = [text(child.stdout), text(child.stderr)];
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(await said).toBe("");
  expect(await complaints).toMatch(
    /^Invalid environment: LOTTERY_EMAILS must list mail addresses[^;]*; LOTTERY_OPERATORS is missing and must list who may draw[^;]*\n$/,
  );
});

test("a folder with a damaged file is refused in one line", async () => {
  const folder = await makeFolder();
  openStore(folder).close();
  const file = join(folder, "lottery.sqlite");
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 1));
  const child = start(process.execPath, ["infra/local/start.ts", "--data", folder]);
  const [said, complaints] = [text(child.stdout), text(child.stderr)];
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(await said).toBe("");
  expect(await complaints).toBe(
    `The data in ${folder} cannot be used: lottery.sqlite is damaged. Restore a backup, or choose another folder.\n`,
  );
});

test("a folder that is in use, or an unknown argument, is reported in one line", async () => {
  const folder = await makeFolder();
  await untilReady(start(process.execPath, ["infra/local/start.ts", "--data", folder]));
  const complain = async (...args: string[]) => {
    const child = start(process.execPath, ["infra/local/start.ts", ...args]);
    const complaints = text(child.stderr);
    expect(await once(child, "exit")).toEqual([1, null]);
    return await complaints;
  };
  expect(await complain("--data", folder)).toBe(
    `The data in ${folder} cannot be used: another process uses them. Stop that one, or choose another folder.\n`,
  );
  expect(await complain("--date", folder)).toBe(
    "Unknown option '--date'. Usage: npm start -- [--data <folder>]\n",
  );
});

/** Draws one winner on a page, and waits for the announcement. */
async function drawOne(url: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ user: "U0OPERATOR", channel: "C0LOTTERY", text: "/lottery draw 1" });
  await fetch(`${url}/playground/command`, { method: "POST", headers, body });
  const readState = async () => await (await fetch(`${url}/playground/state?user=U0MEMBER`)).text();
  await vi.waitFor(async () => expect(await readState()).toContain("Receipt"), { timeout: 10_000 });
}

test("no AWS setting of the shell prevents the start, or redirects requests", async () => {
  const folder = await makeFolder();
  const config = join(folder, "config");
  await writeFile(
    config,
    [
      "[default]",
      "use_fips_endpoint = true",
      "use_dualstack_endpoint = true",
      "endpoint_url = http://127.0.0.1:1",
      "retry_mode = nonsense",
      "services = elsewhere",
      "[services elsewhere]",
      "dynamodb =",
      "  endpoint_url = http://127.0.0.1:1",
    ].join("\n"),
  );
  const child = start(process.execPath, ["infra/local/start.ts"], {
    AWS_USE_FIPS_ENDPOINT: "true",
    AWS_USE_DUALSTACK_ENDPOINT: "true",
    AWS_CONFIG_FILE: config,
    AWS_PROFILE: "nobody",
    AWS_REGION: "nowhere",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1",
    AWS_DEFAULTS_MODE: "nonsense",
    AWS_RETRY_MODE: "nonsense",
    AWS_MAX_ATTEMPTS: "nonsense",
    AWS_SDK_UA_APP_ID: "x".repeat(60),
    AWS_SESSION_TOKEN: "token",
  });
  const complaints = text(child.stderr);
  const url = await untilReady(child);
  await drawOne(url);
  child.kill("SIGTERM");
  expect(await complaints).not.toMatch(/error|userAgentAppId/i);
});

test("behind a proxy, everything for Slack goes through it over TLS: commands, responses and announcements", async () => {
  await using gateway = await startGateway({ origin: "https://slack.test", tls: selfSigned });
  const certificate = join(await makeFolder(), "certificate.pem");
  await writeFile(certificate, selfSigned.cert);
  await using proxy = await startProxy(() => gateway.port);
  const connected = gateway.nextLink();
  const child = startWithSlack(gateway.apiUrl, {
    LOTTERY_DATA: await makeFolder(),
    // Many people omit `http://`.
    HTTPS_PROXY: proxy.url.replace("http://", ""),
    HTTP_PROXY: "http://127.0.0.1:1",
    NODE_EXTRA_CA_CERTS: certificate,
  });
  const [link] = await Promise.all([connected, untilReady(child)]);
  const response = await link.send({
    type: "slash_commands",
    payload: {
      ...{ command: "/lottery", text: "draw 1", user_id: "U0OPERATOR", channel_id: "C0LOTTERY" },
      ...{ team_id: "T0LOTTERY", api_app_id: "A0LOTTERY", trigger_id: "1.2", is_enterprise_install: "false" },
    },
  });
  expect(JSON.stringify(response)).toMatch(/draw/i);
  // The roster is empty at first: the requester gets a message.
  await vi.waitFor(() => expect(gateway.calls.at(-1)).toMatch(/^chat\.post/), { timeout: 8_000 });
  expect(new Set(proxy.asked)).toEqual(new Set(["slack.test"]));
});

test("a proxy for everything is not used on this machine", async () => {
  const child = start(process.execPath, ["infra/local/start.ts"], {
    NODE_USE_ENV_PROXY: "1",
    HTTP_PROXY: "http://127.0.0.1:1",
    HTTPS_PROXY: "http://127.0.0.1:1",
  });
  await drawOne(await untilReady(child));
});
