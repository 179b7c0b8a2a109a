import type { WebClient } from "@slack/web-api";
import * as z from "zod";
import { type AccountKind, classifyAccount } from "../slack/classify-account.ts";
import { nameSlackError } from "../slack/classify-slack-error.ts";
import { nameOf } from "../slack/read-profile.ts";
import type { User } from "../slack/read-user.ts";
import type { OtherAccounts, RosterSource } from "./import-request.ts";
import type { SyncPosition } from "./steps.ts";
import type { RosterImports } from "./update-import.ts";

/** Slack recommends pages of at most 200. */
const PAGE = 200;
/** Up to so many people are looked up one by one. For more, the list of the whole workspace takes fewer calls. */
const MOST_LOOKED_UP = 100;
/** A user group comes in one response, of any size. */
const IDS_PER_PAGE = 5_000;
/** How many people are looked up before the position is stored. */
const LOOKED_UP_PER_PAGE = 25;

/** Slack's error codes for a person whom it does not have, or does not show. */
const MISSING = new Set(["user_not_found", "user_not_visible", "users_not_found"]);

/** An account in a source. Of those that a sync leaves out, only the kind is stored; `missing`: Slack no longer has it. */
export const slackAccount = z.object({
  id: z.string(),
  kind: z.enum(["member", "guest", "external", "bot", "deactivated", "missing"]),
  name: z.string().optional(),
  email: z.string().optional(),
});

export type SlackAccount = z.output<typeof slackAccount>;

/** A user as lists and `users.info` describe it. */
type ListedUser = Pick<User, "real_name" | "name" | "profile"> & Parameters<typeof classifyAccount>[0];

const isTaken = (kind: AccountKind, others: OtherAccounts): boolean =>
  kind === "member" || others.some((other) => other === kind);

export const firstPosition = ({ kind }: RosterSource): SyncPosition => ({
  phase: kind === "workspace" ? "directory" : "members",
  member_pages: 0,
  people_pages: 0,
  people: 0,
  cursor: "",
});

/** What reading is about. */
export interface Reading {
  importId: string;
  source: Exclude<RosterSource, { kind: "file" }>;
  otherAccounts: OtherAccounts;
}

/**
 * Creates the function that reads one page from Slack and stores it. A sync has up to three phases: the ids of the members of
 * a channel or a group, the list of the workspace's people, and single people who are not in that list. A small group needs no
 * list.
 */
export function createReadPeople({
  pages,
  teamId,
}: {
  pages: Pick<RosterImports["pages"], "write" | "writeAll" | "readAll">;
  /** The workspace (`T…`) or the organization (`E…`) that the bot serves. */
  teamId: string;
}) {
  const toAccount = (user: ListedUser, others: OtherAccounts): SlackAccount => {
    const { id = "", profile } = user;
    const kind = classifyAccount(user, teamId);
    if (!isTaken(kind, others)) return { id, kind };
    const { email } = profile ?? {};
    return { id, kind, name: nameOf(user), ...(email && { email }) };
  };

  const store = async (
    { importId }: Reading,
    position: SyncPosition,
    accounts: readonly SlackAccount[],
  ): Promise<SyncPosition> => {
    const number = position.people_pages + 1;
    await pages.write(importId, "people", number, accounts);
    const taken = accounts.filter(({ name }) => name !== undefined).length;
    return { ...position, people_pages: number, people: position.people + taken };
  };

  /** The ids of all members, once they are all read. They are in few pages, because each page of the directory needs them. */
  const readIds = ({ importId }: Reading, { member_pages }: SyncPosition) =>
    pages.readAll(importId, "ids", member_pages, z.string());

  /** Reads ids of members. In the last step, all ids are written again: without repetitions, in few pages. */
  const readMembers = async (slack: WebClient, reading: Reading, position: SyncPosition) => {
    const { source, importId } = reading;
    let ids: readonly string[];
    let cursor = "";
    if (source.kind === "channel") {
      const response = await slack.conversations.members({
        channel: source.channel_id,
        limit: PAGE,
        cursor: position.cursor,
      });
      ids = response.members ?? [];
      cursor = response.response_metadata?.next_cursor ?? "";
    } else if (source.kind === "usergroup") {
      ids = (await slack.usergroups.users.list({ usergroup: source.usergroup_id })).users ?? [];
    } else throw new RangeError("A whole workspace has no list of members.");
    let { member_pages } = position;
    for (let start = 0; start < ids.length; start += IDS_PER_PAGE)
      await pages.write(importId, "members", ++member_pages, ids.slice(start, start + IDS_PER_PAGE));
    const next = { ...position, member_pages, cursor };
    if (cursor !== "") return { next, isEnd: false };
    const listed = await pages.readAll(importId, "members", member_pages, z.string());
    const all = [...new Set(listed)];
    const phase = all.length <= MOST_LOOKED_UP ? ("people" as const) : ("directory" as const);
    const id_pages = await pages.writeAll(importId, "ids", all);
    return { next: { ...next, phase, member_pages: id_pages }, isEnd: false };
  };

  const readDirectory = async (slack: WebClient, reading: Reading, position: SyncPosition) => {
    const response = await slack.users.list({ limit: PAGE, cursor: position.cursor });
    const cursor = response.response_metadata?.next_cursor ?? "";
    const isWorkspace = reading.source.kind === "workspace";
    const wanted = isWorkspace ? undefined : new Set(await readIds(reading, position));
    const accounts = (response.members ?? [])
      .filter(({ id }) => id && (!wanted || wanted.has(id)))
      .map((user) => toAccount(user, reading.otherAccounts));
    const next = { ...(await store(reading, position, accounts)), cursor };
    if (cursor !== "") return { next, isEnd: false };
    return { next: { ...next, phase: "people" as const }, isEnd: isWorkspace };
  };

  const lookUp = async (slack: WebClient, id: string, others: OtherAccounts): Promise<SlackAccount> => {
    try {
      const { user } = await slack.users.info({ user: id });
      return user ? toAccount({ ...user, id }, others) : { id, kind: "missing" };
    } catch (error) {
      if (MISSING.has(nameSlackError(error))) return { id, kind: "missing" };
      throw error;
    }
  };

  /** Looks up members who are not in the list of the workspace: those of other workspaces, and all of a small group. */
  const readSingle = async (slack: WebClient, reading: Reading, position: SyncPosition) => {
    const known = await pages.readAll(reading.importId, "people", position.people_pages, slackAccount);
    const seen = new Set(known.map(({ id }) => id));
    const unseen = (await readIds(reading, position)).filter((id) => !seen.has(id));
    if (unseen.length === 0) return { next: position, isEnd: true };
    const accounts: SlackAccount[] = [];
    for (const id of unseen.slice(0, LOOKED_UP_PER_PAGE))
      accounts.push(await lookUp(slack, id, reading.otherAccounts));
    const next = await store(reading, position, accounts);
    return { next, isEnd: unseen.length === accounts.length };
  };

  /**
   * Reads and stores the next page. Returns where to continue, and whether this was the last page. A page that is read again
   * replaces what is stored. Throws Slack's error.
   */
  return function readPeople(
    slack: WebClient,
    reading: Reading,
    position: SyncPosition,
  ): Promise<{ next: SyncPosition; isEnd: boolean }> {
    const read = { members: readMembers, directory: readDirectory, people: readSingle }[position.phase];
    return read(slack, reading, position);
  };
}
