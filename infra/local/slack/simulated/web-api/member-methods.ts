import { z } from "zod";
import { formatUser, GROUPS, type Workspace } from "../workspace.ts";
import { parseArguments, SlackError } from "./arguments.ts";
import type { Method } from "./methods.ts";

const pageArguments = z.object({
  limit: z.coerce.number().int().min(0).max(1_000).default(0),
  cursor: z.string().default(""),
});

/** Returns one page of a list. The cursor is the number of entries before it. */
function readPage<Entry>(all: readonly Entry[], args: unknown) {
  const { limit, cursor } = parseArguments(pageArguments, args);
  const from = cursor === "" ? 0 : Number(Buffer.from(cursor, "base64url").toString());
  if (!Number.isInteger(from) || from < 0) throw new SlackError("invalid_cursor");
  const end = from + (limit || 100);
  const next_cursor = end < all.length ? Buffer.from(String(end)).toString("base64url") : "";
  return { page: all.slice(from, end), response_metadata: { next_cursor } };
}

/** Creates the methods that list people: of a channel, of the workspace and of a user group. */
export function createMemberMethods({ workspace }: { workspace: Workspace }): Record<string, Method> {
  return {
    "conversations.members": (args) => {
      const { channel } = parseArguments(z.object({ channel: z.string().min(1) }), args);
      if (!workspace.channels.some(({ id }) => id === channel)) throw new SlackError("channel_not_found");
      const { page, ...more } = readPage(workspace.people, args);
      return { members: page.map(({ id }) => id), ...more };
    },

    "users.list": (args) => {
      // People of other workspaces are not listed.
      const listed = workspace.people.filter(({ account }) => account !== "external");
      const { page, ...more } = readPage(listed, args);
      return { members: page.map(formatUser), ...more };
    },

    "usergroups.users.list": (args) => {
      const { usergroup } = parseArguments(z.object({ usergroup: z.string().min(1) }), args);
      const group = GROUPS.find(({ id }) => id === usergroup);
      if (!group) throw new SlackError("no_such_subteam");
      return { users: group.users };
    },
  };
}
