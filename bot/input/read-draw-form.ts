import { LONGEST_PRIZE, type Prize } from "../../data/ledger/prizes.ts";
import { type RequestedRules, requestedRules } from "../../data/ledger/rules.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { MOST_WINNERS } from "../../workflow/attempt/requests.ts";
import type { FieldValue } from "../commands/form-response.ts";
import { cleanPrizeName } from "./parse-prize-list.ts";

/** The fields of the form of a draw. */
export const DRAW_FIELDS = {
  prize: "prize",
  otherPrize: "other",
  winners: "winners",
  overdraw: "overdraw",
  who: "who",
  departments: "departments",
  joinedBefore: "joined",
  again: "again",
  channel: "channel",
} as const;

type DrawField = keyof typeof DRAW_FIELDS;

/** The value of the menu for a prize that is not in the list. Ids of prizes never look like this. */
export const OTHER_PRIZE = "other:";

/** What is wrong with a field. */
export type DrawFormFault =
  | "winners"
  | "prizeTooLong"
  | "unknownPrize"
  | "noDepartments"
  | "tooManyDepartments"
  | "joined"
  | "noChannel";

/** What somebody has entered in the form of a draw. Without a fault, it can be drawn. */
export interface DrawForm {
  /** The prize of the list, if one is chosen. */
  listed: Prize | undefined;
  /** The name of the prize; empty if there is none. */
  prize: string;
  /** 0 if it is not a number. */
  winners: number;
  rules: RequestedRules;
  channelId: string;
  /** What the person has confirmed, as `winners:left`. */
  overdraw: string | undefined;
  /** By the names of the fields. */
  faults: Record<string, DrawFormFault>;
}

type Values = Readonly<Record<string, FieldValue>>;

const textOf = (values: Values, field: DrawField): string => {
  const value = values[DRAW_FIELDS[field]];
  return typeof value === "string" ? value.trim() : "";
};

const listOf = (values: Values, field: DrawField): readonly string[] => {
  const value = values[DRAW_FIELDS[field]];
  return Array.isArray(value) ? value : [];
};

/** Reads a number; 0 if it is malformed. */
function readWinners(text: string): number {
  const digits = text.normalize("NFKC");
  return /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
}

function readRules(values: Values, faults: DrawForm["faults"]): RequestedRules {
  const names = [...listOf(values, "departments")];
  const who = textOf(values, "who");
  const isLimited = who === "only" || who === "not";
  if (isLimited && names.length === 0) faults[DRAW_FIELDS.departments] = "noDepartments";
  if (isLimited && names.length > 100) faults[DRAW_FIELDS.departments] = "tooManyDepartments";
  const joinedBefore = textOf(values, "joinedBefore");
  const { data: joined_before } = safeParse(requestedRules.shape.joined_before, joinedBefore || undefined);
  if (joinedBefore !== "" && joined_before === undefined) faults[DRAW_FIELDS.joinedBefore] = "joined";
  const listed = isLimited && !faults[DRAW_FIELDS.departments];
  return {
    ...(listed && { departments: who === "only" ? { only: names } : { not: names } }),
    ...(joined_before !== undefined && { joined_before }),
    ...(listOf(values, "again").length > 0 && { again: true }),
  };
}

/** Reads the form of a draw in a campaign with these prizes. */
export function readDrawForm(values: Values, prizes: readonly Prize[]): DrawForm {
  const faults: DrawForm["faults"] = {};
  const chosen = textOf(values, "prize");
  const listed = prizes.find(({ prize_id }) => prize_id === chosen);
  if (chosen !== "" && chosen !== OTHER_PRIZE && !listed) faults[DRAW_FIELDS.prize] = "unknownPrize";
  const prize = listed?.name ?? cleanPrizeName(textOf(values, "otherPrize"));
  if (prize.length > LONGEST_PRIZE) faults[DRAW_FIELDS.otherPrize] = "prizeTooLong";
  const winners = readWinners(textOf(values, "winners"));
  if (winners < 1 || winners > MOST_WINNERS) faults[DRAW_FIELDS.winners] = "winners";
  const channelId = textOf(values, "channel");
  if (!/^[CG][A-Z0-9]+$/.test(channelId)) faults[DRAW_FIELDS.channel] = "noChannel";
  const rules = readRules(values, faults);
  return { listed, prize, winners, rules, channelId, overdraw: listOf(values, "overdraw")[0], faults };
}
