import { type AccountKind, classifyAccount } from "./classify-account.ts";
import type { ReadUser } from "./read-user.ts";

/** A Slack account; `unknown`: Slack did not say. */
export type AccountStatus = AccountKind | "missing" | "unknown";

export type CheckAccount = (userId: string) => Promise<AccountStatus>;

/** For so long, a person can still act who was a member before. */
const CACHED_MS = 60_000;
const MOST_CACHED = 1_000;

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
    const status = typeof user === "string" ? user : classifyAccount(user, teamId);
    membersUntil.delete(userId);
    if (status === "member") {
      if (membersUntil.size >= MOST_CACHED) membersUntil.clear();
      membersUntil.set(userId, now().getTime() + CACHED_MS);
    }
    return status;
  };
}
