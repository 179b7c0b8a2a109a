import type { User } from "./read-user.ts";

/** What kind of account a person has: a member belongs to the workspace of the bot and is not a guest. */
export type AccountKind = "member" | "guest" | "external" | "bot" | "deactivated";

/** What Slack says about an account. A list says the same as `users.info`. */
type Account = Pick<
  User,
  | "id"
  | "team_id"
  | "enterprise_user"
  | "deleted"
  | "is_bot"
  | "is_workflow_bot"
  | "is_stranger"
  | "is_restricted"
  | "is_ultra_restricted"
>;

/** Slackbot is not marked as a bot. */
const SLACKBOT = "USLACKBOT";

/** Whether the person belongs to the workspace, or to a workspace of the organization (`E…`) that the bot serves. */
function isOwn({ team_id, enterprise_user }: Account, teamId: string): boolean {
  if (team_id === undefined || team_id === teamId) return true;
  return enterprise_user?.enterprise_id === teamId || (enterprise_user?.teams ?? []).includes(teamId);
}

/** Returns the kind of an account, for the workspace (`T…`) or organization (`E…`) that the bot serves. */
export function classifyAccount(account: Account, teamId: string): AccountKind {
  if (account.is_stranger || !isOwn(account, teamId)) return "external";
  if (account.deleted) return "deactivated";
  if (account.is_bot || account.is_workflow_bot || account.id === SLACKBOT) return "bot";
  return account.is_restricted || account.is_ultra_restricted ? "guest" : "member";
}
