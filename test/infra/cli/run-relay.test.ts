/** @module-tag slow */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { environment, readEnvironment } from "../../../data/runtime/environment.ts";
import { firstRoundAfter } from "../../../workflow/beacon/chain.ts";
import { createFetchRound } from "../../../workflow/beacon/fetch-round.ts";
import { runCli } from "./run-cli.ts";

const PROGRAM = "infra/cli/run-relay.ts";

/** Starts the relay on a free port, and reads what it prints. */
async function startRelay() {
  const relay = spawn(process.execPath, [PROGRAM, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const printed: string[] = [];
  for await (const line of createInterface(relay.stdout)) {
    printed.push(line);
    if (line === "npm start") break;
  }
  const assignments = printed.join("\n").matchAll(/^export (\w+)='?([^'\n]+)'?$/gm);
  const variables = Object.fromEntries([...assignments].map(([, name = "", value]) => [name, value]));
  const settings = readEnvironment(
    variables,
    environment.pick({ LOTTERY_BEACON: true, LOTTERY_BEACON_RELAYS: true, LOTTERY_BEACON_CHAIN: true }),
  );
  return {
    text: printed.join("\n"),
    relays: settings.LOTTERY_BEACON_RELAYS,
    chain: settings.LOTTERY_BEACON_CHAIN,
    beacon: settings.LOTTERY_BEACON,
    async [Symbol.asyncDispose]() {
      const ended = once(relay, "exit");
      relay.kill();
      await ended;
    },
  };
}

describe("npm run relay", { tags: ["slow"] }, () => {
  let relay: Awaited<ReturnType<typeof startRelay>>;
  beforeAll(async () => {
    relay = await startRelay();
  });
  afterAll(() => relay[Symbol.asyncDispose]());

  const newest = () => firstRoundAfter(relay.chain, Date.now()) - 1;

  test("prints the settings with which the lottery gets genuine rounds from it", async () => {
    expect(relay.beacon).toBe("drand");
    const fetchRound = createFetchRound(relay);
    const signature = await fetchRound(newest());
    expect(signature).toMatch(/^[0-9a-f]{96}$/);
    expect(await fetchRound(newest() - 1)).not.toBe(signature);
  });

  test("says that its rounds are not random, and what to type next", () => {
    expect(relay.text.split("\n").filter((line) => !line.startsWith("export "))).toEqual([
      `The relay of a test chain is ready at ${relay.relays[0]}`,
      "Everybody knows the key of this chain, so its rounds are not random. Use it only to try out sealed draws:",
      "",
      "npm start",
    ]);
  });

  test("publishes no round before its time", async () => {
    const [url] = relay.relays;
    const response = await fetch(`${url}/${relay.chain.hash}/public/${newest() + 10}`);
    expect(response.status).toBe(425);
    await expect(createFetchRound(relay)(newest() + 10)).rejects.toMatchObject({ name: "BeaconUnreachable" });
  });

  test.each(["/", "/public/1", "/HASH/public/0", "/HASH/public/1e3", "/HASH/public/x", "/HASH/other/1"])(
    "knows nothing of %s",
    async (path) => {
      const { status } = await fetch(`${relay.relays[0]}${path.replace("HASH", relay.chain.hash)}`);
      expect(status).toBe(404);
    },
  );

  test("describes its chain like drand's relays", async () => {
    const response = await fetch(`${relay.relays[0]}/${relay.chain.hash}/info`);
    expect(await response.json()).toMatchObject({ public_key: relay.chain.public_key, period: 3 });
  });

  test("has the same chain after every start, so that earlier draws can be verified", () => {
    // Any other key or time would give another hash.
    expect(relay.chain.hash).toBe("bdcee63ea3a1d1715521e20d4a8ccb77127de684c373638d3ea22fbaf5af9a17");
  });
});

test.each(["x", "1x", "x1", "", "123456"])(
  "a relay refuses the port %j, and says how it is called",
  async (port) => {
    expect(await runCli("run-relay", ["--port", port])).toEqual({
      out: "",
      err: "Usage: npm run relay [-- --port <number>]\n",
      code: 1,
    });
  },
);
