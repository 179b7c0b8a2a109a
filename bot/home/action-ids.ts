/** What the ids of the Home tab's own buttons and forms begin with. */
export const HOME_IDS = "lottery_home_";

export const REFRESH_HOME = `${HOME_IDS}refresh`;

/** Followed by the name of the command that the button runs. */
export const RUN_COMMAND = `${HOME_IDS}run_`;

/** The form for the arguments of a command. */
export const TYPE_COMMAND = `${HOME_IDS}type`;
