import * as z from "zod";
import { employeeId, lotterySerial, slackUserId } from "../people/employee.ts";
import { digest } from "./digest.ts";
import { seal, sealing } from "./sealing.ts";

/** A winner in the ledger, in the body of the tasks and in notices. */
export const winner = z.object({
  employee_id: employeeId,
  employee_name: z.string().min(1),
  lottery_serial: lotterySerial,
  slack_user_id: slackUserId.optional(),
});

export type Winner = z.output<typeof winner>;

/** ISO 8601. */
const time = z.iso.datetime({ offset: true });

/** The Slack id of the person who asked. A malformed id is dropped: the person is not mentioned. */
const requester = slackUserId.optional().catch(undefined);

/** A winner whose id and name may have been erased. */
const erasableWinner = winner.extend({
  /** The digest of a person whose id and name were erased. They have placeholders. */
  erased: digest.optional(),
});

export type ErasableWinner = z.output<typeof erasableWinner>;

/** A winner in the ledger: `void` marks a cancelled win, `replaces` marks the win of a replacement. */
const recordedWinner = erasableWinner.extend({
  /** The number of the revision that cancelled the win, from 1. The revision says when, by whom and why. */
  void: z.object({ revision: z.int().min(1) }).optional(),
  /** The `employee_id` of the replaced winner. */
  replaces: employeeId.optional(),
});

export type RecordedWinner = z.output<typeof recordedWinner>;

/** Whether each person wins once and each replacement comes after the winner it replaces, so that no chain is a loop. */
function areInOrder(winners: readonly RecordedWinner[]): boolean {
  const before = new Set<string>();
  const replaced = new Set<string>();
  return winners.every(({ employee_id, replaces }) => {
    if (before.has(employee_id)) return false;
    if (replaces !== undefined && (!before.has(replaces) || replaced.has(replaces))) return false;
    before.add(employee_id);
    if (replaces !== undefined) replaced.add(replaces);
    return true;
  });
}

/** Returns the winners after so many revisions, in rank order: a replacement has the rank of the replaced winner. */
export function winnersAfter(winners: readonly RecordedWinner[], revisions: number): RecordedWinner[] {
  const replacementOf = new Map(
    winners.flatMap((winner) => (winner.replaces ? [[winner.replaces, winner]] : [])),
  );
  return winners
    .filter(({ replaces }) => replaces === undefined)
    .flatMap((first) => {
      let winner: RecordedWinner | undefined = first;
      while (winner?.void && winner.void.revision <= revisions)
        winner = replacementOf.get(winner.employee_id);
      return winner ? [winner] : [];
    });
}

/** The key of a page of the visit log. */
export const pageKey = z.string().min(1).max(64);

/** A candidate whom another draw had claimed when this attempt tried to. */
export const lostEntrant = z.object({
  employee_id: employeeId,
  lottery_serial: lotterySerial,
  draw_no: z.int().positive().optional(),
});

export type LostEntrant = z.output<typeof lostEntrant>;

/** The id of a draw or a revision: the name of its execution, of the length that Step Functions allows. Keys contain it. */
export const executionName = z.string().min(1).max(80);

/** Draws are numbered 1, 2, 3 …, up to the length of the ledger's sort key. */
export const drawNumber = z.int().min(1).max(9_999_999_999);

const drawFacts = z.object({
  draw_no: drawNumber,
  draw_id: executionName,
  num_of_winners: z.int().min(1),
  prize: z.string().optional(),
  /** The id of the prize, if the campaign listed one of this name when the draw was opened. */
  prize_id: z.string().optional(),
  requested_by: requester,
  channel_id: z.string().optional(),
  requested_at: time,
  ...sealing.shape,
  /** All seals of a sealed draw. The last one counts. */
  seals: z.array(seal),
  /** The beacon's signature of the last seal's round. */
  signature: z.string().optional(),
  /** Unknown until the beacon has published the round. */
  seed: digest.optional(),
  roster_size: z
    .int()
    .min(0)
    .max(2 ** 40),
  /** How many people could win when the draw was opened. */
  eligible: z.int().min(0),
  /** The name of the execution whose attempt is under way: the draw's own, or one of a redraw or a void. */
  attempt_id: executionName.optional(),
  /** Epoch seconds until which the newest attempt may hold people. */
  lease_expires_at: z.number(),
  /** Grows when an attempt releases its claims and starts over. */
  claim_round: z.int().min(0),
  /** The people whom the newest attempt may have claimed. They are stored before the claims, so that all can be released. */
  candidates: z.set(employeeId).default(new Set<string>()),
  /** Puts the record into the pending index until nothing is left to do for the draw. */
  pending: z.literal("yes").optional(),
  /** How many writes have erased people from the record. */
  erasures: z.int().min(1).optional(),
  /** When the names of everybody were erased from the record. */
  names_erased_at: time.optional(),
});

/** What is stored about a draw before it has a number. */
export const drawOpening = drawFacts.omit({
  draw_no: true,
  draw_id: true,
  attempt_id: true,
  claim_round: true,
  candidates: true,
  pending: true,
  seals: true,
  signature: true,
  erasures: true,
  names_erased_at: true,
});

