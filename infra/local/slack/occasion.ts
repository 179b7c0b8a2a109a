import { randomBytes } from "node:crypto";
import { type Channel, type Person, TEAM } from "./workspace.ts";

/** Where an action comes from: who did it, in which channel, and the address by which this server is reached. */
export interface Occasion {
  user: Person;
  channel: Channel;
  origin: string;
}

/** A name for what somebody just did, with which an app may open a modal or tell a repetition. */
export const createTriggerId = () => `${Date.now()}.${TEAM.id}.${randomBytes(16).toString("hex")}`;

/** Slack's old verification token: still in every payload, no longer read by apps. */
export const VERIFICATION_TOKEN = "local-verification-token";
