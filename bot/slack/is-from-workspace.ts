/** The workspace and the app that the bot serves. */
export interface Workspace {
  /** The id of the workspace (`T…`), or of the organization (`E…`) if the app is installed for all its workspaces. */
  teamId: string;
  appId: string | undefined;
}

/** The origin that a request states. Slack's signature covers it. */
interface Origin {
  appId: string | undefined;
  teamId: string | undefined;
  enterpriseId: string | undefined;
  /** The person's workspace. It differs from `teamId` for a guest in a shared channel (Slack Connect). */
  userTeamId?: string | undefined;
}

/**
 * Returns whether a request comes from the workspace that the bot serves. All workspaces in which an app is installed
 * share its signing secret. With the signature alone, people of another workspace could draw.
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

/** Returns whether a click or a submission comes from the workspace that the bot serves. */
export function isOwnInteraction(
  own: Workspace,
  body: {
    api_app_id?: string;
    team?: { id: string } | null;
    enterprise?: { id: string } | null;
    user: { team_id?: string };
  },
): boolean {
  return isFromWorkspace(own, {
    appId: body.api_app_id,
    teamId: body.team?.id,
    enterpriseId: body.enterprise?.id,
    userTeamId: body.user.team_id,
  });
}
