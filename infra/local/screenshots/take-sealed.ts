import { createServer } from "node:http";
import type { Page } from "playwright-core";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { createAnswerRounds } from "../../cli/relay/answer-rounds.ts";
import { createTestChain } from "../../cli/relay/test-chain.ts";
import { startServer } from "../http/listen.ts";
import { announcement, fitWindow, messages, openWorkspace, take, type } from "./workspace.ts";

/** A member checks the draw. */
async function showPhone(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Max Member" }).check();
  await type(page, "/lottery verify 1");
  await page.getByRole("button", { name: "Position by position" }).waitFor();
  await fitWindow(page, announcement(page, "AirPods"));
  await take(page, "phone");
}

/** Takes the pictures of a sealed draw, with a relay of its own: `npm run screenshots`. */
async function takeSealed(): Promise<void> {
  await using things = new AsyncDisposableStack();
  const testChain = createTestChain({ genesisTime: quicknet.genesis_time, period: quicknet.period });
  const relay = await startServer(createServer(createAnswerRounds(testChain, Date.now)), {
    port: 0,
    purpose: "the relay",
    variable: "none",
  });
  things.defer(() => relay.close());
  const workspace = things.use(
    await openWorkspace({
      LOTTERY_BEACON: "drand",
      LOTTERY_BEACON_RELAYS: `http://localhost:${relay.port}`,
      LOTTERY_BEACON_CHAIN: JSON.stringify(testChain.chain),
    }),
  );
  const page = await workspace.open({ width: 1280, height: 800, colorScheme: "light" });
  await type(page, "/lottery draw 2 AirPods");
  const seal = messages(page).filter({ hasText: "🔒" }).first();
  await seal.waitFor();
  await page.locator('[data-state="Wait For Beacon"][data-status="running"]').waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.locator("#messages").evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await take(page, "seal");
  await announcement(page, "AirPods").waitFor({ timeout: 60_000 });
  await page.getByText("succeeded").waitFor();
  await fitWindow(page, seal);
  await take(page, "sealed-announcement", "main");
  await showPhone(await workspace.open({ width: 390, height: 760, colorScheme: "dark" }));
}

await takeSealed();
