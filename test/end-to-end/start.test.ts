import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
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

/** Returns what a process says on standard error, except the log. */
const readComplaints = async (child: Child) =>
  (await text(child.stderr)).split("\n").filter((line) => line && !line.startsWith("{"));

/** Starts it, and expects that it refuses. Returns its only line. */
async function refuse(child: Child): Promise<string> {
  const [said, complaints] = [text(child.stdout), text(child.stderr)];
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(await said).toBe("");
  expect(await complaints).toMatch(/^[^\n]+\n$/);
  return complaints;
}

/** Asks a process to end, which it does at once and cleanly. */
async function stop(child: Child, signal: "SIGINT" | "SIGTERM"): Promise<void> {
  const signalledAt = performance.now();
  child.kill(signal);
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(performance.now() - signalledAt).toBeLessThan(1_000);
}

/** Draws one winner on a page, and waits for the announcement. */
async function drawOne(url: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ user: "U0OPERATOR", channel: "C0LOTTERY", text: "/lottery draw 1" });
  await fetch(`${url}/playground/command`, { method: "POST", headers, body });
  const readState = async () => await (await fetch(`${url}/playground/state?user=U0MEMBER`)).text();
  await vi.waitFor(async () => expect(await readState()).toContain("Receipt"), {
    timeout: 10_000,
    interval: 100,
  });
}

/** AWS settings of a shell, none of which fits: in its variables, and in a file. */
async function hostileAwsSettings(folder: string) {
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
  return {
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
  };
}

test("`npm start` starts it, whatever AWS settings and proxies the shell has, alone in its folder, and stops it when npm is stopped", async () => {
  const folder = await makeFolder();
  const child = start("npm", ["start", "--", "--data", folder], {
    ...(await hostileAwsSettings(await makeFolder())),
    NODE_USE_ENV_PROXY: "1",
    HTTP_PROXY: "http://127.0.0.1:1",
    HTTPS_PROXY: "http://127.0.0.1:1",
  });
  const complaints = text(child.stderr);
  const url = await untilReady(child);
  await drawOne(url);
  expect(() => openStore(folder)).toThrow("another process uses them");
  child.kill("SIGTERM");
  await once(child, "exit");
  await vi.waitFor(() => openStore(folder).close(), { timeout: 3_000, interval: 20 });
  expect(await isServing(url)).toBe(false);
  expect(await complaints).not.toMatch(/error|userAgentAppId/i);
});

const startWithSlack = (apiUrl: string, env: Readonly<Record<string, string>> = {}) =>
  start(process.execPath, ["infra/local/start.ts"], {
    SLACK_APP_TOKEN: APP_TOKEN,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_API_URL: apiUrl,
    LOTTERY_OPERATORS: "U0OPERATOR",
    ...env,
  });

test("with a real Slack's tokens it connects, through a proxy over TLS, and ends with one line if Slack rejects a token", async () => {
  await using gateway = await startGateway({ origin: "https://slack.test", tls: selfSigned });
  const certificate = join(await makeFolder(), "certificate.pem");
  await writeFile(certificate, selfSigned.cert);
  await using proxy = await startProxy(() => gateway.port);
  const env = {
    LOTTERY_DATA: await makeFolder(),
    // Many people omit `http://`.
    HTTPS_PROXY: proxy.url.replace("http://", ""),
    HTTP_PROXY: "http://127.0.0.1:1",
    NODE_EXTRA_CA_CERTS: certificate,
  };

  const connected = gateway.nextLink();
  const first = startWithSlack(gateway.apiUrl, env);
  const complaints = readComplaints(first);
  const [link, url] = await Promise.all([connected, untilReady(first)]);
  expect(await (await fetch(url)).text()).toContain("Lottery – inspector");
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
  gateway.refuse("apps.connections.open", { error: "token_revoked" });
  link.cut();
  expect(await once(first, "exit")).toEqual([1, null]);
  expect(await complaints).toEqual([
    expect.stringMatching(/^Slack rejects SLACK_APP_TOKEN \(token_revoked\)\. ./),
  ]);
  expect(new Set(proxy.asked)).toEqual(new Set(["slack.test"]));
});

test.each(["SIGINT", "SIGTERM"] as const)("a start that waits for Slack ends with %s", async (signal) => {
  await using gateway = await startGateway();
  gateway.refuse("auth.test", { status: 503 });
  const child = startWithSlack(gateway.apiUrl, { LOTTERY_DATA: await makeFolder() });
  await expect.poll(() => gateway.calls.length, { timeout: 8_000 }).toBeGreaterThan(0);
  await stop(child, signal);
});

test("what is missing for a real Slack is reported in one line, before anything starts", async () => {
  const child = startWithSlack("http://localhost:1/api/", {
    LOTTERY_OPERATORS: "",
    LOTTERY_EMAILS: "foo",
    SLACK_BOT_TOKEN: "xoxb-wrong",
  });
  expect(await refuse(child)).toMatch(
    /^Invalid environment: LOTTERY_EMAILS must list mail addresses[^;]*; LOTTERY_OPERATORS is missing and must list who may draw[^;]*\n$/,
  );
});
