import { groupDigits as n } from "../../../data/runtime/group-digits.ts";
import type { PeopleTexts } from "./texts.ts";

const isOrAre = (count: number): string => (count === 1 ? "is" : "are");
const hasOrHave = (count: number): string => (count === 1 ? "has" : "have");

const onePerson = (command: string): string =>
  `If that is one person, they could win twice: mark all but one as having left with \`${command} leave\`.`;

/** The texts about people on the roster in English. `command` is the name of the slash command. */
export const createPeopleEnglish = (command: string): PeopleTexts => ({
  me: {
    usage: `\`${command} me\` shows what the lottery knows about you. If you are on the roster several times, or the roster is very large, add your employee ID: \`${command} me E0042\`.`,
    serial: (serial) =>
      `Your serial on the roster is ${serial}. \`${command} verify 3 me\` shows what happened to it in draw 3.`,
    notSearched: `I could not look you up, because the roster is large or its table was slow. Try again, or add your employee ID: \`${command} me E0042\`.`,
    notYours: `I cannot show this entry: the employee ID is not on the roster, or it does not have your Slack account. Check the spelling. If it is your ID, ask the organizers to add your Slack account to it.`,
    optOut: "Opt out of draws",
    optIn: "Take part again",
    askOptOut: `Opt out of all draws? You cannot win until you take part again with \`${command} me\`. What you have won stays yours. People who verify a later draw may see that you had opted out.`,
    optedOut: `You have opted out of draws, so you cannot win any more. You can opt back in at any time with \`${command} me\`.`,
    optedIn: "You take part in draws again.",
    noOptOut:
      "People cannot opt out of draws themselves in this lottery. Nothing was changed. Ask the organizers.",
    noLongerYours: `This entry of the roster no longer has your Slack account. Nothing was changed. \`${command} me\` shows how it is now.`,
    runningOut: (drawNo) => `Draw ${drawNo} began before that and is in progress, so you can still win it.`,
    runningIn: (drawNo) => `Draw ${drawNo} began before that and is in progress. You can win the next ones.`,
    changedDuring: (drawNo) =>
      `You have changed this since draw ${drawNo} began, and it is still in progress. Nothing was changed now. Please try again after its result.`,
  },
  people: {
    addUsage: `Enter one person and, if they have one, their employee ID: \`${command} add @person\` or \`${command} add @person E0042\`. Choose the person from Slack's list, or enter their member ID. Nothing was changed.`,
    cannotAdd: {
      guest: (user) =>
        `${user} is a guest of this workspace, so I do not add them. An import of a file can do it. Nothing was changed.`,
      external: (user) =>
        `${user} belongs to another workspace, so I do not add them. An import of a file can do it. Nothing was changed.`,
      bot: (user) => `${user} is a bot, and bots cannot win. Nothing was changed.`,
      deactivated: (user) =>
        `The Slack account of ${user} is deactivated, so I do not add them. Nothing was changed.`,
      missing: (user) => `Slack does not know ${user}, so I cannot add them. Nothing was changed.`,
      unknown: (user) =>
        `Slack did not say in time who ${user} is. Nothing was changed. Please try again in a moment.`,
    },
    noProfile: (user) =>
      `Slack did not say in time what the name of ${user} is, so I cannot add them. Nothing was changed. Please try again in a moment.`,
    addLate: `The roster is too large to check in time whether this person is on it. Nothing was changed. Please try again. If that does not help, import a file with this person.`,
    askNew: (user, person) =>
      `Add ${user} to the roster as ${person}? They get the next serial and can win from now on.`,
    askLink: (user, person, hasLeft) =>
      `${person} is on the roster without a Slack account${hasLeft ? ", and has left" : ""}. Is that ${user}? Then the entry gets this account${hasLeft ? ", and the person can win again" : ""}. Serial and wins stay.`,
    askReturn: (person) =>
      `${person} is on the roster, but is marked as having left. Bring them back? They keep their serial and their wins, and can win again.`,
    confirm: { new: "Add to the roster", link: "Add the account", return: "Bring back" },
    done: {
      new: (person, serial) =>
        `${person} is on the roster now${serial === undefined ? "" : `, with the serial ${serial}`}. Draws notice it within a few seconds.`,
      link: (person, serial) =>
        `${person} has this Slack account on the roster now${serial === undefined ? "" : `. The serial is still ${serial}`}.`,
      return: (person, serial) =>
        `${person} is back${serial === undefined ? "" : `, with the serial ${serial}`}, and can win again.`,
    },
    present: (person, serial) =>
      `${person} is on the roster already${serial === undefined ? ", but without a serial, so they cannot win. Import a file with this person: that adds a serial." : `, with the serial ${serial}.`} Nothing was changed.`,
    otherId: (person) =>
      `This Slack account is on the roster already, as ${person}. A person has one entry, so nothing was changed.`,
    taken: (person, user) =>
      `${person} has this employee ID or this email address, and another Slack account: ${user}. Nothing was changed. If it is the same person, correct the account with an import.`,
    several: (people, more) =>
      `Several entries of the roster may be this person: ${people}${more > 0 ? `, and ${n(more)} more` : ""}. Nothing was changed. Correct them first: a person has one entry.`,
    changedMeanwhile: `Somebody has changed this person or the roster in the meantime, so your change was not made. Type the command again to see how it is now.`,
    importRunning: `The roster is being imported at the moment. Nothing was changed. Please try again in a minute.`,
    leaveUsage: `Enter only a person (name, employee ID or mention): \`${command} leave Ann Lee\`. To bring somebody back: \`${command} add @person\`. Nothing was changed.`,
    leaveLate: `The roster is too large to search it in time. Nothing was changed. Use the employee ID: \`${command} leave E0042\`.`,
    askLeave: (person) =>
      `Mark ${person} as having left today? They can no longer win. Their earlier wins stay valid, and so does their entry.`,
    leave: "Has left",
    left: (person) => `${person} is marked as having left, and can no longer win.`,
    leftAlready: (person) => `${person} is already marked as having left. Nothing was changed.`,
  },
  roster: {
    title: (people) => `*Roster: ${people === 1 ? "one person" : `${n(people)} people`}*`,
    empty: `The roster is empty. Import people from a file, or add them one by one with \`${command} add @person\`.`,
    scope: (campaign, time) => `Draws without rules of their own, in ${campaign}, as of ${time}:`,
    counts: {
      free: (people) => `✅ *${n(people)}* can win`,
      held: (people) => `⏳ *${n(people)}* ${isOrAre(people)} in a draw that is in progress`,
      won: (people) => `🏆 *${n(people)}* ${hasOrHave(people)} won in this campaign`,
      excluded: (people) => `🚫 *${n(people)}* ${isOrAre(people)} excluded`,
      opted_out: (people) => `🙅 *${n(people)}* ${hasOrHave(people)} opted out`,
      left: (people) => `👋 *${n(people)}* ${hasOrHave(people)} left`,
      malformed: (people) => `⚠️ *${n(people)}* ${hasOrHave(people)} a malformed entry`,
    },
    cannotWin: (people) => `*${n(people)}* cannot win:`,
    departments: "*Departments*",
    department: ({ name, people, canWin }) =>
      `${name}: ${people === 1 ? "1 person" : `${n(people)} people`}, ${n(canWin)} can win`,
    lists: {
      all: "Everybody on the roster",
      cannot: "People who cannot win",
      free: "People who can win",
      held: "People in a draw that is in progress",
      won: "Winners of this campaign",
      excluded: "People who are excluded",
      opted_out: "People who have opted out",
      left: "People who have left",
      malformed: "Malformed entries",
    },
    listTitle: (list, people) => `*${list}: ${people === 1 ? "one person" : `${n(people)} people`}*`,
    foundTitle: (people) => `*${people === 1 ? "1 person" : `${n(people)} people`}*`,
    ofDepartment: (department) => `Department: ${department}`,
    found: (text) => `Search: “${text}”`,
    noName: "no name",
    noSerial: "no serial",
    statuses: {
      free: () => "can win",
      held: () => "in a draw that is in progress",
      won: () => "has won in this campaign",
      excluded: ({ until }) =>
        until === undefined || until === "always" ? "excluded" : `excluded until ${until}`,
      opted_out: () => "opted out",
      left: ({ leftOn }) => (leftOn === undefined ? "has left" : `left on ${leftOn}`),
      malformed: () => "malformed entry",
    },
    nobody: "Nobody on the roster matches.",
    late: "The roster is too large, or its table too slow, to read it in time. Please try again. If that does not help, contact your lottery administrator.",
    problems: {
      count: (problems) =>
        `🔧 *${problems === 1 ? "One problem" : `${n(problems)} problems`}* with the entries, which other programs may have written`,
      title: (problems) => `*${problems === 1 ? "One problem" : `${n(problems)} problems`} with the entries*`,
      none: "Nothing is wrong with the entries.",
      malformed: ({ person, attribute, value }) =>
        `${person}: ${attribute}${value === undefined ? ", but is missing" : `, but is ${value}`}.`,
      noSerial: (person) =>
        `${person}: has no serial (\`lottery_serial\`), so draws do not find this person. An import of a file with this person adds one.`,
      attributes: {
        employee_id: "the ID (`employee_id`) must have visible characters",
        employee_name: "the name (`employee_name`) must be text of 1 to 200 characters",
        lottery_serial: "the serial (`lottery_serial`) must be a whole number from 1",
        slack_user_id: "the Slack account (`slack_user_id`) must be a member ID such as U012ABCDEF",
        email: "the address (`email`) must be an email address",
        department: "the department (`department`) must be text",
        employee_entry_date: "the date of joining (`employee_entry_date`) must be text such as 20260131",
        left_at: "the date of leaving (`left_at`) must be a date such as 20260131",
        excluded_until:
          "the end of the exclusion (`excluded_until`) must be a date such as 2026-01-31, or `always`",
        opted_out_at: "the time of opting out (`opted_out_at`) must be a time such as 2026-01-31T12:00:00Z",
        opted_in_at: "the time of opting back in (`opted_in_at`) must be a time such as 2026-01-31T12:00:00Z",
      },
      stopsDraws: "A draw that reaches this person fails.",
      countsAs: {
        slack_user_id: "Until then, the person has no Slack account here.",
        employee_entry_date: "Until then, the date is unknown.",
        department: "Until then, the person has no department.",
        left_at: "Until then, the person counts as having left.",
        excluded_until: "Until then, the person is excluded for good.",
        opted_out_at: "Until then, the person counts as opted out.",
      },
      sameSerial: (serial, people) =>
        `${people}: all have the serial ${serial}, so a draw that reaches it fails. All but one need another serial.`,
      samePerson: {
        id: (people) => `${people}: the IDs differ only in how they are written. ${onePerson(command)}`,
        "slack-account": (people) => `${people}: all have the same Slack account. ${onePerson(command)}`,
        email: (people) => `${people}: all have the same email address. ${onePerson(command)}`,
      },
      unusedSerials: ({ unused, highest, person }) =>
        `${person}: the highest serial is ${highest}, and ${n(unused)} serials below it belong to nobody, which makes draws slow.`,
      morePeople: (people) => `${n(people)} more`,
      more: "More problems",
      first: "First problems",
    },
    picture: "the picture in Slack",
    searchTooLong: (longest) => `Please search for at most ${n(longest)} characters.`,
    show: "Show",
    overview: "Overview",
    moreDepartments: "More departments",
    firstDepartments: "First departments",
    search: "Search",
    searchField: "Name, employee ID or department",
    searchHint: "A part of it is enough. Without it, everybody is listed.",
    whoField: "List",
  },
});
