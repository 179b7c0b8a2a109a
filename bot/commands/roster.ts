import * as z from "zod";
import type { RosterItem } from "../../data/people/roster-item.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { checkRoster, type RosterProblem } from "../../workflow/roster/check-roster.ts";
import { listRoster } from "../../workflow/roster/people/list-roster.ts";
import { unwrapQuotes } from "../input/clean-input.ts";
import { LONGEST_SEARCH } from "../input/roster-filter.ts";
import { nameCampaign } from "../messages/campaign-name.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import {
  formatRoster,
  parseRosterSelection,
  ROSTER_ACTIONS,
  type RosterSelection,
} from "../messages/roster.ts";
import {
  findOnlyPerson,
  formatRosterList,
  formatRosterSearch,
  SEARCH_FIELDS,
} from "../messages/roster-list.ts";
import { formatRosterProblems } from "../messages/roster-problems.ts";
import type { Caller, CreateCommand } from "./command.ts";
import type { OpenForm } from "./form-response.ts";
import { createLateRead } from "./late-read.ts";

/** The rest of Slack's three seconds is for the permission and the response. */
const READ_MS = 1_600;
const READ_ALL_MS = 30_000;

/** What is wrong with the items, in the same order whatever the order of the items. */
function findProblems(items: readonly RosterItem[], at: Date): RosterProblem[] {
  return checkRoster(
    items.toSorted((a, b) => (a.employee_id < b.employee_id ? -1 : 1)),
    at,
  );
}

/** Throws `InvalidInput`. */
function parseIndex(value: string): number {
  const { data } = safeParse(z.int().min(0), value === "" ? undefined : Number(value));
  if (data === undefined) throw new LotteryError("InvalidInput", "The button's value is not an index.");
  return data;
}

function readSelection({ values }: OpenForm): RosterSelection {
  const [text, who] = [values[SEARCH_FIELDS.text], values[SEARCH_FIELDS.who]];
  const find = typeof text === "string" ? text.trim() : "";
  return parseRosterSelection(JSON.stringify({ show: who ?? "all", ...(find !== "" && { find }) }));
}

/** A picture is only shown if the roster was read in so many ms, so that the response is not late. */
const PICTURE_WITHIN_MS = 1_000;

/** `/lottery roster [search]`: shows how many people there are, who can win and who cannot, with search and paging. */
export const createRosterCommand: CreateCommand = (services) => {
  const { texts, ledger, people, readTaken, readProfile, openForm, now } = services;
  const { roster: say } = texts;

  /** Reads the roster and the wins of the current campaign, and does all that takes long with 100,000 people. */
  const readAll = async () => {
    const at = now();
    const readWins = async () => {
      const { campaign_no, name } = await ledger.campaigns.readCurrent();
      const taken = await readTaken({ campaignNo: campaign_no, again: false }, at);
      return { taken, campaign: nameCampaign({ no: campaign_no, name }, texts) };
    };
    const [items, { taken, campaign }] = await Promise.all([people.readAll(READ_ALL_MS), readWins()]);
    return items && { listed: listRoster(items, taken, at), problems: findProblems(items, at), campaign, at };
  };
  const readLate = createLateRead(readAll);
  /** Returns undefined if that takes too long: then it is there when it is asked for again. */
  const read = () => readLate(undefined, READ_MS);

  const showNumbers = async (from: number): Promise<Message> => {
    const roster = await read();
    if (!roster) return formatParagraph(say.late);
    return formatRoster(roster.listed, { ...roster, from, problems: roster.problems.length }, texts);
  };

  const showProblems = async (from: number): Promise<Message> => {
    const roster = await read();
    return roster ? formatRosterProblems(roster.problems, from, texts) : formatParagraph(say.late);
  };

  const showList = async (selection: RosterSelection): Promise<Message> => {
    const roster = await read();
    if (!roster) return formatParagraph(say.late);
    const { listed, at } = roster;
    const account = findOnlyPerson(listed, selection)?.slack_user_id;
    const isEarly = now().getTime() - at.getTime() < PICTURE_WITHIN_MS;
    const profile = account !== undefined && isEarly ? await readProfile(account) : undefined;
    return formatRosterList(listed, selection, texts, profile?.picture);
  };

  /** A typed text, or the Slack account of a mention. */
  const search = (args: string, { mentions }: Caller): Message | Promise<Message> => {
    const typed = unwrapQuotes(args);
    const mention = mentions.find(({ shown }) => shown === typed);
    const find = mention?.userId ?? typed;
    if (find.length > LONGEST_SEARCH) return formatParagraph(say.searchTooLong(LONGEST_SEARCH));
    return showList({ show: "all", find });
  };

  const showFrom = (value: string) => showNumbers(parseIndex(value));
  const showProblemsFrom = (value: string) => showProblems(parseIndex(value));

  const list = (value: string): Promise<Message> => showList(parseRosterSelection(value));

  return {
    run: (args, caller) => (args === "" ? showNumbers(0) : search(args, caller)),

    buttons: {
      [ROSTER_ACTIONS.overview]: () => showNumbers(0),
      [ROSTER_ACTIONS.departments]: showFrom,
      [ROSTER_ACTIONS.firstDepartments]: showFrom,
      [ROSTER_ACTIONS.problems]: showProblemsFrom,
      [ROSTER_ACTIONS.moreProblems]: showProblemsFrom,
      [ROSTER_ACTIONS.firstProblems]: showProblemsFrom,
      [ROSTER_ACTIONS.list]: list,
      [ROSTER_ACTIONS.first]: list,
      [ROSTER_ACTIONS.more]: list,
      [ROSTER_ACTIONS.search]: (_value, caller) => openForm(caller, formatRosterSearch(texts)),
    },

    forms: {
      [ROSTER_ACTIONS.find]: async (form) => ({ done: await showList(readSelection(form)) }),
    },
  };
};
