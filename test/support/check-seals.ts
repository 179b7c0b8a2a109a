import { expect } from "vitest";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";
import { isInTime } from "../../workflow/draw/seal-time.ts";
import type { AnnouncedMessage } from "./check-notifications.ts";

/**
 * Checks the seals in the channel against the ledger: each is the draw's, and the last one counts only if no other one was
 * posted in time. With `atRest`, it also checks that people have learned how each sealed draw ended.
 */
export function checkSeals(
  { records, messages, chain }: { records: DrawRecord[]; messages: AnnouncedMessage[]; chain: BeaconChain },
  { atRest }: { atRest: boolean },
) {
  for (const draw of records) {
    const partOf = ({ metadata }: AnnouncedMessage) =>
      metadata?.event_payload.draw_id === draw.draw_id ? metadata.event_payload.part : undefined;
    const posted = messages.filter((message) => partOf(message) === "seal");
    for (const { ts, blocks, metadata } of posted) {
      const number = metadata?.event_payload.revision ?? 0;
      const seal = draw.seals[number - 1];
      if (!seal)
        throw new Error(`Seal ${number} of draw ${draw.draw_no} is in the channel, but not in the ledger.`);
      expect(JSON.stringify(blocks), "the message shows the seal").toContain(formatReceipt(seal.seal));
      if (number < draw.seals.length)
        expect(isInTime({ ...seal, message_ts: ts }, chain), "a seal that was in time counts").toBe(false);
    }
    for (const { message_ts } of draw.seals)
      if (message_ts !== undefined) expect(posted.map(({ ts }) => ts)).toContain(message_ts);
    if (draw.status === "drawn" && draw.channel_id && draw.beacon === "drand")
      expect(draw.seals.at(-1), "the seal of a decided draw was posted").toHaveProperty("message_ts");
    if (draw.status === "failed")
      expect(draw, "a failed draw may have a seed, but no winners").not.toHaveProperty("winners");
    if (atRest && draw.status === "failed" && draw.seals.some(({ message_ts }) => message_ts !== undefined))
      expect(
        messages.map(partOf),
        `people wait for the winners of draw ${draw.draw_no}, which has failed`,
      ).toContain("failure");
  }
}
