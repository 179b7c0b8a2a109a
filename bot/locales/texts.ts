import type { Revision } from "../../data/ledger/draw-record.ts";
import type { AuditedAction, LoggedField } from "../../data/ledger/log-entry.ts";
import type { SealedAs } from "../../data/ledger/sealing.ts";
import type { ErrorCode, ErrorFacts } from "../../data/runtime/lottery-error.ts";
import type { Outcome, OutcomeFacts } from "../../workflow/draw/eligibility.ts";
import type { Fault } from "../../workflow/draw/fault.ts";
import type { ChangeSinceSeal, SkipReason } from "../../workflow/draw/follow-positions.ts";
import type { RuleFacts } from "../../workflow/draw/summarize-rules.ts";
import type { CommandName } from "../commands/registry.ts";
import type { FileRefusal } from "../files/file-refusal.ts";
import type { ObstacleOutcome } from "../home/read-standing.ts";
import type { PrizeFault } from "../input/parse-prize-list.ts";
import type { DrawFormFault } from "../input/read-draw-form.ts";
import type { AccountStatus } from "../slack/check-account.ts";
import type { ChannelStatus } from "../slack/check-channel.ts";
import type { ImportTexts } from "./imports/texts.ts";
import type { PeopleTexts } from "./people/texts.ts";

/** The figures and names of an error, as stored in the ledger. Names are escaped. */
export type Facts = ErrorFacts;

/** Why a draw failed: an error of the draw, an execution that timed out or was stopped, or any other error of AWS. */
export type FailureCode = ErrorCode | "States.Timeout" | "Aborted" | "Unknown";

