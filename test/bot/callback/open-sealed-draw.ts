import { expect } from "vitest";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import type { Seal } from "../../../data/ledger/sealing.ts";
import { firstAttempt } from "../../../workflow/attempt/attempt.ts";
import { type DrawBody, drawBody } from "../../../workflow/attempt/draw-body.ts";
import type { DrawRequestInput } from "../../../workflow/attempt/requests.ts";
import { firstRoundAfter, roundTime } from "../../../workflow/beacon/chain.ts";
import { computeCommitment, computeSeal } from "../../../workflow/draw/seal.ts";
import { startFakeBeacon } from "../../support/fake-beacon.ts";
import { CHANNEL, openCallback, PERSON } from "./open-callback.ts";

export const FROM_SLACK = { channel_id: CHANNEL, requested_by: PERSON };

/** The name of the execution of the draw. */
export const SEALED = "sealed";

export type SealedDraw = Awaited<ReturnType<typeof openSealedDraw>>;

/** Opens a callback for draws that are sealed with a beacon of its own, and offers its steps for one draw. */
export async function openSealedDraw() {
  let now = () => new Date(0);
  const beacon = await startFakeBeacon({ period: 3, now: () => now() });
  const callback = await openCallback({ beacon });
  const { lottery, ledger, slack } = callback;
  now = lottery.clock.now;
  const { chain } = beacon;
  const record = (): Promise<DrawRecord> => lottery.readById(SEALED);
  const computeSealOf = (draw: DrawRecord, round: number): string =>
    computeSeal({ ...draw, commitment: computeCommitment(draw.secret ?? ""), chain: chain.hash }, round);

  return {
    ...callback,
    beacon,
    now,
    record,
    seals: async () => (await record()).seals,

    /** The seal of the draw, as it is stored, with this round. */
    sealWith: async (round: number) => computeSealOf(await record(), round),

    /** Runs the first task and, if `isGenuine`, starts the execution before. */
    async open(
      input = 2,
      request: Partial<DrawRequestInput> = FROM_SLACK,
      isGenuine = true,
    ): Promise<DrawBody> {
      if (isGenuine) await callback.startExecution(SEALED, { input, ...request });
      const started_at = now().toISOString();
      const event = { execution: SEALED, started_at, request: { input, ...request } };
      return drawBody.parse((await lottery.inputWinners(event)).body);
    },

    /** Runs the state "Announce Seal". Returns when the selection may begin. */
    async announce(body: DrawBody): Promise<string> {
      const result = await callback.receive({ announce_seal: body });
      return result?.body.beacon_at ?? "";
    },

    /** Adds a seal to the ledger, like a run that stops right after that. Its round is published in 12 seconds or later. */
    async addSeal(): Promise<Seal> {
      const draw = await record();
      const round = firstRoundAfter(chain, now().getTime() + 12_000);
      const seal = { round, seal: computeSealOf(draw, round) };
      await ledger.attempts.setSeals(firstAttempt(draw), draw.seals, [...draw.seals, seal]);
      return seal;
    },

    /** How often the bot has posted. */
    posts: () => slack.calls.filter((call) => call === "chat.postMessage").length,

    /** How many seconds before its round Slack accepted a seal. */
    secondsBefore: ({ round, message_ts }: Seal) => roundTime(chain, round) / 1_000 - Number(message_ts),

    async [Symbol.asyncDispose]() {
      // Whatever happens, a seal stays as it was posted.
      expect(slack.calls.filter((call) => /update|delete/.test(call))).toEqual([]);
      await callback[Symbol.asyncDispose]();
      await beacon[Symbol.asyncDispose]();
    },
  };
}
