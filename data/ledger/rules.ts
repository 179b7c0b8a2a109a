import * as z from "zod";

/** The longest name of a campaign. */
export const LONGEST_CAMPAIGN = 75;

const departmentNames = z.array(z.string().min(1).max(200)).min(1).max(100);

/** What a request says about who may win: all of it is optional. */
export const requestedRules = z.strictObject({
  /** Only people of these departments, or nobody of these. Spellings of a name are equal as in `createLabelKey`. */
  departments: z
    .union([z.strictObject({ only: departmentNames }), z.strictObject({ not: departmentNames })])
    .optional(),
  /** Only people who joined before this day (ISO date). */
  joined_before: z.iso.date().optional(),
  /** Earlier winners of the campaign may win again. */
  again: z.literal(true).optional(),
});

export type RequestedRules = z.output<typeof requestedRules>;

/**
 * The rules of a draw, fixed when it is opened: part of its seal and its receipt. The order of the keys counts. Without a
 * campaign, the draw belongs to the first one, which has no name.
 */
export const drawRules = z.strictObject({
  campaign: z
    .strictObject({ no: z.int().min(1), name: z.string().min(1).max(LONGEST_CAMPAIGN).optional() })
    .optional(),
  ...requestedRules.shape,
});

export type DrawRules = z.output<typeof drawRules>;

/** The number of the campaign in which a draw was opened. */
export function campaignOf({ campaign }: DrawRules): number {
  return campaign?.no ?? 1;
}