/** 16 bytes in hex. */
export const salt = z.string().regex(/^[0-9a-f]{32}$/);

/** The request to redraw a win or to void a draw. */
const revisionRequest = z.object({
  kind: z.enum(["redraw", "void"]),
  requested_by: requester,
  requested_at: time,
  reason: z.string().optional(),
  /** 16 bytes in hex, and the salted digest of the reason, which the receipt contains. */
  reason_salt: salt.optional(),
  reason_digest: digest.optional(),
  /** Employee ids of those whose wins are cancelled. Not stored for a void: it cancels all current wins. */
  voided: z.array(employeeId).min(1).optional(),
});

/** The request of the redraw or void under way. */
export type Revising = Named<z.output<typeof revisionRequest>>;

/** A decided redraw or void. */
const revision = revisionRequest.extend({
  revision_id: executionName,
  revised_at: time,
  /** The first position that the revision visited. */
  walked_from: z.int().min(0),
  winners: z.array(erasableWinner),
  lost: z.array(lostEntrant).default([]),
  pages: z.array(pageKey),
  receipt: digest,
});

export type Revision = Named<z.output<typeof revision>>;

/** With the ids of everybody whose win is cancelled. */
type Named<Stored extends { voided?: readonly string[] | undefined }> = Omit<Stored, "voided"> & {
  voided: string[];
};

/** Formats a revision as it is stored: a void does not repeat up to a thousand ids. */
export function formatStored<Stored extends Named<z.output<typeof revisionRequest>>>({
  voided,
  ...revision
}: Stored) {
  return revision.kind === "void" ? revision : { ...revision, voided };
}

const announcement = z.object({
  /** Epoch milliseconds until which a callback has the right to post. */
  announcing_until: z.number().optional(),
  /** Grows with each attempt to post. */
  announcement_attempts: z.int().default(0),
  announced_at: time.optional(),
  message_ts: z.string().optional(),
  /** Why Slack refuses the message. */
  announcement_error: z.string().optional(),
});

const drawing = drawFacts.extend({ status: z.literal("drawing"), attempt_id: executionName });

const storedDrawn = drawFacts.extend({
  ...announcement.shape,
  status: z.literal("drawn"),
  drawn_at: time,
  seed: digest,
  walked: z.int().min(1),
  /** All winners of the draw, also those with cancelled wins, in draw order. Cancelled wins are void. */
  winners: z.array(recordedWinner).min(1).refine(areInOrder, "are not in the order of their replacements"),
  lost: z.array(lostEntrant).default([]),
  /** Keys of the pages of the visit log. */
  pages: z.array(pageKey),
  /** SHA-256 in hex: the rule `lottery-receipt-v1`. */
  receipt: digest,
  revising: revisionRequest.optional(),
  revisions: z.array(revision).default([]),
  claims_final: z.literal(true).optional(),
  /** When the topic accepted each notice: "0" is the notice of the draw, "1" of its first revision, and so on. */
  mailed_at: z.record(z.string(), time).default({}),
  /** The notice that a callback has the right to publish until this time (epoch milliseconds); 0 after a failure. */
  mailing: z.object({ revision: z.int().min(0), until: z.number() }).optional(),
});

/** A decided draw, with the ids of everybody whose win a revision cancels. */
const drawn = storedDrawn
  .refine(({ attempt_id, revising }) => (attempt_id === undefined) === (revising === undefined), {
    path: ["revising"],
    error: "does not belong to the attempt under way",
  })
  .transform(({ revising, revisions, ...draw }) => {
    const idsAfter = (count: number) =>
      winnersAfter(draw.winners, count).map(({ employee_id }) => employee_id);
    const voidedBy = (number: number) => {
      const remaining = new Set(idsAfter(number));
      return idsAfter(number - 1).filter((id) => !remaining.has(id));
    };
    return {
      ...draw,
      revisions: revisions.map((each, i): Revision => ({ ...each, voided: each.voided ?? voidedBy(i + 1) })),
      ...(revising && {
        revising: { ...revising, voided: revising.voided ?? idsAfter(revisions.length) } satisfies Revising,
      }),
    };
  });

const failed = drawFacts.extend({
  ...announcement.shape,
  status: z.literal("failed"),
  failed_at: time,
  error: z.string(),
  /** For engineers. */
  cause: z.string(),
  /** The numbers and names in the error's text for users. */
  error_facts: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  claims_released: z.literal(true).optional(),
});

/** A record of the ledger: the request, what determines the order, and the result. */
export const drawRecord = z.discriminatedUnion("status", [drawing, drawn, failed]);

export type DrawRecord = z.output<typeof drawRecord>;
export type DrawingRecord = z.output<typeof drawing>;
export type DrawnRecord = z.output<typeof drawn>;
export type FailedRecord = z.output<typeof failed>;
/** A draw that is decided or has failed. */
export type EndedRecord = DrawnRecord | FailedRecord;

/** When a draw was decided or failed (ISO 8601). A redraw or a void does not change that. */
export function endOf(draw: EndedRecord): string {
  return draw.status === "drawn" ? draw.drawn_at : draw.failed_at;
}
