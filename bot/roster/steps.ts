import * as z from "zod";
import { slackUserId } from "../../data/people/employee.ts";
import { rosterFault } from "../../workflow/roster/file/roster-fault.ts";
import { givenAnswer, MOST_ASKED } from "./asked-conflict.ts";
import { importRequest, missingChoice } from "./import-request.ts";

/** Where a sync continues: the phase, how many pages it has stored, and Slack's cursor. */
const syncPosition = z.object({
  phase: z.enum(["members", "directory", "people"]),
  /** Stored pages of ids of members. */
  member_pages: z.int().min(0),
  /** Stored pages of accounts. */
  people_pages: z.int().min(0),
  /** How many people were taken so far, for the progress. */
  people: z.int().min(0),
  cursor: z.string(),
});

export type SyncPosition = z.output<typeof syncPosition>;

/** Why people could not be read. The person who asked is informed, and nothing is changed. */
export const sourceProblem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("faults"), faults: z.array(rosterFault).min(1), others: z.int().min(0) }),
  /** The file is no longer in Slack. */
  z.object({ kind: z.literal("no-file") }),
  z.object({ kind: z.literal("too-large") }),
  /** Slack does not show the channel or the group to the app, or it does not exist. */
  z.object({ kind: z.literal("not-found") }),
  z.object({ kind: z.literal("missing-scope") }),
  z.object({ kind: z.literal("nobody") }),
  /** Slack's error code. */
  z.object({ kind: z.literal("slack"), reason: z.string() }),
]);

export type SourceProblem = z.output<typeof sourceProblem>;

/** A message in the direct messages of the person who has asked for the import. */
const sentMessage = z.object({ channel: z.string(), ts: z.string() });

export type SentMessage = z.output<typeof sentMessage>;

const common = {
  import_id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  requested_by: slackUserId,
  /** The message about the progress, once there is one. */
  progress: sentMessage.optional(),
};

const planNo = z.int().min(1);
/** The roster has changed since an earlier plan. */
const isChanged = z.boolean().optional();
const waitSeconds = z.int().min(0).default(0);

/** The events of the tasks, by the step that they ask for. Each task returns the event of the next one. */
export const rosterStep = z.discriminatedUnion("step", [
  z.object({
    step: z.literal("read"),
    ...common,
    request: importRequest,
    position: syncPosition.optional(),
    wait_seconds: waitSeconds,
  }),
  z.object({
    step: z.literal("plan"),
    ...common,
    plan_no: planNo,
    is_changed: isChanged,
    /** What was decided about the plan before. */
    missing: missingChoice.optional(),
    answers: z.array(givenAnswer).max(MOST_ASKED).optional(),
  }),
  z.object({
    step: z.literal("report"),
    ...common,
    plan_no: planNo.optional(),
    is_changed: isChanged,
    /** People could not be read. The import has stored why: it may name people. */
    has_problem: z.boolean().optional(),
  }),
  z.object({
    step: z.literal("apply"),
    ...common,
    plan_no: planNo,
    wait_seconds: waitSeconds,
    /** How often another import was changing the roster. */
    turns: z.int().min(0).default(0),
  }),
  z.object({ step: z.literal("result"), ...common, outcome: z.enum(["applied", "expired"]) }),
]);

export type RosterStep = z.output<typeof rosterStep>;
export type StepOf<Step extends RosterStep["step"]> = Extract<RosterStep, { step: Step }>;

/** With what executions begin. */
export type RosterStepInput = Extract<z.input<typeof rosterStep>, { step: "read" | "plan" | "apply" }>;
