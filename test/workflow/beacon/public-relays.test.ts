import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { environment, readEnvironment } from "../../../data/runtime/environment.ts";
import { createFetchRound } from "../../../workflow/beacon/fetch-round.ts";
import { recordLog } from "../../support/record-log.ts";
import { useNock } from "../../support/use-nock.ts";

/** What drand's relays return for round 1000 of quicknet. */
const round1000 = {
  round: 1000,
  randomness: "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
  signature:
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
};
const PATH = "/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/public/1000";

let log: ReturnType<typeof recordLog>;
useNock();
beforeEach(() => {
  log = recordLog();
});
afterEach(() => {
  log[Symbol.dispose]();
});

/** The function with the default settings. */
function createDefault() {
  const settings = readEnvironment(
    {},
    environment.pick({ LOTTERY_BEACON_RELAYS: true, LOTTERY_BEACON_CHAIN: true }),
  );
  return createFetchRound({ relays: settings.LOTTERY_BEACON_RELAYS, chain: settings.LOTTERY_BEACON_CHAIN });
}

test.each([
  "https://api.drand.sh",
  "https://api2.drand.sh",
  "https://api3.drand.sh",
  "https://drand.cloudflare.com",
])("%s alone is enough for a round of quicknet", async (relay) => {
  const asked = nock(relay).get(PATH).reply(200, round1000);
  expect(await createDefault()(1000)).toBe(round1000.signature);
  expect(asked.isDone()).toBe(true);
});

test("a round that quicknet has not published is not invented", async () => {
  nock("https://api.drand.sh")
    .get(PATH.replace("1000", "1001"))
    .reply(200, { ...round1000, round: 1001 });
  await expect(createDefault()(1001)).rejects.toMatchObject({ name: "BeaconUnreachable" });
  expect(log.events("beacon-relay-failed")).toHaveLength(4);
});
