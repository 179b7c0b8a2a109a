import * as z from "zod";
import { drawNumber } from "../../data/ledger/draw-record.ts";
import { slackUserId } from "../../data/people/employee.ts";

/** A file that a person has asked for. */
const requestedFile = z.discriminatedUnion("kind", [
  /** All winners of the current campaign, as a spreadsheet. */
  z.object({ kind: z.literal("winners") }),
  /** The record of one draw, for the verify page. */
  z.object({ kind: z.literal("draw"), draw_no: drawNumber }),
]);

/** Who has asked for which file. `response_url`: where Slack accepts a response that only this person sees. */
export const fileRequest = z.object({
  file: requestedFile,
  user_id: slackUserId,
  response_url: z.url().optional(),
});

export type FileRequest = z.output<typeof fileRequest>;
