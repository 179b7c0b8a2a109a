/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { firstRoundAfter } from "../../../workflow/beacon/chain.ts";
import { createFetchRound } from "../../../workflow/beacon/fetch-round.ts";
import { type RelayFault, relayFaults, startFakeBeacon } from "../../support/fake-beacon.ts";
import { recordLog } from "../../support/record-log.ts";

/** Long, because this process does the work of the relays, too. */
const TIMEOUT_MS = 5_000;

/** The reasons in the log, by fault. */
const reasons: Readonly<Record<RelayFault, string>> = {
  "tampered signature": "not-genuine",
  "wrong round": "wrong-round",
  "another round's signature": "not-genuine",
  "another chain's signature": "not-genuine",
  "no round yet": "status-425",
  "no such chain": "status-404",
  html: "malformed",
  "other JSON": "malformed",
  redirect: "status-302",
  "huge body": "too-large",
  "endless body": "timeout",
  silent: "timeout",
  "closed connection": "unreachable",
  down: "unreachable",
};

async function open(
  relays: readonly (RelayFault | undefined)[],
  { now = () => new Date(), timeoutMs = TIMEOUT_MS } = {},
) {
  const beacon = await startFakeBeacon({ relays, now });
  const log = recordLog();
  const urls = beacon.relays.map(({ url }) => url);
  return {
    beacon,
    log,
    /** A published round. */
    round: firstRoundAfter(beacon.chain, now().getTime() - 60_000),
    fetchRound: createFetchRound({ relays: urls, chain: beacon.chain, timeoutMs }),
    hosts: urls.map((url) => new URL(url).host),
    connections: () => Promise.all(beacon.relays.map((relay) => relay.connections())),
    async [Symbol.asyncDispose]() {
      log[Symbol.dispose]();
      await beacon[Symbol.asyncDispose]();
    },
  };
}

test("fetches the signature of a round", async () => {
  await using opened = await open([undefined]);
  const { fetchRound, round, beacon, log } = opened;
  expect(await fetchRound(round)).toBe(beacon.sign(round));
  expect(log.lines).toEqual([]);
});

describe.each(relayFaults)("a relay with the fault “%s”", (fault) => {
  test("does not prevent that an honest one of three is believed", async () => {
    await using opened = await open([fault, fault, undefined]);
    const { fetchRound, round, beacon } = opened;
    expect(await fetchRound(round)).toBe(beacon.sign(round));
    await expect.poll(opened.connections).toEqual([0, 0, 0]);
  });

  test("is never believed, and each one is logged", async () => {
    const reason = reasons[fault];
    await using opened = await open([fault, fault], { ...(reason === "timeout" && { timeoutMs: 300 }) });
    const { fetchRound, round, hosts, log } = opened;
    await expect(fetchRound(round)).rejects.toMatchObject({ name: "BeaconUnreachable", facts: { round } });
    const events = log.events("beacon-relay-failed");
    expect(events).toHaveLength(2);
    expect(events).toEqual(
      expect.arrayContaining(
        hosts.map((relay) => ({ level: "warn", event: "beacon-relay-failed", relay, round, reason })),
      ),
    );
    await expect.poll(opened.connections).toEqual([0, 0]);
  });
});

test("says in the error what each relay did", async () => {
  await using opened = await open(["down", "html"]);
  const { fetchRound, round, hosts } = opened;
  const [down, html] = [`${hosts[0]}: unreachable`, `${hosts[1]}: malformed`];
  await expect(fetchRound(round)).rejects.toThrow(
    new RegExp(`^No relay has a genuine round ${round} \\((${down}, ${html}|${html}, ${down})\\)\\.$`),
  );
});

test("asks the relays at the same time: a silent one delays nothing", async () => {
  await using opened = await open(["silent", undefined]);
  const { fetchRound, round, beacon, log } = opened;
  const start = performance.now();
  expect(await fetchRound(round)).toBe(beacon.sign(round));
  expect(performance.now() - start).toBeLessThan(TIMEOUT_MS);
  await expect.poll(opened.connections).toEqual([0, 0]);
  expect(log.lines).toEqual([]);
});

test("finds a round only after it is published", async () => {
  let now = new Date("2026-06-15T12:00:00Z");
  await using opened = await open([undefined, undefined], { now: () => now });
  const { fetchRound, beacon } = opened;
  const round = firstRoundAfter(beacon.chain, now.getTime() + 12_000);
  await expect(fetchRound(round)).rejects.toMatchObject({ name: "BeaconUnreachable" });
  now = new Date("2026-06-15T12:00:12Z");
  expect(await fetchRound(round)).toBe(beacon.sign(round));
});

test("fetches a round once the relays are back", async () => {
  await using opened = await open(["down"]);
  const { fetchRound, round, beacon } = opened;
  await expect(fetchRound(round)).rejects.toMatchObject({ name: "BeaconUnreachable" });
  await beacon.relays[0]?.setFault();
  expect(await fetchRound(round)).toBe(beacon.sign(round));
});
