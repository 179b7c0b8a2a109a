import { groupDigits as n } from "../../../data/runtime/group-digits.ts";
import type { ImportTexts } from "./texts.ts";

const count = (people: number, one: string, many: string) => `${n(people)} ${people === 1 ? one : many}`;
const peopleIn = (people: number) => count(people, "person", "people");

/** The texts about imports of people into the roster in English. `command` is the name of the slash command. */
export const createImportEnglish = (command: string): ImportTexts => ({
  imports: {
    file: {
      label: "Spreadsheet",
      hint: "An .xlsx or .csv file with one person in each row, and at least the columns for employee ID and name.",
    },
    sync: {
      source: "Import people from",
      channel: "a channel",
      channelLabel: "Channel",
      channelHint: `Only for people of a channel. For those of a user group, type ${command} sync @group.`,
      channelMissing: "Choose the channel.",
      others: "Also include",
      guests: "guests",
      external: "people of other organizations",
      usage: `Type \`${command} sync #channel\`, \`${command} sync @group\` or \`${command} sync workspace\`.`,
      from: (source) => `Source: ${source}.`,
    },
    submit: "Show the plan",
    fileMissing: "Choose a file.",
    started:
      "I am reading the people. You will get the plan in a direct message from this app. Nothing is changed before you confirm it.",
    notStarted: "AWS did not respond, so nothing was done. Please try again.",
    planning: "I am making the plan with this decision. You will get it in a new message.",
    sources: {
      file: "a file",
      workspace: "the whole workspace",
      channel: (channel) => channel,
      usergroup: (group) => group,
    },
    reading: (source, people) => `I am still reading people from ${source}: ${peopleIn(people)} so far.`,
    plan: {
      title: (source) => `*Plan for the roster, from ${source}*`,
      changed: "The roster has changed since the last plan, so nothing was done. This is the new plan.",
      added: (people) => `*${peopleIn(people)} to add:*`,
      changedPeople: (people) => `*${peopleIn(people)} to change:*`,
      returning: (people) => `*${peopleIn(people)} who had left and can win again:*`,
      left: (people) => `*${peopleIn(people)} to mark as left, who can then no longer win:*`,
      missing: (people) => `*${peopleIn(people)} on the roster, but not in this source:*`,
      kept: (people) => `*${peopleIn(people)} not in this source, kept as before:*`,
      unchanged: (people) => `${peopleIn(people)} without a change.`,
      ignored: (columns) => `Columns that are not read: ${columns}`,
      hidden: (people) =>
        `⚠️ The sheet hides the rows of *${peopleIn(people)}*, for example with a filter. They are in this plan, too. If you do not want that, cancel, delete these rows, and import the file again:`,
      guess: (encoding, examples) =>
        `⚠️ The file does not say in which encoding it is. I have read it as ${encoding}. Is this right: ${examples}? If not, cancel, save the file as UTF-8 (in Excel: “CSV UTF-8”), and import it again.`,
      encodings: { gb18030: "GB18030 (Chinese)", "windows-1252": "Windows-1252 (Western European)" },
      leftOut: (kinds) => `Left out: ${kinds}`,
      kinds: {
        guest: (people) => count(people, "guest", "guests"),
        external: (people) => `${count(people, "person", "people")} of other organizations`,
        bot: (people) => count(people, "bot", "bots"),
        deactivated: (people) => count(people, "deactivated account", "deactivated accounts"),
        missing: (people) => `${count(people, "account", "accounts")} that Slack does not show`,
      },
      more: (others) => `and ${n(others)} more`,
      nothing: "The roster already contains all of this. There is nothing to change.",
      conflicts: (conflicts) =>
        `*${count(conflicts, "question", "questions")} to answer first:* it is not clear whether rows and people on the roster are the same.`,
      contradictory:
        "⚠️ Some of the answers contradict each other, so I ask again: if A and B are one person, and B and C, then A and C are, too, with one ID for all three.",
      unrepeatable:
        "⚠️ With these answers, an import that stops in the middle and is repeated could have another result, so I ask again. Please answer differently, for example that some of them are different people. Or cancel, correct these rows in the file, and import it again.",
      confirm: "Apply this plan exactly as shown?",
      confirmMissing: (people) =>
        people === 1
          ? "One person is not in this source. Have they left? Then they can no longer win."
          : `${n(people)} people are not in this source. Have they left? Then they can no longer win.`,
      apply: "Apply",
      applyKeeping: (people) =>
        people === 1 ? "Apply, and keep that person" : `Apply, and keep those ${n(people)} people`,
      markLeft: (people) =>
        people === 1 ? "Mark that person as left, too" : `Mark those ${n(people)} people as left, too`,
      leave: "Leave the roster as it is",
      resolve: "Answer the questions",
    },
    attribute: {
      names: {
        employee_name: "full name",
        employee_entry_date: "entry date",
        email: "email",
        slack_user_id: "Slack account",
        department: "department",
        left_at: "date of leaving",
        lottery_serial: "serial number",
      },
      set: (name, after) => `${name}: ${after}`,
      removed: (name, before) => `${name}: ${before} → none`,
      replaced: (name, before, after) => `${name}: ${before} → ${after}`,
    },
    conflict: {
      title: "Same person or not?",
      intro: "Nobody may be on the roster twice. Say for each pair whether they are one person.",
      others: (others) => `${count(others, "more question follows", "more questions follow")} after these.`,
      kinds: {
        spelling: "The employee IDs differ only in spelling.",
        "leading-zeros": "The employee IDs differ only in zeros at the start, which spreadsheets remove.",
        "slack-account": "Both have the same Slack account.",
        email: "Both have the same email address.",
        "twice-in-file": "The employee ID is on two rows.",
      },
      onRoster: (person) => `On the roster: ${person}`,
      inFile: (person, line) => `Row ${line}: ${person}`,
      one: (employeeId) => `One person, with the ID ${employeeId}`,
      useLine: (line) => `Take row ${line}`,
      both: "Two different people",
      missing: "Choose an answer.",
      question: "Are they one person?",
      questionOfRows: "Which row is right?",
    },
    applying: "I am changing the roster. You will get the result in a new message.",
    progress: (done, total) => `I am changing the roster: ${n(done)} of ${n(total)} changes have been made.`,
    applied: ({ added, changed, returning, left }) =>
      `*The roster is up to date.* People: ${[
        ...(added > 0 ? [`${n(added)} added`] : []),
        ...(changed > 0 ? [`${n(changed)} changed`] : []),
        ...(returning > 0 ? [`${n(returning)} returned`] : []),
        ...(left > 0 ? [`${n(left)} marked as left`] : []),
      ].join(", ")}.`,
    expired: "This plan is no longer valid, so nothing was done. Start the import again to get a new one.",
    alreadyApplying: "This plan is being applied, or has already been applied or cancelled.",
    failed:
      "The import stopped because of an internal error. If it had already begun to change the roster, some of the changes have been made. Start it again: it makes only the remaining ones.",
    problem: {
      title: (source) => `*I could not read people from ${source}.*`,
      noFile: "Slack no longer has the file. Send it again.",
      tooLarge: (megabytes) =>
        `The file is larger than ${n(megabytes)} MB. Send one that has only the columns of the roster.`,
      notFound:
        "Slack does not show this channel or user group to the app. If the channel is private, invite the app to it first.",
      missingScope: (scopes) =>
        `The app may not read this in Slack. Ask an administrator to add the permissions ${scopes} to the app, and to install it again.`,
      nobody: "It contains nobody whom a sync would add.",
      slack: (reason) => `Slack refused it: ${reason}.`,
      dayFirst: "The day comes first",
      monthFirst: "The month comes first",
    },
  },
});
