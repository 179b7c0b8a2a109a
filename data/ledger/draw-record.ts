import * as z from "zod";
import { employeeId, lotterySerial, slackUserId } from "../people/employee.ts";

/** A winner as the ledger, the states and the notices name them. */
export const winner = z.object({
  employee_id: employeeId,
  employee_name: z.string().min(1),
  lottery_serial: lotterySerial,
  slack_user_id: slackUserId.optional(),
});

export type Winner = z.output<typeof winner>;

/** A moment, ISO 8601. */
const time = z.iso.datetime({ offset: true });

/** Who asked, by their Slack id; a malformed one only costs the mention. */
const requester = slackUserId.optional().catch(undefined);

/** A winner in the ledger: with `void` where the win was cancelled, with `replaces` where it followed from that. */
const recordedWinner = winner.extend({
  /** By which revision, from 1 on: it says when, by whom and why. */
  void: z.object({ revision: z.int().min(1) }).optional(),
  /** The `employee_id` of the one whose place it is. */
  replaces: employeeId.optional(),
});

export type RecordedWinner = z.output<typeof recordedWinner>;

/** Nobody wins a draw twice, and whoever replaces somebody stands after them: so following replacements comes to an end. */
function followOneAnother(winners: readonly RecordedWinner[]): boolean {
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

/**
 * The winners after so many revisions, replacements in the place of those whom they replace. Revisions that came later do
 * not count.
 */
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

/** The key of a page that says who stood at each place of the walk. */
export const pageKey = z.string().min(1).max(64);

/** Someone who was chosen but turned out to be in another draw's hands when this draw claimed them. */
export const lostEntrant = z.object({
  employee_id: employeeId,
  lottery_serial: lotterySerial,
  draw_no: z.int().positive().optional(),
});

export type LostEntrant = z.output<typeof lostEntrant>;

/** The id of a draw or a revision: its execution's name, which Step Functions lets be no longer. It is part of keys. */
export const executionName = z.string().min(1).max(80);

/** Draws are numbered 1, 2, 3 …; the bound is what the ledger's key can hold. */
export const drawNumber = z.int().min(1).max(9_999_999_999);

const drawFacts = z.object({
  draw_no: drawNumber,
  draw_id: executionName,
  num_of_winners: z.int().min(1),
  prize: z.string().optional(),
  requested_by: requester,
  channel_id: z.string().optional(),
  requested_at: time,
  seed: z.string().regex(/^[0-9a-f]{64}$/),
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
  /** Everybody whom the newest attempt has tried to claim. They are stored before the claims, so that these can be released. */
  candidates: z.set(employeeId).default(new Set<string>()),
  /** Present until nothing is left to be done for the draw. */
  pending: z.literal("yes").optional(),
});

/** What is known of a draw before it has a number. */
export const drawOpening = drawFacts.omit({
  draw_no: true,
  draw_id: true,
  attempt_id: true,
  claim_round: true,
  candidates: true,
  pending: true,
});

/** What is asked for when a win, or a whole draw, is cancelled. */
const revisionRequest = z.object({
  kind: z.enum(["redraw", "void"]),
  requested_by: requester,
  requested_at: time,
  reason: z.string().optional(),
  /** Employee ids of those whose win is cancelled. Not stored for a void, which cancels every win: the winners say whose. */
  voided: z.array(employeeId).min(1).optional(),
});

/** What the redraw or void asks for that is under way. */
export type Revising = Named<z.output<typeof revisionRequest>>;

/** A revision that was decided. */
const revision = revisionRequest.extend({
  revision_id: executionName,
  revised_at: time,
  /** Places of the walk that it visited, from `walked_from` on. */
  walked_from: z.int().min(0),
  winners: z.array(winner),
  lost: z.array(lostEntrant).default([]),
  pages: z.array(pageKey),
  receipt: z.string(),
});

export type Revision = Named<z.output<typeof revision>>;

/** A revision that names everyone whose win it cancels. */
type Named<Stored extends { voided?: readonly string[] | undefined }> = Omit<Stored, "voided"> & {
  voided: string[];
};

/** A revision in the form in which it is stored: a thousand ids are not repeated. */
export function formatStored<Stored extends Named<z.output<typeof revisionRequest>>>({
  voided,
  ...revision
}: Stored) {
  return revision.kind === "void" ? revision : { ...revision, voided };
}

const announcement = z.object({
  /** Epoch milliseconds until which somebody is posting. */
  announcing_until: z.number().optional(),
  /** Grows with each attempt to post. */
  announcement_attempts: z.int().default(0),
  announced_at: time.optional(),
  message_ts: z.string().optional(),
  /** Why Slack will never take the message. */
  announcement_error: z.string().optional(),
});

const drawing = drawFacts.extend({ status: z.literal("drawing"), attempt_id: executionName });

const storedDrawn = drawFacts.extend({
  ...announcement.shape,
  status: z.literal("drawn"),
  drawn_at: time,
  walked: z.int().min(1),
  /** All who ever won it, in the order of the walk; those whose win was taken back are void. */
  winners: z.array(recordedWinner).min(1).refine(followOneAnother, "do not follow one another"),
  lost: z.array(lostEntrant).default([]),
  /** Keys of the pages that say who stood at each place of the walk. */
  pages: z.array(pageKey),
  /** SHA-256 in hex: the rule `lottery-receipt-v1`. */
  receipt: z.string(),
  revising: revisionRequest.optional(),
  revisions: z.array(revision).default([]),
  claims_final: z.literal(true).optional(),
  /** When the topic accepted each notice: "0" is the notice of the draw, "1" of its first revision, and so on. */
  mailed_at: z.record(z.string(), time).default({}),
  /** The notice that a callback publishes, and until when (epoch milliseconds); in the past once that has failed. */
  mailing: z.object({ revision: z.int().min(0), until: z.number() }).optional(),
});

/** The record with the names of all whose wins its revisions cancel. */
const drawn = storedDrawn
  .refine(({ attempt_id, revising }) => (attempt_id === undefined) === (revising === undefined), {
    path: ["revising"],
    error: "does not belong to the attempt under way",
  })
  .transform(({ revising, revisions, ...draw }) => {
    const idsAfter = (count: number) =>
      winnersAfter(draw.winners, count).map(({ employee_id }) => employee_id);
    const voidedBy = (number: number) => {
      const standing = new Set(idsAfter(number));
      return idsAfter(number - 1).filter((id) => !standing.has(id));
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
  /** The figures and names that the error's words for people need. */
  error_facts: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  claims_released: z.literal(true).optional(),
});

/** A record of the ledger: what was asked, what the order was drawn from, and what came of it. */
export const drawRecord = z.discriminatedUnion("status", [drawing, drawn, failed]);

export type DrawRecord = z.output<typeof drawRecord>;
export type DrawingRecord = z.output<typeof drawing>;
export type DrawnRecord = z.output<typeof drawn>;
export type FailedRecord = z.output<typeof failed>;
