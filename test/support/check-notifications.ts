import { expect } from "vitest";
import { z } from "zod";
import type { DrawnRecord, DrawRecord } from "../../data/ledger/draw-record.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import { formatReceipt } from "../../workflow/draw/receipt.ts";

/** A message of the bot in the channel, with its draw and its revision. */
export const announcedMessage = z.object({
  ts: z.string(),
  text: z.string(),
  blocks: z.unknown().optional(),
  metadata: z
    .object({
      event_payload: z.object({
        draw_id: z.string(),
        part: z.enum(["seal", "failure", "winners", "note"]),
        revision: z.int(),
      }),
    })
    .optional(),
});

export type AnnouncedMessage = z.output<typeof announcedMessage>;

interface SentMail {
  subject: string;
  text: string;
}

/** Distinguishes the emails of a draw from those of its revisions. */
const receiptsOf = (draw: DrawnRecord) =>
  [draw, ...draw.revisions].map(({ receipt }) => formatReceipt(receipt));

/**
 * Checks the announcements and emails: they name only winners, and nothing is posted twice. With `atRest`, it also checks
 * that everything was announced and emailed.
 */
export function checkNotifications(
  { records, messages, mails }: { records: DrawRecord[]; messages: AnnouncedMessage[]; mails: SentMail[] },
  { atRest, mayRepeat = false }: { atRest: boolean; mayRepeat?: boolean },
) {
  const posted = messages.flatMap(({ metadata }) => (metadata ? [metadata.event_payload] : []));
  const keys = posted.map(({ draw_id, part, revision }) => `${draw_id} ${part} ${revision}`);
  if (!mayRepeat) expect(keys, "a message is in the channel twice").toEqual([...new Set(keys)]);

  const drawn = new Map(records.flatMap((draw) => (draw.status === "drawn" ? [[draw.draw_id, draw]] : [])));
  for (const { draw_id, part, revision } of posted)
    if (part === "winners" || part === "note")
      expect(drawn.get(draw_id)?.revisions.length, "what is announced is decided").toBeGreaterThanOrEqual(
        revision,
      );

  const mailed: string[] = [];
  for (const { subject, text } of mails) {
    const number = Number(/^Lottery draw (\d+): /.exec(subject)?.[1]);
    const draw = records.find(({ draw_no }) => draw_no === number);
    if (draw?.status !== "drawn")
      throw new Error(`"${subject}" was mailed, but draw ${number} is not decided.`);
    const receipt = receiptsOf(draw).find((each) => text.includes(each));
    expect(receipt, "the email matches the decision").toBeDefined();
    mailed.push(`${number} ${receipt}`);
  }

  if (!atRest) return;
  for (const draw of records) {
    expect(draw, "something is pending").not.toHaveProperty("pending");
    if (draw.status !== "drawn") continue;
    expect(mailed, `draw ${draw.draw_no} is not mailed`).toEqual(
      expect.arrayContaining(receiptsOf(draw).map((receipt) => `${draw.draw_no} ${receipt}`)),
    );
    if (!draw.channel_id) continue;
    const own = messages.filter(({ metadata }) => metadata?.event_payload.draw_id === draw.draw_id);
    const announcement = own.find(({ ts }) => ts === draw.message_ts);
    for (const { employee_name } of currentWinners(draw.winners))
      expect(announcement?.text, `draw ${draw.draw_no} is not announced`).toContain(employee_name);
    const revision = draw.revisions.length;
    if (revision > 0)
      expect(own.map(({ metadata }) => metadata?.event_payload)).toContainEqual({
        draw_id: draw.draw_id,
        part: "note",
        revision,
      });
  }
}
