import { APP, type Channel, type Person, TEAM } from "../workspace.ts";

/** Where an action comes from: who did it, in which channel, and the address by which this server is reached. */
export interface InteractionContext {
  user: Person;
  channel: Channel;
  origin: string;
}

/** Slack's old verification token: still in every payload, no longer read by apps. */
export const VERIFICATION_TOKEN = "local-verification-token";

/** What stands in every payload of something that somebody did. */
export function formatContext({ user }: InteractionContext, triggerId: string) {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: TEAM.id },
    api_app_id: APP.id,
    token: VERIFICATION_TOKEN,
    trigger_id: triggerId,
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
