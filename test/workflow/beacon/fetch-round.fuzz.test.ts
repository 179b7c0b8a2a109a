import { createServer } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { type Listening, startServer } from "../../../infra/local/http/listen.ts";
import { createFetchRound } from "../../../workflow/beacon/fetch-round.ts";
import { FUZZ_TIMEOUT, fuzz } from "../../support/fuzz.ts";
import { hostileJson, hostileJsonText, hostileText } from "../../support/hostile-values.ts";
import { recordLog } from "../../support/record-log.ts";

let answer: { status: number; body: string | Uint8Array };
let relay: Listening;
let log: ReturnType<typeof recordLog>;
beforeAll(async () => {
  log = recordLog();
  const server = createServer((_, response) => response.writeHead(answer.status).end(answer.body));
  relay = await startServer(server, { port: 0, purpose: "the relay", variable: "PORT" });
});
afterAll(async () => {
  await relay.close();
  log[Symbol.dispose]();
});

const round = 1000;
const almost = fc
  .record({
    round: fc.oneof(fc.constant(round), hostileJson),
    signature: fc.oneof(
      fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), maxLength: 100 }),
      hostileJson,
    ),
  })
  .map((each) => JSON.stringify(each));
const answers = fc.record({
  status: fc.constantFrom(200, 200, 200, 204, 301, 400, 404, 425, 500, 599),
  body: fc.oneof(almost, hostileJsonText, hostileText, fc.uint8Array({ maxLength: 10_000 })),
});

test("whatever a relay answers, it is not a genuine round", { timeout: FUZZ_TIMEOUT }, async () => {
  const fetchRound = createFetchRound({ relays: [`http://127.0.0.1:${relay.port}`], chain: quicknet });
  await fc.assert(
    fc.asyncProperty(answers, async (hostile) => {
      answer = hostile;
      await expect(fetchRound(round)).rejects.toMatchObject({ name: "BeaconUnreachable", facts: { round } });
    }),
    fuzz(14, 200),
  );
});