/** All texts of the bot, in Slack's mrkdwn. Text that people wrote (names, prizes, commands) must be escaped first. */
export interface Texts extends ImportTexts, PeopleTexts {
  /** In plain text. */
  commands: Readonly<Record<CommandName, { usage: string; summary: string; label: string }>>;
  help: {
    title: string;
    line: (usage: string, summary: string) => string;
    /** Follows the line of a command. */
    operatorsOnly: string;
  };
  unknownCommand: (typed: string) => string;
  operatorsOnly: string;
  /** The request came from a workspace that the bot does not serve. */
  otherWorkspace: string;
  /** An error occurred before anything was started. */
  trouble: string;
  /** A change may be made, but it is not certain. Making it again is safe. */
  notConfirmed: string;
  /** Why somebody cannot use the commands of operators, although they are one. */
  accounts: Readonly<Record<Exclude<AccountStatus, "member">, string>>;
  /** The response was not ready in time. */
  late: string;
  /** An item in a table does not match its schema. */
  malformedItem: string;
  forms: {
    /** The title of a form that only says something, and the label of its button. */
    notice: string;
    close: string;
    /** Slack waited too long for the form, or has already opened it. */
    expired: string;
    /** Slack asks to try again later. */
    postponed: string;
    /** Slack did not respond in time. */
    notConfirmed: string;
    /** Slack does not accept the bot's token. */
    unauthorized: string;
    /** Too many forms are open on top of each other. */
    tooDeep: string;
    /** `reason` is Slack's error code. */
    refused: (reason: string) => string;
  };
  draw: {
    usage: string;
    /** The number of winners has separators, which are decimal points in some countries. */
    grouped: (digits: string) => string;
    /** The prize looks like the rest of the number of winners. */
    numberPrize: (winners: number, prize: string, otherReading: string | undefined) => string;
    prizeTooLong: (longest: number) => string;
    /** Winners cannot be announced in the channel of the request. */
    notHere: Readonly<Record<Exclude<ChannelStatus, "open">, string>>;
    started: (winners: number, prize: string | undefined) => string;
    /** The draw is sealed in the channel first. */
    startedSealed: (winners: number, prize: string | undefined) => string;
    notStarted: string;
    /** A form is submitted again with other values. */
    startedOther: string;
    /** More winners of a listed prize than are left. */
    moreThanLeft: (draw: { winners: number; prize: string; left: number }) => string;
    drawAnyway: string;
    form: {
      submit: string;
      prize: string;
      /** In plain text, as all texts of the form but its notes and its preview. */
      prizeOption: (name: string, left: number, quantity: number) => string;
      otherPrize: string;
      otherPrizeName: string;
      winners: string;
      overdraw: (left: number) => string;
      overdrawOption: (winners: number) => string;
      who: string;
      whoOptions: Readonly<Record<"all" | "only" | "not", string>>;
      departments: string;
      department: (name: string, people: number) => string;
      /** The departments that the menu does not have: it has at most so many, with names of at most so many characters. */
      otherDepartments: (count: number, most: number, longest: number) => string;
      joinedBefore: string;
      joinedHint: string;
      earlierWinners: string;
      again: string;
      counting: string;
      notCounted: string;
      count: string;
      /** `time` is when they were counted. */
      canWin: (people: number, time: string) => string;
      channel: string;
      preview: (draw: { prize: string | undefined; winners: number; campaign: string | undefined }) => string;
      /** `channel` is a mention. */
      started: (draw: {
        winners: number;
        prize: string | undefined;
        channel: string;
        isSealed: boolean;
      }) => string;
      errors: {
        faults: Readonly<Record<DrawFormFault, string>>;
        overdraw: (left: number) => string;
        tooFew: (people: number) => string;
        otherCampaign: string;
        channels: Readonly<Record<Exclude<ChannelStatus, "open">, string>>;
      };
    };
  };
  /** A `campaign` is one of the first three texts. Names are escaped, times formatted, `by` is a mention. */
  campaign: {
    named: (name: string) => string;
    numbered: (no: number) => string;
    /** The first campaign, without a name. */
    first: string;
    usage: string;
    title: (campaign: string) => string;
    started: (time: string, by: string | undefined) => string;
    totals: (totals: { draws: number; winners: number }) => string;
    eligible: (count: number) => string;
    /** The roster is too large to count in time. */
    notCounted: string;
    /** `draws` lists the numbers of draws in progress. */
    running: (draws: string, count: number) => string;
    runningEarlier: (draws: string, count: number) => string;
    noPrizes: string;
    noPrizesLeft: string;
    prizesLeft: string;
    morePrizes: (count: number) => string;
    /** The rule of a campaign. */
    once: string;
    question: (name: string) => string;
    /** What a start changes. */
    effect: (current: string) => string;
    /** These draws in progress stay in the current campaign. */
    stays: (draws: string, count: number, current: string) => string;
    isStarted: (name: string) => string;
    isRenamed: (name: string) => string;
    /** Another campaign was started since the question. */
    tooLate: string;
    renameEffect: string;
    /** In plain text, as all that follows. Labels have at most 24 characters. */
    start: string;
    startTitle: string;
    rename: string;
    renameTitle: string;
    name: string;
    nameHint: string;
    nameMissing: string;
    nameTooLong: (longest: number) => string;
  };
  prizes: {
    title: string;
    /** The campaign's name; undefined for the first campaign. */
    campaign: (name: string | undefined) => string;
    empty: string;
    /** Says to operators how to start a list. */
    start: string;
    prize: (prize: {
      name: string;
      value: string | undefined;
      quantity: number;
      left: number;
      drawn: number;
    }) => string;
    total: (total: { left: number; quantity: number }) => string;
    add: string;
    edit: string;
    save: string;
    saved: string;
    name: string;
    quantity: string;
    value: string;
    valueHint: string;
    list: string;
    /** The label of a further field, because Slack limits the length of one. `part` counts from 1. */
    listPart: (part: number) => string;
    listHint: string;
    example: string;
    /** In plain text, as all errors of forms. */
    errors: {
      line: (line: number, text: string, reason: string) => string;
      more: (count: number) => string;
      reasons: Readonly<Record<PrizeFault, string>>;
      tooMany: (most: number) => string;
      /** Removed from the list, but it has winners. */
      hasWinners: (name: string, drawn: number) => string;
    };
    /** Somebody else has changed the list since the form was opened. */
    conflict: string;
    /** A new campaign was started since the form was opened. */
    otherCampaign: string;
    yourInput: string;
    /** The list was changed too often while it was saved. */
    busy: string;
  };
  /** The Home tab. Titles and labels are in plain text. */
  home: {
    /** The title of a campaign without a name. */
    title: string;
    /** `since` is a formatted time. */
    campaign: (campaign: { since: string | undefined; draws: number; winners: number }) => string;
    /** A part of the tab could not be read. */
    unreadable: string;
    you: string;
    onRoster: (name: string) => string;
    /** Follows the name, if nothing but the rules of a draw can exclude the person. */
    canWin: string;
    /** Follows the name: why the person cannot win. */
    obstacles: Readonly<Record<ObstacleOutcome, (found: OutcomeFacts) => string>>;
    noWins: string;
    /** Above the list of wins. */
    wins: string;
    /** `earlierCampaign` is undefined for the current campaign, and empty for one without a name. */
    win: (win: {
      drawNo: number | undefined;
      prize: string | undefined;
      time: string | undefined;
      earlierCampaign: string | undefined;
    }) => string;
    moreWins: (count: number) => string;
    /** Nobody on the roster has the person's Slack account. */
    notOnRoster: string;
    /** The roster is too large, or AWS too slow, to search it for a Slack account. */
    notSearched: string;
    severalEntries: (ids: string) => string;
    prizes: string;
    noPrizesLeft: string;
    morePrizes: (count: number) => string;
    draws: string;
    /** For people who cannot draw. */
    noDraws: string;
    /** Above the buttons of commands that ask for details. */
    more: string;
    asOf: (time: string) => string;
    refresh: string;
    /** An argument of a command that can be left out. */
    optional: (argument: string) => string;
    /** Says how to type the command. In plain text. */
    typedHint: (usage: string) => string;
    /** Submits the form for the arguments of a command. */
    run: string;
  };
  cancel: string;
  cancelled: string;
  /** The question was asked long ago. */
  expired: string;
  revision: {
    inProgress: (drawNo: number) => string;
    /** The draw waits for the random number of its seal. */
    sealed: (drawNo: number) => string;
    /** The draw stopped, and is not marked as failed yet. */
    interrupted: (drawNo: number) => string;
    failed: (drawNo: number, reason: string) => string;
    isVoid: (drawNo: number) => string;
    /** The names of all winners were erased. */
    namesErased: (drawNo: number) => string;
    /** Says who will be notified. */
    audience: (hasChannel: boolean) => string;
    started: (drawNo: number) => string;
    notStarted: (drawNo: number) => string;
    reasonTooLong: (longest: number) => string;
    reason: (reason: string) => string;
    receipt: (kind: Revision["kind"], receipt: string) => string;
  };
  redraw: {
    usage: string;
    unknownWinner: (drawNo: number) => string;
    whichWinner: (drawNo: number) => string;
    /** The label of the button next to each candidate. */
    choose: string;
    moreCandidates: (count: number, drawNo: number) => string;
    /** The person won this draw, but the win is cancelled. */
    alreadyCancelled: (drawNo: number, winner: string) => string;
    /** The data of the winner was erased. */
    erasedWinner: (drawNo: number) => string;
    question: (drawNo: number, winner: string, reason: string | undefined) => string;
    confirm: string;
    /** `by` mentions the operator. */
    note: (drawNo: number, voided: string, replacement: string, by: string | undefined) => string;
  };
  void: {
    usage: string;
    question: (drawNo: number, names: string, reason: string | undefined) => string;
    confirm: string;
    /** `by` mentions the operator. */
    note: (drawNo: number, by: string | undefined) => string;
  };
  verify: {
    usage: string;
    valid: (drawNo: number) => string;
    invalid: (drawNo: number) => string;
    /** What a verification has proved, one sentence for each fact. Times are formatted. */
    proved: {
      /** `seconds` are rounded down. Of large rosters only the size is sealed. */
      sealed: (facts: { seconds: number; isRosterSealed: boolean }) => string;
      earlierSeals: (count: number) => string;
      random: (facts: { round: number; time: string }) => string;
      order: (isSealed: boolean) => string;
      winners: (count: number) => string;
      onList: (size: number) => string;
      /** `rules` is the text of `rules`. */
      rules: (rules: string) => string;
    };
    /** `reasons` are texts of `skippedFor`. */
    skipped: (reasons: readonly string[]) => string;
    /** How many people did not win for a reason. */
    skippedFor: Readonly<Record<SkipReason, (count: number) => string>>;
    /** What a valid draw does not prove. */
    notProved: {
      everyone: string;
      seed: string;
      posted: string;
      largeList: (size: number) => string;
      erased: (count: number) => string;
    };
    /** A seal with the time of its message, which is undefined if it is only in the ledger. */
    seal: (seal: string, posted: { time: string; isLate: boolean } | undefined) => string;
    faults: Readonly<Record<Fault["fault"], string>>;
    /** `position` counts from 0. */
    where: (position: number | undefined, revision: number | undefined) => string;
    drawn: (time: string) => string;
    /** `campaign` is one of the texts of `campaign`. */
    campaign: (campaign: string) => string;
    receipt: (receipt: string) => string;
    /** `voided` and `replacement` are names, `by` is a mention. */
    change: (change: {
      number: number;
      kind: Revision["kind"];
      time: string;
      by: string | undefined;
      voided: string;
      replacement: string;
    }) => string;
    moreChanges: string;
    changesTitle: (drawNo: number) => string;
    /** The person was chosen, but another draw claimed them first. */
    lost: (drawNo: number | undefined) => string;
    /** Follows the outcome of a person whose win the revision with this number cancelled. */
    cancelledBy: (revision: number) => string;
    showPositions: string;
    morePositions: string;
    positionsTitle: (drawNo: number) => string;
    /** The technical details above the list of positions. `round` is undefined if the draw was not sealed. */
    order: (facts: {
      seed: string;
      rosterSize: number;
      visited: number;
      round: number | undefined;
    }) => string;
    /** What was found at a position. */
    outcomes: Readonly<Record<Outcome, (found: OutcomeFacts) => string>>;
    /** Follows an outcome: what has changed for the person since the draw was sealed. */
    since: Readonly<Record<ChangeSinceSeal, string>>;
  };
  /** Prizes that winners have got. Times are formatted, `by` is a mention. */
  handed: {
    usage: string;
    /** Follows the name of a winner. */
    done: string;
    /** The same for operators. */
    doneBy: (time: string, by: string | undefined) => string;
    /** Labels of buttons. */
    mark: string;
    unmark: string;
    open: string;
    /** Above the winners of a draw: `done` of `all` prizes are handed over. */
    title: (drawNo: number, done: number, all: number) => string;
    marked: (drawNo: number, winner: string) => string;
    notMarked: (drawNo: number, winner: string) => string;
    /** Before a win is cancelled whose prize is handed over. */
    warn: (time: string, by: string | undefined) => string;
    warnSeveral: (count: number) => string;
  };
  /** People who are excluded from draws. `person` is a name with an id, `until` an ISO date or `always`. */
  exclude: {
    usage: string;
    includeUsage: string;
    listUsage: string;
    /** Nobody on the roster has this id or name. */
    unknown: string;
    /** Nobody on the roster has the Slack account of the mention. */
    notLinked: string;
    /** The roster is too large to search it for a name or an account in time. */
    searchLate: string;
    listLate: string;
    /** So many people may be meant that a menu is of no use. */
    tooMany: (count: number) => string;
    /** The person has been removed from the roster since. */
    gone: string;
    whichPerson: string;
    choose: string;
    moreChoices: (count: number) => string;
    /** The day is missing, incomplete, or does not exist. */
    noDay: string;
    ambiguousDay: (monthFirst: string, dayFirst: string) => string;
    past: (day: string) => string;
    reasonTooLong: (longest: number) => string;
    excluded: (person: string, until: string) => string;
    reason: (reason: string) => string;
    howToInclude: (employeeId: string) => string;
    included: (person: string) => string;
    notExcluded: (person: string) => string;
    /** The exclusion has ended, but the person has opted out, too. */
    includedButOptedOut: (person: string) => string;
    /** The person is not excluded, but has opted out. */
    hasOptedOut: (person: string) => string;
    /** A draw is under way. A sealed one cannot skip anybody because of a change. */
    running: (drawNo: number) => string;
    runningSealed: (drawNo: number) => string;
    title: (count: number) => string;
    nobody: string;
    line: (person: string, until: string, reason: string | undefined) => string;
    /** The person has opted out, so only they can change that. */
    optedOutLine: (person: string) => string;
    /** Follows a line about a person who has also opted out. */
    alsoOptedOut: string;
    more: string;
    first: string;
  };
  export: {
    usage: string;
    /** The file arrives in the person's direct messages with the app. */
    preparing: string;
    /** AWS did not confirm the request. */
    notRequested: string;
    /** The draw of the request has no record any more. */
    notFound: string;
    /** An error occurred before anything was sent. */
    notPrepared: string;
    /** Why Slack does not take the file. `code` is Slack's error code. */
    refused: Readonly<Record<FileRefusal, (code: string | undefined) => string>>;
    /** The winners of the current campaign. File names, titles and columns are in plain text. */
    winners: {
      /** `day` is an ISO date. */
      fileName: (campaignNo: number, day: string) => string;
      title: (campaign: string | undefined) => string;
      /** So many wins that are not cancelled, in so many draws, as of the draw `newest`. */
      comment: (facts: {
        campaign: string | undefined;
        wins: number;
        /** Without those that are void. */
        draws: number;
        voided: number;
        newest: number;
      }) => string;
      empty: string;
      tooMany: (count: number, most: number) => string;
      /** The name of the sheet: at most 31 characters. */
      sheet: string;
      titles: Readonly<
        Record<
          | "draw"
          | "rank"
          | "prize"
          | "value"
          | "name"
          | "employeeId"
          | "department"
          | "wonAt"
          | "isVoid"
          | "handedAt"
          | "handedBy",
          string
        >
      >;
      /** In the column of cancelled wins. */
      yes: string;
    };
    /** The record of one draw. File names and titles are in plain text. */
    draw: {
      fileName: (drawNo: number) => string;
      title: (drawNo: number) => string;
      comment: (drawNo: number) => string;
    };
  };
  /** The response to people who ask about their own entry. */
  entry: {
    title: (drawNo: number) => string;
    /** Nobody on the roster has the person's Slack account. */
    notFound: (drawNo: number) => string;
    /** Nobody on the roster has the typed id, or somebody with another Slack account. It must not say which. */
    notYours: (drawNo: number) => string;
    /** The roster is too large to search it for a Slack account. */
    askForId: (drawNo: number) => string;
    severalEntries: (drawNo: number, ids: string) => string;
    /** The entry is on the sealed list, at this serial. */
    sealed: (entry: { name: string; serial: number; rosterSize: number; drawNo: number }) => string;
    sealedAs: Readonly<Record<SealedAs, string>>;
    /** The entry on the roster of today, if the list says nothing about it. */
    current: (name: string, serial: number) => string;
    gap: (serial: number, drawNo: number) => string;
    changed: (serial: number, drawNo: number) => string;
    erased: (serial: number, drawNo: number) => string;
    /** The serial is higher than the highest of the draw. */
    beyond: (serial: number, rosterSize: number, drawNo: number) => string;
    /** The roster was too large for a list in the seal. */
    large: (drawNo: number) => string;
    unsealed: (drawNo: number) => string;
    notSealedYet: (drawNo: number) => string;
    /** `time` is when the beacon publishes the round. */
    waiting: (round: number, time: string | undefined) => string;
    /** `position` counts from 0; `found` is one of the next texts. */
    considered: (position: number, revision: number | undefined, found: string) => string;
    lost: (drawNo: number | undefined) => string;
    found: Readonly<Record<Outcome, (found: OutcomeFacts) => string>>;
    cancelled: (revision: number, kind: Revision["kind"]) => string;
    /** The draw, with its redraws, considered so many positions. `position` counts from 0. */
    notVisited: (facts: {
      serial: number;
      position: number | undefined;
      considered: number;
      isRedrawn: boolean;
    }) => string;
    /** The draw considered another person with this serial. */
    ofAnother: (serial: number) => string;
    /** Says how to check the proof, which follows in so many blocks. `channel` is a mention of the channel with the seal. */
    proof: (seal: string, channel: string | undefined, blocks: number) => string;
  };
  /** Who can win by the rules of a draw, in one line. Names are escaped. At least one rule is there. */
  rules: (facts: RuleFacts) => string;
  seal: {
    /** `eligible` people can win; the winners are drawn in so many `seconds`. */
    announcement: (draw: {
      drawNo: number;
      winners: number;
      prize: string | undefined;
      eligible: number;
      seconds: number;
    }) => string;
    /** `rules` is the text of `rules`. */
    rules: (rules: string) => string;
    campaign: (campaign: string) => string;
    fixed: (seal: string) => string;
    /** `time` is when the beacon publishes the round. */
    round: (round: number, time: string) => string;
    requestedBy: (mention: string) => string;
    /** The seal before this one was not in the channel in time. */
    replaces: string;
    /** Follows the failure of a draw whose seal is in the channel. */
    noLongerCounts: string;
  };
  announcement: {
    /** `time` and `by` (a mention) are of the void, if they are known. Without `drawNo` it follows the title. */
    voided: (facts: {
      drawNo: number | undefined;
      time: string | undefined;
      by: string | undefined;
    }) => string;
    receipt: (receipt: string, drawNo: number) => string;
    /** Of a draw that was revised. `newest` is the receipt of its newest revision, of this kind. */
    receipts: (receipts: {
      drawNo: number;
      original: string;
      newest: string;
      kind: Revision["kind"];
    }) => string;
    /** The title of a draw without a prize, in plain text. */
    title: (drawNo: number) => string;
    /** Without `drawNo` it follows the title. */
    winners: (drawNo: number | undefined, count: number) => string;
    summary: (drawNo: number, prize: string | undefined, names: string) => string;
    more: (count: number, drawNo: number) => string;
    drawn: (time: string, eligible: number) => string;
    /** `campaign` is one of the texts of `campaign`. */
    campaign: (campaign: string) => string;
    requestedBy: (mention: string) => string;
    /** How long before the beacon's round the seal was posted. `seals`: how many the draw had; the last one counts. */
    sealed: (seconds: number, seals: number) => string;
    /** `reason` is Slack's error code. `isOutside`: the bot must be invited to the channel. */
    refused: (drawNo: number, reason: string, isOutside: boolean) => string;
    notEditable: (drawNo: number, reason: string) => string;
  };
  history: {
    title: string;
    empty: string;
    draw: (drawNo: number) => string;
    /** Above the draws of a campaign. */
    campaign: (campaign: string) => string;
    voided: string;
    redrawn: (times: number) => string;
    drawing: (winners: number) => string;
    /** The draw waits for the random number of its seal. */
    sealed: (winners: number) => string;
    interrupted: string;
    failed: (reason: string) => string;
    more: (count: number) => string;
    older: string;
    newest: string;
    next: string;
    /** Which winners of a long list the message has, by their positions in it. */
    shown: (range: { from: number; to: number; all: number }) => string;
    /** How people find out whether they are among many winners. */
    findYourself: (drawNo: number) => string;
    unknownDraw: (drawNo: number) => string;
    /** The draw's record does not match its schema. */
    malformed: (drawNo: number) => string;
    usage: string;
  };
  /** People and their mentions are in mrkdwn. */
  operators: {
    title: string;
    /** Precedes the mentions of the operators in the configuration. */
    configured: string;
    addedTitle: string;
    nobodyAdded: string;
    addedLine: (person: string, by: string, time: string) => string;
    usage: string;
    yourself: string;
    isOperator: (person: string) => string;
    cannotAdd: Readonly<Record<Exclude<AccountStatus, "member">, (person: string) => string>>;
    full: (most: number) => string;
    askToAdd: (person: string) => string;
    add: string;
    added: (person: string) => string;
    isConfigured: (person: string) => string;
    noOperator: (person: string) => string;
    /** The removal would leave nobody who can act. */
    nobodyLeft: string;
    changedMeanwhile: string;
    askToRemove: (person: string) => string;
    askToRemoveSelf: string;
    remove: string;
    removed: (person: string) => string;
  };
  channels: {
    any: string;
    only: (channels: string) => string;
    usage: string;
    full: (most: number) => string;
    /** So far, draws can be made in any channel. */
    askToLimit: (channel: string) => string;
    limit: string;
    /** The channel is the last one in the list. */
    askToOpen: (channel: string) => string;
    open: string;
    results: Readonly<Record<"added" | "is-listed" | "removed" | "not-listed", (channel: string) => string>>;
  };
  log: {
    title: string;
    /** The person was not found on a large roster, or several times. */
    notSearched: string;
    /** The log of a draw or of a person. */
    titleOf: (subject: string) => string;
    draw: (drawNo: number) => string;
    empty: string;
    usage: string;
    older: string;
    newest: string;
    /** The entry at this time does not match its schema. */
    malformed: (time: string) => string;
    /** A command on a computer, by the account of the operating system. */
    commandLine: (account: string) => string;
    systems: Readonly<Record<"aws" | "retention", string>>;
    actions: Readonly<Record<AuditedAction, string>>;
    /** The names of attributes. Others are shown as they are stored. */
    fields: Readonly<Record<LoggedField, string>>;
    changed: (field: string, before: string, after: string) => string;
    is: (field: string, after: string) => string;
    more: (count: number) => string;
  };
  /** `drawNo` is undefined if the draw failed before it had a number. */
  failure: (drawNo: number | undefined, reason: string) => string;
  /** A redraw or a void failed. */
  revisionFailure: (drawNo: number, reason: string) => string;
  /** Instead of the name of a person whose data was erased. */
  erasedPerson: string;
  /** Instead of a reason that was erased. */
  erasedReason: string;
  listSeparator: string;
  reasons: Readonly<Record<FailureCode, (facts: Facts) => string>>;
}
