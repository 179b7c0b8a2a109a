import type { Locale } from "../../../../../data/runtime/environment.ts";
import type { SwitchName } from "../../inspector/faults.ts";

export type { Locale };

/** A draw as the tables and executions of the inspector name it. */
interface DrawTexts {
  draw: (drawNo: string) => string;
  /** A draw that is not opened yet. */
  noNumberYet: string;
  /** A request that failed before it got a number. */
  noNumber: string;
  winners: (count: number) => string;
  redraw: string;
  redrawOf: (employeeId: string) => string;
  void: string;
}

interface FaultTexts {
  label: string;
  explanation: string;
}

/** All texts of the two pages and of the simulated Slack, without those of the bot. */
export interface Texts {
  title: string;
  watchTitle: string;
  skipLink: string;
  noScript: string;
  close: string;
  cancel: string;

  sidebar: {
    label: string;
    channels: string;
    people: string;
    apps: string;
    you: string;
    note: string;
  };
  channel: {
    topic: string;
    welcome: (channel: string) => string;
    introduction: string;
    messages: string;
    thread: string;
    firstSteps: string;
    examplesLabel: string;
    /** Commands to try, each with what it does. */
    examples: readonly (readonly [command: string, explanation: string])[];
    backToChannel: string;
    reconnecting: string;
    inspector: string;
  };
  /** The page of the app, with its two tabs. */
  app: {
    home: string;
    messages: string;
    viewAs: string;
    opening: string;
    /** The app has not published its Home tab. */
    noHome: string;
    noMessages: string;
  };
  message: {
    onlyVisibleToYou: string;
    app: string;
    edited: string;
    download: string;
    replies: (count: number) => string;
    replyInThread: string;
  };
  block: {
    optional: string;
    selectItem: string;
  };
  composer: {
    label: string;
    writeAs: string;
    send: string;
    replyInThread: string;
    message: (channel: string) => string;
    placeholder: (channel: string) => string;
    commands: string;
    people: string;
    /** Read by screen readers when suggestions appear. */
    suggestions: (count: number, first: string) => string;
  };
  /** By error code; an unknown code is shown as it is. */
  failures: {
    operation_timeout: string;
    dispatch_failed: string;
    message_not_found: string;
    /** The local stack does not respond. */
    fileUnderWay: string;
    fileNotSent: string;
    disconnected: string;
    /** Slack's own text when an app does not accept a submission. */
    submission: string;
  };

  inspector: {
    title: string;
    subtitle: string;
    channel: string;
    faults: string;
    reset: string;
    tabs: { machine: string; tables: string; mails: string; log: string };
    resetDialog: { title: string; text: string; yes: string; no: string };
  };
  faults: {
    introduction: string;
    onceIntroduction: string;
    active: string;
    switchOff: (label: string) => string;
    switches: Readonly<Record<SwitchName, FaultTexts>>;
    dies: (functionLabel: string) => FaultTexts;
  };
  machine: {
    label: (states: string) => string;
    nothingRun: string;
    status: { running: string; done: string; failed: string };
    notReached: string;
    visits: (count: number) => string;
    failures: (count: number) => string;
    /** How long a state still waits. */
    seconds: (count: number) => string;
    listSeparator: string;
  };
  executions: {
    title: string;
    running: (count: number) => string;
    /** Before and after the command to type. */
    none: readonly [before: string, after: string];
    status: {
      RUNNING: string;
      SUCCEEDED: string;
      FAILED: string;
      TIMED_OUT: string;
      ABORTED: string;
    };
    reading: string;
    input: string;
    output: string;
    error: (name: string) => string;
    events: (count: number) => string;
  } & DrawTexts;
  tables: {
    noValue: string;
    items: (count: number) => string;
    empty: string;
    others: string;
    othersOf: (title: string) => string;
    shown: (shown: number, count: number) => string;
    employees: { title: string; serial: string; name: string; employeeId: string; left: string };
    winners: {
      title: string;
      employeeId: string;
      draw: string;
      state: string;
      since: string;
      won: string;
      wonEarlier: string;
      void: string;
      claimedUntil: (time: string) => string;
    };
    draws: {
      title: string;
      draw: string;
      status: string;
      winners: string;
      prize: string;
      void: string;
      failed: string;
      failedWith: (error: string) => string;
      drawn: string;
      redrawn: (count: number) => string;
      drawing: string;
      winnersOf: (count: string, asked: string) => string;
    };
  };
  mails: {
    none: string;
    to: string;
    delivery: { sending: string; sent: string; failed: string };
  };
  log: { none: string };

  watch: {
    lost: string;
    /** Around the names of the workspace and of the bot, and the command to type. */
    connected: {
      before: string;
      bot: string;
      type: string;
      after: string;
    };
    connecting: string;
    connectingTo: readonly [before: string, after: string];
    emptyRoster: string;
    /** Before and after the command that imports the roster. */
    importRoster: readonly [before: string, after: string];
    openSlack: string;
    /** Before and after the name of the setting. */
    unsent: readonly [before: string, after: string];
  };

  /** What people of the simulated workspace say before the first draw, by user id. */
  conversation: readonly (readonly [user: string, text: string])[];
  slackbot: {
    unknownCommand: (command: string, example: string) => string;
    commandFailed: (command: string, error: string) => string;
    notInThreads: (command: string) => string;
  };
}
