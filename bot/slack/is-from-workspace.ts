/** The workspace and the app that this bot serves. */
export interface Workspace {
  /** The id of the workspace (`T…`), or of the organization (`E…`) in which the app is installed for all workspaces. */
  teamId: string;
  appId: string | undefined;
}

/** Where a request says that it comes from. Slack's signature covers all of it. */
interface Origin {
  appId: string | undefined;
  teamId: string | undefined;
  enterpriseId: string | undefined;
  /** The workspace of the person, who may be a guest from elsewhere in a channel that is shared (Slack Connect). */
  userTeamId?: string | undefined;
}

/**
 * Whether a request comes from the workspace that this bot serves. All workspaces in which an app is installed share its
 * signing secret, so a signature alone does not tell them apart: people of another workspace could draw.
 */
export function isFromWorkspace(
  own: Workspace,
  { appId, teamId, enterpriseId, userTeamId }: Origin,
): boolean {
  if (own.appId !== undefined && appId !== own.appId) return false;
  if (own.teamId.startsWith("E")) return enterpriseId === own.teamId;
  if (teamId !== own.teamId) return false;
  return userTeamId === undefined || userTeamId === own.teamId || userTeamId === enterpriseId;
}
