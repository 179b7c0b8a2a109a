import type { ReadUser, User } from "./read-user.ts";

/** A Slack account: `member` is a person of the own workspace who is no guest; `unknown`: Slack did not say. */
export type AccountStatus = "member" | "guest" | "external" | "bot" | "deactivated" | "missing" | "unknown";

export type CheckAccount = (userId: string) => Promise<AccountStatus>;

/** For so long, a person can still act who was a member before. */
const CACHED_MS = 60_000;
const MOST_CACHED = 1_000;

/** Slackbot is not marked as a bot. */
const SLACKBOT = "USLACKBOT";

/** Whether the person belongs to the workspace, or to a workspace of the organization (`E…`) that the bot serves. */
function isOwn({ team_id, enterprise_user }: User, teamId: string): boolean {
  if (team_id === undefined || team_id === teamId) return true;
  return enterprise_user?.enterprise_id === teamId || (enterprise_user?.teams ?? []).includes(teamId);
}

function classify(user: User, teamId: string): AccountStatus {
  if (user.is_stranger || !isOwn(user, teamId)) return "external";
  if (user.deleted) return "deactivated";
  if (user.is_bot || user.is_workflow_bot || user.id === SLACKBOT) return "bot";
  return user.is_restricted || user.is_ultra_restricted ? "guest" : "member";
}

/**
 * Creates the function that asks Slack what kind of account somebody has. A member is cached for a minute. If Slack does not
 * respond in time, the status is `unknown`, and the caller decides.
 */
export function createCheckAccount({
  readUser,
  teamId,
  now,
}: {
  readUser: ReadUser;
  /** The workspace (`T…`) or the organization (`E…`) that the bot serves. */
  teamId: string;
  now: () => Date;
}): CheckAccount {
  const membersUntil = new Map<string, number>();

  return async function checkAccount(userId) {
    if ((membersUntil.get(userId) ?? 0) > now().getTime()) return "member";
    const user = await readUser(userId);
    const status = typeof user === "string" ? user : classify(user, teamId);
    membersUntil.delete(userId);
    if (status === "member") {
      if (membersUntil.size >= MOST_CACHED) membersUntil.clear();
      membersUntil.set(userId, now().getTime() + CACHED_MS);
    }
    return status;
  };
}
