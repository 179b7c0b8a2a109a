import type { CommandLedger } from "../../data/ledger/command-ledger.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";
import type { Exclusions } from "../../data/people/exclusions.ts";
import type { OptOuts } from "../../data/people/opt-outs.ts";
import type { PeopleTable } from "../../data/people/people-table.ts";
import type { ReadClaim } from "../../data/people/read-claim.ts";
import type { ReadTaken } from "../../data/people/read-taken.ts";
import type { Roster } from "../../data/people/roster.ts";
import type { BeaconChain } from "../../data/runtime/beacon-chain.ts";
import type { VisitLog } from "../../workflow/attempt/open-visit-log.ts";
import type { RequestFile } from "../files/request-file.ts";
import type { Mention } from "../input/find-person.ts";
import type { Texts } from "../locales/texts.ts";
import type { Form } from "../messages/form.ts";
import type { Message } from "../messages/message.ts";
import type { StartRosterStep } from "../roster/start-step.ts";
import type { CheckAccount } from "../slack/check-account.ts";
import type { Channel, CheckChannel } from "../slack/check-channel.ts";
import type { ReadProfile } from "../slack/read-profile.ts";
import type { CheckPermission } from "./check-permission.ts";
import type { ChangeForm, SubmitForm } from "./form-response.ts";
import type { RecordChange } from "./record-change.ts";
import type { CatalogEntry } from "./registry.ts";
import type { StartExecution } from "./start-execution.ts";

/** The person who typed a command or clicked a button, and the channel. */
export interface Caller extends Channel {
  userId: string;
  /** Slack's id for this request. It is the same if the request is delivered twice. */
  triggerId: string;
  /** When the clicked question was asked, by Slack's clock. */
  askedAt?: Date | undefined;
  /** Where Slack accepts later responses to this request, for half an hour. */
  responseUrl?: string | undefined;
  /** The people mentioned in the command, in order. */
  mentions: readonly Mention[];
  /** The ids of the channels mentioned in a command, in order. */
  mentionedChannels?: readonly string[];
  /** The ids of the user groups mentioned in a command, in order. */
  mentionedGroups?: readonly string[];
}

/** A message, or undefined if a form was opened instead. */
export type Response = Message | undefined;

/** Returns what only the caller sees. `args` is the plain text after the command's name, trimmed. */
type RunCommand = (args: string, caller: Caller) => Response | Promise<Response>;

/** Returns the message that replaces the one with the button. `value` is what the button carries. */
type ClickButton = (value: string, caller: Caller) => Response | Promise<Response>;

/**
 * Opens a form for the person who typed or clicked. Returns undefined, or why Slack did not open it. `later` is called
 * when the form is open, and returns the form with what takes longer to read: it replaces the form, unless it is undefined.
 * Nothing waits for it after the time limit of the response.
 */
export type OpenFormFor = (
  caller: Caller,
  form: Form,
  later?: () => Promise<Form | undefined>,
) => Promise<Response>;

/** What commands may use. */
export interface CommandServices {
  texts: Texts;
  catalog: readonly CatalogEntry[];
  ledger: CommandLedger;
  /** Loads what few commands use, as the code of the commands itself. */
  openRosterLedger: () => Promise<RosterLedger>;
  openVisitLog: () => Promise<VisitLog>;
  roster: Roster;
  readClaim: ReadClaim;
  readTaken: ReadTaken;
  /** Whether employee ids are shown also where names are unique. */
  showsIds: boolean;
  exclusions: Exclusions;
  /** Whether people can opt out of draws themselves. */
  mayOptOut: boolean;
  optOuts: OptOuts;
  people: PeopleTable;
  readProfile: ReadProfile;
  /** Whether new draws are sealed. */
  isSealed: boolean;
  /** The chain of the beacon that sealed draws use. */
  chain: BeaconChain;
  startExecution: StartExecution;
  /** Has people read for an import, and plans made and applied. */
  startRosterStep: StartRosterStep;
  checkChannel: CheckChannel;
  checkAccount: CheckAccount;
  /** The operators of the configuration, whom no command can remove. */
  configuredOperators: ReadonlySet<string>;
  /** Every command that changes data calls this after the change, and before it confirms it. */
  recordChange: RecordChange;
  openForm: OpenFormFor;
  requestFile: RequestFile;
  checkPermission: CheckPermission;
  now: () => Date;
}

/** What a command does. */
export interface CommandHandlers {
  run: RunCommand;
  /** By action id: `lottery_`, the command's name, and the name of the button, such as `lottery_winners_older`. */
  buttons?: Readonly<Record<string, ClickButton>>;
  /** Buttons and fields in forms that change the form, by action id, such as `lottery_draw_prize`. */
  fields?: Readonly<Record<string, ChangeForm>>;
  /** Submissions by the form's callback id, such as `lottery_draw_start`. */
  forms?: Readonly<Record<string, SubmitForm>>;
}

export type CreateCommand = (services: CommandServices) => CommandHandlers | Promise<CommandHandlers>;

/** A subcommand of the slash command. Its name is its key in the registry; its usage and summary are in the locales. */
export interface Command {
  needsOperator: boolean;
  /** Everybody may use the command, but only operators its buttons and forms. */
  needsOperatorToChange?: boolean;
  /** Everybody may use the command with arguments, but only operators without. */
  needsOperatorWithoutArguments?: boolean;
  /** Loads the code of the command, when it is used for the first time. So a cold start reads only what it needs. */
  load(): Promise<CreateCommand>;
}
