import * as z from "zod";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { isVisible } from "../../workflow/roster/file/clean-cell.ts";
import type { ReadUser, User } from "./read-user.ts";

/** How somebody appears in Slack. */
export interface Profile {
  /** As the person, or their organization, wrote it. */
  name: string;
  /** Only if the app may read addresses, and the account has one. */
  email: string | undefined;
  /** The address of the person's picture. */
  picture: string | undefined;
}

/** Slack does not show a message with an address that is longer. */
const pictureUrl = z.url({ protocol: /^https$/ }).max(3_000);

/** Returns undefined if Slack did not say it in time, or does not know the person. */
export type ReadProfile = (userId: string) => Promise<Profile | undefined>;

/** The full name of a person; if there is none that people can see, the name that Slack shows instead. */
export function nameOf({ id = "", profile, real_name, name }: User): string {
  return (
    [profile?.real_name, real_name, profile?.display_name, name].find((each) => isVisible(each ?? "")) ?? id
  );
}

/** Creates the function that reads a person's name, address and picture from their Slack profile. */
export function createReadProfile({ readUser }: { readUser: ReadUser }): ReadProfile {
  return async function readProfile(userId) {
    const user = await readUser(userId);
    if (user === "unknown" || user === "missing") return undefined;
    const { email, image_192: picture } = user.profile ?? {};
    return {
      name: nameOf(user),
      email: email || undefined,
      picture: safeParse(pictureUrl, picture).data,
    };
  };
}
