import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import { startServer } from "../local/http/listen.ts";
import { WrongUsage } from "./command/command-error.ts";
import { runCommand } from "./command/run-command.ts";
import { createAnswerRounds } from "./relay/answer-rounds.ts";
import { createTestChain } from "./relay/test-chain.ts";

const USAGE = "npm run relay [-- --port <number>]";
const PORT = "8053";

/** The key is the same for everyone, so that draws can still be verified after a restart. */
const testChain = createTestChain({
  key: Buffer.from("the key of the test relay"),
  genesisTime: quicknet.genesis_time,
  period: quicknet.period,
});

/**
 * `npm run relay`: a relay for trying out sealed draws without internet. It publishes the rounds of a chain whose key is
 * public, and prints the settings with which the lottery uses it.
 */
async function run(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: "string", default: PORT } } });
  if (!/^\d{1,5}$/.test(values.port)) throw new WrongUsage();
  const { port } = await startServer(createServer(createAnswerRounds(testChain, Date.now)), {
    port: Number(values.port),
    purpose: "the relay",
    variable: "--port",
  });
  console.log(
    [
      `The relay of a test chain is ready at http://localhost:${port}`,
      "Everybody knows the key of this chain, so its rounds are not random. Use it only to try out sealed draws:",
      "",
      "export LOTTERY_BEACON=drand",
      `export LOTTERY_BEACON_RELAYS=http://localhost:${port}`,
      `export LOTTERY_BEACON_CHAIN='${JSON.stringify(testChain.chain)}'`,
      "npm start",
    ].join("\n"),
  );
}

await runCommand({ usage: USAGE, run });
