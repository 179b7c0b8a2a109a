import { APP, type Channel, type Person, TEAM, teamOf } from "../workspace.ts";

/** The person who does something, the channel, and the URL of this server. */
export interface InteractionContext {
  user: Person;
  channel: Channel;
  origin: string;
}

/** Slack's deprecated verification token. It is still in every payload, but apps no longer read it. */
export const VERIFICATION_TOKEN = "local-verification-token";

/** Formats the properties that all payloads of interactions have. */
export function formatContext({ user }: InteractionContext, triggerId: string) {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: teamOf(user) },
    api_app_id: APP.id,
    token: VERIFICATION_TOKEN,
    trigger_id: triggerId,
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
