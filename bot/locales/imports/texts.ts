import type { GuessedEncoding } from "../../../workflow/roster/file/decode-text.ts";
import type { RosterColumn } from "../../../workflow/roster/file/roster-row.ts";

/** How many people an import concerns, by what happens to them. */
type Counts = Readonly<Record<"added" | "changed" | "returning" | "left", number>>;

/** The texts about imports of people into the roster. Names are escaped; `source` is from `sources`. */
export interface ImportTexts {
  imports: {
    file: {
      label: string;
      hint: string;
    };
    sync: {
      source: string;
      channel: string;
      channelLabel: string;
      channelHint: string;
      channelMissing: string;
      others: string;
      guests: string;
      external: string;
      usage: string;
      /** Above the form, if the source was typed. */
      from: (source: string) => string;
    };
    submit: string;
    fileMissing: string;
    started: string;
    notStarted: string;
    /** Another plan is made, after a decision. */
    planning: string;
    sources: {
      file: string;
      workspace: string;
      channel: (channel: string) => string;
      usergroup: (group: string) => string;
    };
    reading: (source: string, people: number) => string;
    plan: {
      title: (source: string) => string;
      /** Above a plan that replaces another one, because the roster has changed. */
      changed: string;
      added: (people: number) => string;
      changedPeople: (people: number) => string;
      returning: (people: number) => string;
      left: (people: number) => string;
      /** People who are on the roster and not in the source, before and after it is decided that they stay as they are. */
      missing: (people: number) => string;
      kept: (people: number) => string;
      unchanged: (people: number) => string;
      ignored: (columns: string) => string;
      /** People who are in rows that the sheet does not show. They follow. */
      hidden: (people: number) => string;
      /** The file may be in another encoding. `examples` are names as they were read. */
      guess: (encoding: string, examples: string) => string;
      encodings: Readonly<Record<GuessedEncoding, string>>;
      leftOut: (kinds: string) => string;
      kinds: Readonly<
        Record<"guest" | "external" | "bot" | "deactivated" | "missing", (people: number) => string>
      >;
      more: (others: number) => string;
      nothing: string;
      conflicts: (conflicts: number) => string;
      /** Answers that cannot all be true are asked again. */
      contradictory: string;
      unrepeatable: string;
      confirm: string;
      /** The same question if there are people who are not in the source. */
      confirmMissing: (people: number) => string;
      apply: string;
      /** Buttons about people who are not in the source. */
      applyKeeping: (people: number) => string;
      markLeft: (people: number) => string;
      leave: string;
      resolve: string;
    };
    attribute: {
      /** Of everything that an import writes. An employee id never changes. */
      names: Readonly<Record<Exclude<RosterColumn, "employee_id"> | "lottery_serial", string>>;
      set: (name: string, after: string) => string;
      removed: (name: string, before: string) => string;
      replaced: (name: string, before: string, after: string) => string;
    };
    /** `person` is a name with an id, and what else is known. The answers are plain text. */
    conflict: {
      title: string;
      intro: string;
      others: (others: number) => string;
      kinds: Readonly<
        Record<"spelling" | "leading-zeros" | "slack-account" | "email" | "twice-in-file", string>
      >;
      onRoster: (person: string) => string;
      inFile: (person: string, line: number) => string;
      one: (employeeId: string) => string;
      useLine: (line: number) => string;
      both: string;
      missing: string;
      question: string;
      questionOfRows: string;
    };
    applying: string;
    progress: (done: number, total: number) => string;
    applied: (counts: Counts) => string;
    expired: string;
    alreadyApplying: string;
    failed: string;
    problem: {
      title: (source: string) => string;
      noFile: string;
      tooLarge: (megabytes: number) => string;
      notFound: string;
      missingScope: (scopes: string) => string;
      nobody: string;
      slack: (reason: string) => string;
      dayFirst: string;
      monthFirst: string;
    };
  };
}
