import * as z from "zod";

/** Where an import takes people from. */
export const rosterSource = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("file"),
    file_id: z.string().regex(/^F[A-Z0-9]+$/),
    /** Whether the day or the month comes first, in dates that do not show it. */
    date_order: z.enum(["day-first", "month-first"]).optional(),
  }),
  z.object({ kind: z.literal("channel"), channel_id: z.string().regex(/^[CG][A-Z0-9]+$/) }),
  z.object({ kind: z.literal("usergroup"), usergroup_id: z.string().regex(/^S[A-Z0-9]+$/) }),
  z.object({ kind: z.literal("workspace") }),
]);

export type RosterSource = z.output<typeof rosterSource>;

/** What happens to people who are on the roster and not in the source. */
export const missingChoice = z.enum(["keep", "left"]);

/** Accounts that a sync takes only if they are selected. */
const otherAccount = z.enum(["guest", "external"]);

export type OtherAccounts = readonly z.output<typeof otherAccount>[];

/** What somebody has asked for. */
export const importRequest = z.object({
  source: rosterSource,
  other_accounts: z.array(otherAccount).max(2).default([]),
});

export type ImportRequest = z.output<typeof importRequest>;
