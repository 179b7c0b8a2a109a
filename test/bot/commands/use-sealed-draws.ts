import { afterAll, beforeAll, expect } from "vitest";
import { z } from "zod";
import type { Message } from "../../../bot/messages/message.ts";
import { jsonOf } from "../../../data/runtime/json-of.ts";
import { type ExportedEntry, exportedEntry } from "../../../workflow/draw/exported-entry.ts";
import { verifyEntry } from "../../../workflow/draw/verify-entry.ts";
import { type FakeBeacon, startFakeBeacon } from "../../support/fake-beacon.ts";
import { naiveOrder } from "../../support/naive-order.ts";
import { recordLog } from "../../support/record-log.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { employeeItem, type TableItem } from "../../support/start-dynamodb.ts";
import { openRegistry } from "./open-registry.ts";

export const CHANNEL = "C0LOTTERY";

export const slackIdOf = (serial: number) => `U0P${serial}`;

/** This many employees, each with a Slack account. */
export const employeesInSlack = (count: number) =>
  Array.from({ length: count }, (_, i) => employeeItem(i + 1, { slack_user_id: slackIdOf(i + 1) }));

const codeBlock = z.object({
  type: z.literal("section"),
  text: z.object({ text: z.string().regex(/^```\n[\s\S]*\n```$/) }),
});

/** Returns the entry that a message contains as people copy it, or undefined. */
function readProof({ blocks }: Message): ExportedEntry | undefined {
  const code = blocks
    .flatMap((block) => codeBlock.safeParse(block).data ?? [])
    .map(({ text }) => text.text.slice(4, -4));
  return code.length === 0 ? undefined : jsonOf(exportedEntry).parse(code.join("\n"));
}

/** Expects that a message contains no proof, and that Slack accepts it. */
export function expectUnproved(message: Message) {
  expect(readProof(message)).toBeUndefined();
  expectSlackTakes(message);
}

/** Starts a beacon for the tests of a file, and opens the commands with draws that it seals. */
export function useSealedDraws() {
  let now = () => new Date(0);
  let beacon: FakeBeacon;
  let log: ReturnType<typeof recordLog>;
  beforeAll(async () => {
    log = recordLog();
    beacon = await startFakeBeacon({ period: 3, now: () => now() });
  });
  afterAll(async () => {
    await beacon[Symbol.asyncDispose]();
    log[Symbol.dispose]();
  });

  return {
    async openSealed(roster: readonly TableItem[]) {
      const open = await openRegistry("en", roster, { beacon });
      const { lottery } = open;
      now = lottery.clock.now;
      return {
        ...open,
        /** The response to the employee with this serial. */
        ask: (serial: number, text = "verify 1 me") => open.respond(text, slackIdOf(serial)),
        async orderOf(drawNo: number) {
          const { seed, roster_size } = await lottery.readDrawn(drawNo);
          return naiveOrder(Buffer.from(seed, "hex"), roster_size);
        },
      };
    },

    /** Expects that a message contains the proof of an entry, and that Slack accepts it. Returns the entry. */
    expectProved(message: Message): ExportedEntry {
      const entry = readProof(message);
      if (!entry) throw new Error(`There is no proof: ${message.text}`);
      expect(verifyEntry(entry, beacon.chain.hash)).toEqual([]);
      expectSlackTakes(message);
      return entry;
    },
  };
}
