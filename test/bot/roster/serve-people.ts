import nock from "nock";
import { SLACK_API_URL } from "../slack/use-slack-api.ts";

/** A user as Slack lists it. */
export interface ListedUser {
  id: string;
  team_id: string;
  real_name: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  profile?: { real_name: string; email?: string };
}

/** Slack's limits, in calls a minute. */
const CALLS: Readonly<Record<string, number>> = {
  "conversations.members": 100,
  "users.list": 20,
  "users.info": 100,
  "usergroups.users.list": 20,
};
const MINUTE = 60_000;
/** What Slack asks for after too many calls, in seconds. */
const PAUSE = 30;

interface People {
  /** Those in the list of the workspace. */
  workspace: readonly ListedUser[];
  /** Those whom the list does not have. */
  others?: readonly ListedUser[];
  members?: readonly string[];
  now: () => Date;
}

/** Serves Slack's methods that list people, with their limits. Returns how many calls were answered, and how many refused. */
export function servePeople({ workspace, others = [], members = [], now }: People) {
  const byId = new Map([...workspace, ...others].map((user) => [user.id, user]));
  const calls = new Map<string, number[]>();
  const counts = { answered: 0, refused: 0 };

  const page = <Entry>(all: readonly Entry[], given: URLSearchParams) => {
    const from = Number(given.get("cursor") || 0);
    const end = from + Number(given.get("limit") ?? 100);
    return {
      entries: all.slice(from, end),
      response_metadata: { next_cursor: end < all.length ? String(end) : "" },
    };
  };

  const methods: Readonly<Record<string, (given: URLSearchParams) => object>> = {
    "conversations.members"(given) {
      const { entries, ...more } = page(members, given);
      return { ok: true, members: entries, ...more };
    },
    "users.list"(given) {
      const { entries, ...more } = page(workspace, given);
      return { ok: true, members: entries, ...more };
    },
    "usergroups.users.list": () => ({ ok: true, users: members }),
    "users.info"(given) {
      const user = byId.get(given.get("user") ?? "");
      return user ? { ok: true, user } : { ok: false, error: "user_not_found" };
    },
  };

  for (const [method, answer] of Object.entries(methods))
    nock(SLACK_API_URL)
      .persist()
      .post(`/${method}`)
      .reply(async (request: Request) => {
        const given = new URLSearchParams(await request.text());
        const time = now().getTime();
        const recent = (calls.get(method) ?? []).filter((at) => at > time - MINUTE);
        const isLimited = recent.length >= (CALLS[method] ?? 0);
        calls.set(method, isLimited ? recent : [...recent, time]);
        counts[isLimited ? "refused" : "answered"]++;
        if (isLimited) return [429, "", { "retry-after": String(PAUSE) }];
        return [200, answer(given)];
      });
  return counts;
}
