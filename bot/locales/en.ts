import { groupDigits as n } from "../../data/runtime/group-digits.ts";
import { explainInEnglish } from "../../workflow/notice/locales/explain-rules.ts";
import { createImportEnglish } from "./imports/en.ts";
import { createPeopleEnglish } from "./people/en.ts";
import type { Facts, Texts } from "./texts.ts";

function explainTooFew({ asked, eligible, roster, ruled_out: ruledOut = 0 }: Facts): string {
  if (roster === 0) return "the roster is empty. Add people to it, then draw again.";
  if (Number(ruledOut) > 0 && asked !== undefined && eligible !== undefined) {
    const can = eligible === 0 ? "nobody" : eligible === 1 ? "only one person" : `only ${n(eligible)} people`;
    const others = ruledOut === 1 ? "One other is" : `${n(ruledOut)} others are`;
    return `you asked for ${asked === 1 ? "one winner" : `${n(asked)} winners`}, but ${can} can take part and still win. ${others} excluded, or not among those for whom this draw is. Change its rules or draw fewer winners.`;
  }
  if (asked === undefined || eligible === undefined)
    return "fewer people can still win than you asked for. Draw fewer winners, or add people to the roster.";
  if (eligible === 0)
    return "everyone on the roster has already won or has left. Add people to it, then draw again.";
  const few = eligible === 1 ? "only one person can still win" : `only ${n(eligible)} people can still win`;
  return `you asked for ${n(asked)} winners, but ${few}. Draw ${eligible === 1 ? "one" : `${n(eligible)} or fewer`}, or add people to the roster.`;
}

/** The texts in English. `command` is the name of the slash command. */
export const createEnglish = (command: string): Texts => ({
  commands: {
    draw: {
      usage: "draw [number] [prize]",
      summary: "draws winners and announces them in this channel; without a number, opens a form",
      label: "New draw",
    },
    redraw: {
      usage: "redraw <draw> <winner> [reason]",
      summary: "cancels one win and draws the next person in the draw order instead",
      label: "Replace a winner",
    },
    void: { usage: "void <draw> [reason]", summary: "cancels a whole draw", label: "Void one draw" },
    winners: {
      usage: "winners [draw]",
      summary: "lists all draws, or shows the winners of one draw",
      label: "Past draws",
    },
    verify: {
      usage: "verify <draw> [me]",
      summary: "replays a draw and shows why these people won, or shows your own entry",
      label: "Verify a draw",
    },
    me: {
      usage: "me [employee ID]",
      summary: "shows whether you are on the roster, whether you can win, and what you have won",
      label: "About me",
    },
    campaign: {
      usage: "campaign [new|rename <name>]",
      summary: "shows the current campaign; operators start the next one or rename it",
      label: "Current campaign",
    },
    prizes: {
      usage: "prizes",
      summary: "shows the prizes of the campaign and what is left; operators edit them",
      label: "Prize list",
    },
    handed: {
      usage: "handed <draw> [winner]",
      summary: "marks a prize as handed over, or removes the mark",
      label: "Hand-over",
    },
    add: {
      usage: "add <@person> [employee ID]",
      summary: "adds a person to the roster, or brings back somebody who had left",
      label: "Add a person",
    },
    leave: {
      usage: "leave <person>",
      summary: "marks a person as having left, so that they can no longer win",
      label: "Person has left",
    },
    roster: {
      usage: "roster [search]",
      summary: "shows how many people there are, how many can win, and who cannot, and why",
      label: "Roster",
    },
    exclude: {
      usage: "exclude <person> [until <date>] [reason]",
      summary: "excludes a person from all draws, for good or until a date",
      label: "Exclude a person",
    },
    include: {
      usage: "include <person>",
      summary: "ends the exclusion of a person",
      label: "End an exclusion",
    },
    import: {
      usage: "import",
      summary: "imports people from a spreadsheet, after you have confirmed the plan",
      label: "Import people",
    },
    sync: {
      usage: "sync [#channel|@group|workspace]",
      summary:
        "imports people from a channel, a user group or the whole workspace, after you have confirmed the plan",
      label: "Sync people from Slack",
    },
    excluded: {
      usage: "excluded",
      summary: "lists everybody who is excluded, until when, and why",
      label: "Excluded people",
    },
    export: {
      usage: "export [draw]",
      summary:
        "sends operators the winners of the campaign as a spreadsheet, or sends anyone the record of a draw, to verify it",
      label: "Export",
    },
    operators: {
      usage: "operators [add|remove @person]",
      summary: "shows and changes who may draw",
      label: "Operators",
    },
    channels: {
      usage: "channels [add|remove #channel]",
      summary: "shows and changes where draws can be made",
      label: "Channels for draws",
    },
    log: { usage: "log [person|draw]", summary: "shows who has changed what, and when", label: "Audit log" },
    help: { usage: "help", summary: "shows this list", label: "All commands" },
  },
  help: {
    title: "*Here is what I can do:*",
    line: (usage, summary) => `• \`${command} ${usage}\`: ${summary}`,
    operatorsOnly: "_(operators only)_",
  },
  unknownCommand: (typed) => `I don't know \`${typed}\`. Here is what I can do:`,
  operatorsOnly:
    "Only lottery operators can do this. Your lottery administrator can add you to the list of operators.",
  otherWorkspace:
    "This lottery is set up for another Slack workspace, so nothing was done. If this is the right workspace, contact your lottery administrator.",
  trouble:
    "Something went wrong, and nothing was changed. Please try again in a moment. If it happens again, contact your lottery administrator.",
  notConfirmed:
    "I could not confirm this change, so it may or may not have been made. Please try again in a moment: nothing happens twice. If you see this message again, contact your lottery administrator.",
  accounts: {
    guest: "Guests of this workspace cannot do this. Nothing was done.",
    external: "Only members of this workspace can do this. Nothing was done.",
    bot: "Bots cannot do this. Nothing was done.",
    deactivated: "Your Slack account is deactivated, so you cannot do this. Nothing was done.",
    missing: "Slack does not know your account, so nothing was done. Contact your lottery administrator.",
    unknown:
      "Slack did not confirm in time that you are a member of this workspace, so nothing was done. Please try again in a moment. If it happens again, contact your lottery administrator.",
  },
  late: `This took too long, and I do not know whether anything was changed. Wait a minute, then check \`${command} winners\` before you try again.`,
  malformedItem:
    "I cannot do this because a stored record is malformed. Nothing was changed. Contact your lottery administrator: the log names the record.",
  forms: {
    notice: "Lottery",
    close: "Close",
    expired:
      "The form could not open because Slack waited too long for it. Nothing was changed. Please try again.",
    postponed:
      "Slack is limiting requests at the moment, so the form could not open or change. Nothing was changed. Please try again in a minute.",
    notConfirmed:
      "Slack did not confirm the form in time. If it is not open or does not change, please try again. Nothing was changed.",
    unauthorized:
      "Slack does not accept my access, so I cannot open forms. Nothing was changed. Contact your lottery administrator.",
    tooDeep: "Too many forms are open on top of each other. Close this one, then try again.",
    refused: (reason) =>
      `Slack refused the form (\`${reason}\`). Nothing was changed. Contact your lottery administrator.`,
  },
  draw: {
    usage: `Enter the number of winners, from 1 to 1000, and, if you like, a prize: \`${command} draw 2\` or \`${command} draw 2 AirPods\`.`,
    grouped: (digits) =>
      `Please write the number of winners without separators: \`${command} draw ${digits}\`. Nothing was drawn.`,
    numberPrize: (winners, prize, otherReading) =>
      `Is “${prize}” the prize? If so, put it in quotes: \`${command} draw ${winners} "${prize}"\`.${otherReading === undefined ? "" : ` Or did you mean \`${command} draw ${otherReading}\`?`} Nothing was drawn.`,
    prizeTooLong: (longest) =>
      `The prize is too long. Please use at most ${n(longest)} characters. Nothing was drawn.`,
    notHere: {
      "direct-message":
        "I cannot announce winners in a direct message. Nothing was drawn. Use the command in the channel where the winners should be announced.",
      "not-invited":
        "I am not a member of this private channel, so I cannot announce winners here. Nothing was drawn. Invite me with `/invite`, then try again.",
      "not-allowed": `Draws can be made only in certain channels, and this is not one of them. Nothing was drawn. \`${command} channels\` shows them.`,
      archived:
        "This channel is archived, so I cannot announce winners here. Nothing was drawn. Use the command in another channel.",
    },
    started: (winners, prize) =>
      `Drawing ${winners === 1 ? "one winner" : `${n(winners)} winners`}${prize ? ` for *${prize}*` : ""}. I will announce the result in this channel in a moment.`,
    startedSealed: (winners, prize) =>
      `Sealing the draw of ${winners === 1 ? "one winner" : `${n(winners)} winners`}${prize ? ` for *${prize}*` : ""}. I will post the seal in this channel now, then draw and announce the result about 15 seconds later.`,
    notStarted: `I could not confirm that the draw has started: AWS did not respond in time. Wait a minute, then check \`${command} winners\` before you try again.`,
    startedOther: `A draw with other values was started from this form before, so nothing was started now. \`${command} winners\` shows it. To draw again, open a new form.`,
    moreThanLeft: ({ winners, prize, left }) =>
      `You are drawing ${winners === 1 ? "one winner" : `${n(winners)} winners`} of *${prize}*, but ${left === 0 ? "none is left" : left === 1 ? "only one is left" : `only ${n(left)} are left`}. Draw anyway?`,
    drawAnyway: "Draw anyway",
    form: {
      submit: "Start the draw",
      prize: "Prize",
      prizeOption: (name, left, quantity) =>
        `${name.length > 45 ? `${name.slice(0, 44)}…` : name} (${n(left)} of ${n(quantity)} left)`,
      otherPrize: "Another prize, or none",
      otherPrizeName: "Name of the other prize",
      winners: "Number of winners",
      overdraw: (left) =>
        left === 0
          ? "None of this prize is left"
          : left === 1
            ? "Only one of this prize is left"
            : `Only ${n(left)} of this prize are left`,
      overdrawOption: (winners) => `Draw ${winners === 1 ? "one winner" : `${n(winners)} winners`} anyway`,
      who: "Who can win",
      whoOptions: {
        all: "Everyone",
        only: "Only some departments",
        not: "Everyone except some departments",
      },
      departments: "These departments",
      department: (name, people) =>
        `${name.length > 50 ? `${name.slice(0, 49)}…` : name} (${people === 1 ? "1 person" : `${n(people)} people`})`,
      otherDepartments: (count, most, longest) =>
        `${count === 1 ? "One department is" : `${n(count)} departments are`} not in this menu: it has the ${n(most)} largest whose names have at most ${n(longest)} characters. Shorten a name on the roster to choose it.`,
      joinedBefore: "Only people who joined before",
      joinedHint: "People without a date of joining on the roster cannot win then.",
      earlierWinners: "Earlier winners",
      again: "Earlier winners of this campaign can win again",
      counting: "Counting who can win …",
      notCounted: "I could not count in time who can win. The draw itself counts again.",
      count: "Count",
      canWin: (people, time) =>
        `${people === 0 ? "Nobody can win" : people === 1 ? "*One* person can win" : `*${n(people)}* people can win`} (as of ${time}).`,
      channel: "Announce in",
      preview: ({ prize, winners, campaign }) =>
        `*Preview of the announcement*${campaign === undefined ? "" : ` (${campaign})`}\n🎉 ${prize === undefined ? "" : `*${prize}*: `}${winners === 1 ? "one winner" : `${n(winners)} winners`}`,
      started: ({ winners, prize, channel, isSealed }) =>
        `${isSealed ? "Sealing the draw of" : "Drawing"} ${winners === 1 ? "one winner" : `${n(winners)} winners`}${prize === undefined ? "" : ` of *${prize}*`}. I will announce the result in ${channel}${isSealed ? ", about 15 seconds after the seal" : " in a moment"}.`,
      errors: {
        faults: {
          winners: "Enter a whole number from 1 to 1000.",
          prizeTooLong: "A prize has at most 150 characters.",
          unknownPrize: "This prize is no longer in the list. Choose another one.",
          noDepartments: "Choose at least one department.",
          tooManyDepartments: "Choose at most 100 departments.",
          joined: "Choose a date.",
          noChannel: "Choose a channel. I cannot announce winners in a direct message.",
        },
        overdraw: (left) =>
          `Tick the box to draw more than are left, or enter ${left === 0 ? "another prize" : `${n(left)} or fewer`}.`,
        tooFew: (people) =>
          people === 0
            ? "Nobody can win with these rules. Nothing was drawn."
            : people === 1
              ? "Only one person can win with these rules. Nothing was drawn."
              : `Only ${n(people)} people can win with these rules. Nothing was drawn.`,
        otherCampaign: `A new campaign was started in the meantime. Nothing was drawn. Close this form, and type ${command} draw again.`,
        channels: {
          "direct-message": "I cannot announce winners in a direct message. Choose a channel.",
          "not-allowed": `Draws are not allowed in this channel. ${command} channels shows where they are allowed.`,
          "not-invited": "I am not a member of this channel. Invite me there with /invite, then try again.",
          archived: "This channel is archived. Choose another one.",
        },
      },
    },
  },
  campaign: {
    named: (name) => `“${name}”`,
    numbered: (no) => `campaign ${no}`,
    first: "the first campaign",
    usage: `To see the current campaign: \`${command} campaign\`. To start the next one: \`${command} campaign new &lt;name&gt;\`. To rename the current one: \`${command} campaign rename &lt;name&gt;\`.`,
    title: (campaign) => `*Current campaign: ${campaign}*`,
    started: (time, by) => `Started ${time}${by === undefined ? "" : ` by ${by}`}`,
    totals: ({ draws, winners }) =>
      `${draws === 1 ? "One draw" : `${n(draws)} draws`}, ${winners === 1 ? "one winner" : `${n(winners)} winners`}`,
    eligible: (count) =>
      count === 1
        ? "One person can still win."
        : count === 0
          ? "Nobody can win any more."
          : `${n(count)} people can still win.`,
    notCounted:
      "The roster is too large to count in time how many people can still win. Each draw announces it.",
    running: (draws, count) =>
      count === 1 ? `Draw ${draws} is in progress.` : `Draws ${draws} are in progress.`,
    runningEarlier: (draws, count) =>
      count === 1
        ? `Draw ${draws} is in progress and belongs to an earlier campaign.`
        : `Draws ${draws} are in progress and belong to an earlier campaign.`,
    noPrizes: `No prizes are listed. Operators can list them with \`${command} prizes\`.`,
    noPrizesLeft: "All listed prizes have been drawn.",
    prizesLeft: "*Prizes left*",
    morePrizes: (count) =>
      `… and ${count === 1 ? "one more prize" : `${n(count)} more prizes`}: see \`${command} prizes\`.`,
    once: "Nobody wins twice in a campaign.",
    question: (name) => `Start the campaign “${name}”?`,
    effect: (current) =>
      `Everyone can win again, including the winners of ${current}. The list of prizes starts empty. All earlier draws and wins remain.`,
    stays: (draws, count, current) =>
      count === 1
        ? `Draw ${draws} is in progress. It stays in ${current}.`
        : `Draws ${draws} are in progress. They stay in ${current}.`,
    isStarted: (name) => `The campaign “${name}” has started. Everyone can win again.`,
    isRenamed: (name) => `The current campaign is now called “${name}”. Earlier draws keep the old name.`,
    tooLate: `Another campaign was started in the meantime, so nothing was changed. See \`${command} campaign\`.`,
    renameEffect: "Earlier draws keep the name that the campaign had at the time.",
    start: "Start campaign",
    startTitle: "New campaign",
    rename: "Rename",
    renameTitle: "Rename campaign",
    name: "Name of the campaign",
    nameHint: "For example: Summer party 2027",
    nameMissing: "Please enter a name. Nothing was changed.",
    nameTooLong: (longest) => `The name is too long: at most ${n(longest)} characters. Nothing was changed.`,
  },
  prizes: {
    title: "Prizes",
    campaign: (name) => (name === undefined ? "*Prizes*" : `*Prizes of ${name}*`),
    empty: "No prizes are listed.",
    start: "Add the first prize, or paste the whole list.",
    prize: ({ name, value, quantity, left, drawn }) =>
      `*${name}*${value === undefined ? "" : ` (${value})`}: ${n(left)} of ${n(quantity)} left${drawn > quantity ? ` (${n(drawn)} drawn)` : ""}`,
    total: ({ left, quantity }) => `In total: ${n(left)} of ${n(quantity)} left`,
    add: "Add a prize",
    edit: "Edit the list",
    save: "Save",
    saved: "The list is saved.",
    name: "Name",
    quantity: "How many",
    value: "Value",
    valueHint: "For example 50 €. It is shown in lists and exports.",
    list: "One prize per line",
    listPart: (part) => `The list, part ${part}`,
    listHint:
      "Quantity × name, value. The quantity and the value are optional. You can paste rows from a spreadsheet, and change the order of the lines.",
    example: "1 × Grand prize, 1000 €",
    errors: {
      line: (line, text, reason) => `Line ${line} (${text}): ${reason}`,
      more: (count) => (count === 1 ? "One more line is wrong." : `${n(count)} more lines are wrong.`),
      reasons: {
        "no-name": "the name is missing.",
        "name-too-long": "the name has more than 150 characters.",
        quantity:
          "the quantity must be from 1 to 1000. If the number belongs to the name, write “1 ×” before it.",
        "value-too-long": "the value has more than 100 characters.",
        twice: "another prize has this name.",
      },
      tooMany: (most) => `A list has at most ${n(most)} prizes.`,
      hasWinners: (name, drawn) =>
        `“${name}” already has ${drawn === 1 ? "a winner" : `${n(drawn)} winners`}, so it must stay in the list. You can rename it in its place, or lower its quantity.`,
    },
    conflict: "Somebody else has changed the list in the meantime. Nothing was saved. This is the list now:",
    otherCampaign: "A new campaign was started in the meantime. Nothing was saved. This is its list now:",
    yourInput: "Below is your version. Change it as needed, then save it again: it replaces the list above.",
    busy: "The list is being changed by others at the moment. Nothing was saved. Please try again.",
  },
  home: {
    title: "Our lottery",
    campaign: ({ since, draws, winners }) =>
      `${since === undefined ? "" : `Since ${since} · `}${draws === 1 ? "1 draw" : `${n(draws)} draws`} · ${winners === 1 ? "1 winner" : `${n(winners)} winners`}`,
    unreadable: "This part could not be read. Please refresh it in a moment.",
    you: "About you",
    onRoster: (name) => `You are on the roster as ${name}.`,
    canWin: "You can win. A draw can have rules of its own, such as departments.",
    obstacles: {
      left: () => "You cannot win because you are marked as having left.",
      excluded: ({ excluded_until: day = "always" }) =>
        `You are excluded from draws${day === "always" ? "" : ` until ${day}`}. The organizers can tell you why.`,
      opted_out: () =>
        `You cannot win because you have opted out of draws. You can opt back in with \`${command} me\`.`,
      won: ({ draw_no: drawNo }) =>
        `You have already won${drawNo === undefined ? "" : ` in draw ${drawNo}`}, so you can win again in the next campaign, or in a draw that allows it.`,
    },
    noWins: "You have not won anything yet.",
    wins: "*Your wins*",
    win: ({ drawNo, prize, time, earlierCampaign }) =>
      [
        prize === undefined ? "🎁" : `🎁 *${prize}*`,
        drawNo === undefined ? "before the first numbered draw" : `draw ${drawNo}`,
        ...(time === undefined ? [] : [time]),
        ...(earlierCampaign === undefined ? [] : [earlierCampaign || "an earlier campaign"]),
      ].join(" · "),
    moreWins: (count) => `and ${n(count)} earlier ${count === 1 ? "win" : "wins"}`,
    notOnRoster:
      "I cannot find you: nobody on the roster has your Slack account. If you should take part, ask the organizers whether you are on the roster, and with which Slack account.",
    notSearched: `I could not look you up, because the roster is large or its table was slow. Refresh to try again. \`${command} verify 1 me E0042\` shows your entry in draw 1, with your employee ID.`,
    severalEntries: (ids) =>
      `Several entries of the roster have your Slack account: ${ids}. Ask the organizers to correct that.`,
    prizes: "Prizes that are left",
    noPrizesLeft: "All prizes have been drawn.",
    morePrizes: (count) => `and ${count === 1 ? "one more prize" : `${n(count)} more prizes`}`,
    draws: "Recent draws",
    noDraws: "There are no draws yet.",
    more: "More, by draw or by person",
    asOf: (time) => `As of ${time}`,
    refresh: "Refresh",
    optional: (argument) => `${argument} (optional)`,
    typedHint: (usage) => `You can also type ${command} ${usage} in a channel.`,
    run: "Continue",
  },
  ...createPeopleEnglish(command),
  ...createImportEnglish(command),
  cancel: "Cancel",
  cancelled: "Nothing was changed.",
  expired:
    "This question has expired, because something may have changed since. Nothing was done. Type the command again.",
  revision: {
    inProgress: (drawNo) =>
      `Draw ${drawNo} is still in progress and has no winners yet. Try again in a moment.`,
    sealed: (drawNo) =>
      `Draw ${drawNo} is sealed, and the random number that decides it will be published in a few seconds. Try again then.`,
    interrupted: (drawNo) =>
      `Draw ${drawNo} has no winners: it was interrupted. The next draw will mark it as failed.`,
    failed: (drawNo, reason) => `Draw ${drawNo} has no winners. It failed: ${reason}`,
    isVoid: (drawNo) => `Draw ${drawNo} is void, so it cannot be changed.`,
    namesErased: (drawNo) =>
      `The names of everybody in draw ${drawNo} were erased, because it is so old. It can no longer be changed.`,
    audience: (hasChannel) =>
      hasChannel
        ? "I will announce this in the draw's channel and email the subscribers."
        : "I will email the subscribers. The draw has no channel, so nothing will be announced in Slack.",
    started: (drawNo) =>
      `Changing draw ${drawNo}. \`${command} winners ${drawNo}\` will show the result in a moment. If the draw has a channel, I will announce the change there.`,
    notStarted: (drawNo) =>
      `I could not confirm that the change of draw ${drawNo} has started: AWS did not respond in time. Wait a minute, then check \`${command} winners ${drawNo}\` before you try again.`,
    reasonTooLong: (longest) =>
      `The reason is too long. Please use at most ${n(longest)} characters. Nothing was changed.`,
    reason: (reason) => `Reason: ${reason}`,
    receipt: (kind, receipt) => `Receipt of this ${kind} \`${receipt}\``,
  },
  redraw: {
    usage: `Enter the draw number, the winner (name, employee ID, rank or mention) and, if you like, a reason: \`${command} redraw 3 Ann Lee, is away\`.`,
    unknownWinner: (drawNo) =>
      `I cannot find this winner in draw ${drawNo}. \`${command} winners ${drawNo}\` lists the winners. You can use a name, an employee ID, a rank (\`#2\`) or a mention.`,
    whichWinner: (drawNo) => `Which winner of draw ${drawNo} do you mean?`,
    choose: "Choose",
    moreCandidates: (count, drawNo) =>
      `… and ${n(count)} more. Type more of the name, or use the employee ID. \`${command} winners ${drawNo}\` lists all winners.`,
    alreadyCancelled: (drawNo, winner) => `The win of ${winner} in draw ${drawNo} is already cancelled.`,
    erasedWinner: (drawNo) =>
      `The data of this winner of draw ${drawNo} was erased, so the win cannot be redrawn. \`${command} void ${drawNo}\` cancels the whole draw.`,
    question: (drawNo, winner, reason) =>
      `Cancel the win of ${winner} in draw ${drawNo}?${reason ? ` (${reason})` : ""}\nThe next person in the draw order who can still win replaces this winner. The order was fixed when the draw was made. This cannot be undone.`,
    confirm: "Redraw",
    note: (drawNo, voided, replacement, by) =>
      `Draw ${drawNo}: ${by === undefined ? `the win of ${voided} was cancelled` : `${by} cancelled the win of ${voided}`}. Next in the draw order: ${replacement}. Congratulations!`,
  },
  void: {
    usage: `Enter the draw number and, if you like, a reason: \`${command} void 3 wrong roster\`.`,
    question: (drawNo, names, reason) =>
      `Void draw ${drawNo}?${reason ? ` (${reason})` : ""}\nAll its wins will be cancelled: ${names}. They can win later draws. This cannot be undone.`,
    confirm: "Void the draw",
    note: (drawNo, by) =>
      `Draw ${drawNo} is void: ${by === undefined ? "all its wins were cancelled" : `${by} cancelled all its wins`}. Its winners can win later draws.`,
  },
  verify: {
    usage: `Enter the draw number: \`${command} verify 3\`. \`${command} verify 3 me\` shows your own entry in draw 3, whether you won, and why.`,
    valid: (drawNo) => `✅ *Draw ${drawNo} is valid.*`,
    invalid: (drawNo) =>
      `❌ *Draw ${drawNo} is not valid.* Its record was changed, or it did not follow the rules:`,
    proved: {
      sealed: ({ seconds, isRosterSealed }) =>
        `The ${isRosterSealed ? "list of people" : "size of the list"} and the rules were fixed and posted in the channel ${seconds === 1 ? "1 second" : `${n(seconds)} seconds`} before the random number existed.`,
      earlierSeals: (count) =>
        `${count === 1 ? "An earlier seal was" : `${n(count)} earlier seals were`} posted too late, and did not count.`,
      random: ({ round, time }) =>
        `The random number is genuine: drand published it ${time} as round ${round}, and signed it.`,
      order: (isSealed) =>
        isSealed
          ? "It decides in which order people are considered, together with a secret that the seal had fixed."
          : "The seed decides in which order people are considered.",
      winners: (count) =>
        `${count === 1 ? "One person" : `${n(count)} people`} won, as requested: the first in this order who could win.`,
      rules: (rules) => `These were the rules of the draw: ${rules}.`,
      onList: (size) => `Everybody who was considered is on the list of ${n(size)} exactly as it was sealed.`,
    },
    skipped: (reasons) => `Skipped: ${reasons.join(", ")}.`,
    skippedFor: {
      changed: (count) => `${count === 1 ? "one entry" : `${n(count)} entries`} changed since the seal`,
      gap: (count) => `${count === 1 ? "one serial" : `${n(count)} serials`} without an employee`,
      left: (count) => `${n(count)} who had left`,
      excluded: (count) => `${n(count)} who ${count === 1 ? "was" : "were"} excluded`,
      opted_out: (count) => `${n(count)} who had opted out`,
      department: (count) => `${n(count)} of other departments`,
      joined: (count) => `${n(count)} who joined too late, or at an unknown date`,
      won: (count) => `${n(count)} who had already won`,
      held: (count) => `${n(count)} claimed by another draw`,
      lost: (count) => `${n(count)} lost to another draw`,
    },
    notProved: {
      everyone:
        "Not proved: that the list includes everyone. A person who never checks could be missing from it.",
      seed: "Not proved: that nobody chose the seed, because this draw was not sealed. The owner of the AWS account (or of the machine) could have tried seeds until somebody won.",
      posted:
        "Not proved: that the seal existed before the random number, because it was not posted in a channel. Only the owner of the ledger knows.",
      largeList: (size) =>
        `Not proved: that the list was the same before. It has ${n(size)} serials; of lists over 100,000 the seal fixes only the size.`,
      erased: (count) =>
        `The names of ${count === 1 ? "one person" : `${n(count)} people`} were erased from this record. It can be verified without them.`,
    },
    seal: (seal, posted) =>
      `Seal \`${seal}\`, ${posted === undefined ? "not posted" : `posted ${posted.time}${posted.isLate ? ", too late" : ""}`}`,
    faults: {
      order: "The order is not the one that follows from the seed, or somebody was considered without need",
      count: "The number of winners is not the number requested",
      winners: "The winners are not the people who were chosen",
      receipt: "The receipt does not match the record",
      person: "A name, an ID or a reason was changed afterwards",
      seal: "The seal does not match the draw: something was changed after it was sealed",
      late: "The seal was posted when the random number was already known, or it replaced one that was posted in time",
      beacon: "The random number is not genuine: drand has not signed it",
      seed: "The seed does not follow from the random number and the secret that was sealed",
      roster: "The people who were considered are not the ones on the sealed list",
      sealed: "Somebody was skipped or admitted against what the sealed list says about them",
      void: "A cancelled win did not exist, or a void left a win in place",
    },
    where: (position, revision) =>
      `${position === undefined ? "" : ` at position ${position + 1}`}${revision === undefined ? "" : ` (change ${revision})`}`,
    drawn: (time) => `*The draw:* ${time}`,
    campaign: (campaign) => `*Campaign:* ${campaign}`,
    receipt: (receipt) => `Receipt of the draw \`${receipt}\``,
    change: ({ number, kind, time, by, voided, replacement }) =>
      `*Change ${number}, a ${kind}:* ${time}${by === undefined ? "" : `, requested by ${by}`}\nWins cancelled: ${voided}.${replacement && ` Next in the draw order: ${replacement}.`}`,
    moreChanges: "More changes",
    changesTitle: (drawNo) => `*Draw ${drawNo}: all changes*`,
    lost: (drawNo) =>
      `was chosen, but ${drawNo === undefined ? "another draw" : `draw ${drawNo}`} claimed them first`,
    cancelledBy: (revision) => `, win cancelled by change ${revision}`,
    showPositions: "Position by position",
    morePositions: "More positions",
    positionsTitle: (drawNo) => `*Draw ${drawNo}, position by position*`,
    order: ({ seed, rosterSize, visited, round }) =>
      `Seed \`${seed}\`${round === undefined ? "" : `, from round ${round} of drand and the secret`}. Highest serial: ${rosterSize}. Positions considered: ${n(visited)}.`,
    outcomes: {
      changed: () => "this entry of the list is not the one that was sealed",
      gap: () => "no employee has this serial",
      left: () => "has left",
      excluded: ({ excluded_until: day }) => (day === "always" ? "is excluded" : `is excluded until ${day}`),
      opted_out: () => "has opted out of draws",
      department: () => "is not in a department of this draw",
      joined: () => "joined too late for this draw, or at an unknown date",
      won: ({ draw_no: drawNo }) =>
        drawNo === undefined ? "has already won" : `has already won draw ${drawNo}`,
      held: ({ draw_no: drawNo }) =>
        `was claimed by ${drawNo === undefined ? "another draw" : `draw ${drawNo}`}`,
      chosen: () => "*chosen*",
    },
    since: {
      left: " since the draw was sealed",
      returned: " (had left when the draw was sealed)",
      taken: " (could still win when the draw was sealed)",
      freed: " (had won, or was claimed, when the draw was sealed)",
      excluded: " (could still take part when the draw was sealed)",
      admitted: " (could not take part when the draw was sealed)",
    },
  },
  handed: {
    usage: `\`${command} handed 3 Ann Lee\` marks the prize of Ann Lee in draw 3 as handed over. \`${command} handed 3\` lists all winners of draw 3 with a button each.`,
    done: "✅ handed over",
    doneBy: (time, by) => `✅ handed over ${time}${by === undefined ? "" : ` by ${by}`}`,
    mark: "Mark as handed over",
    unmark: "Remove the mark",
    open: "Hand over prizes",
    title: (drawNo, done, all) => `*Draw ${drawNo}*: ${n(done)} of ${n(all)} prizes handed over`,
    marked: (drawNo, winner) => `The prize of ${winner} in draw ${drawNo} is marked as handed over.`,
    notMarked: (drawNo, winner) => `The prize of ${winner} in draw ${drawNo} is not marked as handed over.`,
    warn: (time, by) =>
      `⚠️ The prize is already marked as handed over (${time}${by === undefined ? "" : `, by ${by}`}). Get it back first, or give out another one.`,
    warnSeveral: (count) =>
      `⚠️ ${n(count)} prizes of this draw are already marked as handed over. Get them back first.`,
  },
  exclude: {
    usage: `Enter a person (name, employee ID or mention) and, if you like, a date and a reason: \`${command} exclude Ann Lee until 2027-01-31 on leave\`. Without a date, the exclusion does not end by itself. Only operators see the reason.`,
    includeUsage: `Enter a person (name, employee ID or mention): \`${command} include Ann Lee\`. \`${command} excluded\` lists who is excluded.`,
    listUsage: `\`${command} excluded\` lists everybody who is excluded. \`${command} exclude Ann Lee\` excludes a person.`,
    unknown:
      "I cannot find this person on the roster. Nothing was changed. Check the spelling, or use the employee ID. People who were added in the last seconds may be found only by their ID.",
    notLinked:
      "Nobody on the roster has this Slack account. Nothing was changed. Use the name or the employee ID instead.",
    searchLate: `The roster is too large to search it in time. Nothing was changed. Use the employee ID: \`${command} exclude E0042 until 2027-01-31\`, or \`${command} include E0042\`.`,
    tooMany: (count) =>
      `This could mean any of ${n(count)} people. Nothing was changed. Type the whole name, or use the employee ID.`,
    listLate:
      "The roster is too large to list in time who is excluded. Please try again. If that does not help, ask your lottery administrator for the column `excluded_until` of the roster.",
    gone: "This person is no longer on the roster. Nothing was changed.",
    whichPerson: "Whom do you mean?",
    choose: "This person",
    moreChoices: (count) => `… and ${n(count)} more. Type more of the name, or use the employee ID.`,
    noDay:
      "I cannot read the date. Nothing was changed. Write the day, the month and a year of four digits: `until 2027-01-31`, `until 31.01.2027` or `until Jan 31 2027`.",
    ambiguousDay: (monthFirst, dayFirst) =>
      `Do you mean ${monthFirst} or ${dayFirst}? Nothing was changed. Please write the date like that: \`until ${monthFirst}\` or \`until ${dayFirst}\`.`,
    past: (day) =>
      `${day} is in the past. Nothing was changed. Enter the last day on which this person cannot win, today or later.`,
    reasonTooLong: (longest) =>
      `The reason is longer than ${n(longest)} characters. Nothing was changed. Please shorten it.`,
    excluded: (person, until) =>
      until === "always"
        ? `${person} is now excluded from all draws. Earlier wins stay valid.`
        : `${person} is now excluded from all draws until ${until}, including that day (UTC). Earlier wins stay valid.`,
    reason: (reason) => `Reason, for operators only: ${reason}`,
    howToInclude: (employeeId) => `\`${command} include ${employeeId}\` ends the exclusion.`,
    included: (person) => `${person} is no longer excluded and can take part in draws again.`,
    notExcluded: (person) => `${person} is not excluded. Nothing was changed.`,
    includedButOptedOut: (person) =>
      `${person} is no longer excluded, but has also opted out, so they cannot win. Only they can change that, with \`${command} me\`.`,
    hasOptedOut: (person) =>
      `${person} is not excluded, but has opted out. Only they can change that, with \`${command} me\`. Nothing was changed.`,
    running: (drawNo) =>
      `Draw ${drawNo} is in progress. It may have considered this person already, as before the change.`,
    runningSealed: (drawNo) =>
      `Draw ${drawNo} is in progress, and its list is fixed. If the draw reaches this person, it stops without winners, because nobody may change who is skipped. Then simply draw again.`,
    title: (count) => `*${count === 1 ? "One person is" : `${n(count)} people are`} excluded from draws:*`,
    nobody: `Nobody is excluded. \`${command} exclude Ann Lee until 2027-01-31\` excludes a person.`,
    line: (person, until, reason) =>
      `• ${person}: ${until === "always" ? "for good" : `until ${until}`}${reason === undefined ? "" : `. Reason: ${reason}`}`,
    optedOutLine: (person) => `• ${person}: opted out. Only they can change that, with \`${command} me\`.`,
    alsoOptedOut: `They have also opted out themselves. Only they can change that, with \`${command} me\`.`,
    more: "More people",
    first: "Back to the beginning",
  },
  export: {
    usage: `\`${command} export 3\` sends you the record of draw 3, with which anyone can verify it. \`${command} export\` sends operators the winners of the campaign as a spreadsheet.`,
    preparing: "I am preparing the file. It arrives in your direct messages with me in a moment.",
    notRequested:
      "The file could not be requested: AWS did not respond in time. Nothing was changed. Please try again in a moment.",
    notFound: `There is nothing to export any more. \`${command} winners\` lists all draws.`,
    notPrepared:
      "The file could not be prepared, so nothing was sent. Please try again in a moment. If it happens again, contact your lottery administrator.",
    refused: {
      busy: () =>
        "Slack is busy or did not respond in time, so the file may be missing from your direct messages. Please try again in a few minutes.",
      scope: () =>
        "I may not send files yet, so nothing was sent. Ask your lottery administrator to install the app again with its current permissions (`files:write`, `im:write`).",
      token: (code) =>
        `Slack does not accept my token${code === undefined ? "" : ` (\`${code}\`)`}, so nothing was sent. Contact your lottery administrator.`,
      recipient: (code) =>
        `Slack does not let me send you direct messages${code === undefined ? "" : ` (\`${code}\`)`}, so nothing was sent. Open a direct message with me, or ask a workspace administrator to allow messages of this app.`,
      forbidden: (code) =>
        `Your workspace does not allow this file${code === undefined ? "" : ` (\`${code}\`)`}, so nothing was sent. Ask a workspace administrator to allow files from this app.`,
      other: (code) =>
        `Slack did not accept the file${code === undefined ? "" : ` (\`${code}\`)`}, so nothing was sent. Contact your lottery administrator.`,
    },
    winners: {
      fileName: (campaignNo, day) => `winners-campaign-${campaignNo}-${day}`,
      title: (campaign) => (campaign === undefined ? "Winners" : `Winners: ${campaign}`),
      comment: ({ campaign, wins, draws, voided, newest }) =>
        `The winners of ${campaign === undefined ? "this campaign" : `*${campaign}*`}: ${wins === 1 ? "one win" : `${n(wins)} wins`} in ${draws === 1 ? "one draw" : `${n(draws)} draws`}, as of draw ${newest}.${voided === 0 ? "" : voided === 1 ? " One more draw is void." : ` ${n(voided)} more draws are void.`} Times are in UTC, and departments are those of today. Cancelled wins are marked. The file contains personal data, so delete it when you no longer need it.`,
      empty: "Nobody has won in this campaign yet, so there is nothing to export.",
      tooMany: (count, most) =>
        `This campaign has ${n(count)} wins, and a spreadsheet from Slack can have at most ${n(most)}. Nothing was sent. Your lottery administrator can export the whole ledger.`,
      sheet: "Winners",
      titles: {
        draw: "Draw",
        rank: "Rank",
        prize: "Prize of the draw",
        value: "Value of the prize",
        name: "Name of the winner",
        employeeId: "Employee ID",
        department: "Department",
        wonAt: "Time of the win (UTC)",
        isVoid: "Void",
        handedAt: "Handed over (UTC)",
        handedBy: "Marked by",
      },
      yes: "yes",
    },
    draw: {
      fileName: (drawNo) => `draw-${drawNo}`,
      title: (drawNo) => `Draw ${drawNo}: record`,
      comment: (drawNo) =>
        `The record of draw ${drawNo}. To verify it without this app, open the verify page (\`docs/verify.html\`, works offline) and choose this file. Then compare the receipt there with the one in the announcement: all characters must be the same. The file contains names, so delete it when you no longer need it.`,
    },
  },
  entry: {
    title: (drawNo) => `*Draw ${drawNo}: your own entry*`,
    notFound: (drawNo) =>
      `I cannot find you: nobody on the current roster has your Slack account. If the roster has no Slack accounts, add your employee ID: \`${command} verify ${drawNo} me E0042\`. Otherwise ask your lottery administrator whether you are on the roster, and with which Slack account. This does not say whether you were on the list of draw ${drawNo}: I find people there only by their entry on the current roster.`,
    notYours: (drawNo) =>
      `I cannot show an entry with this employee ID: nobody on the current roster has it, or it belongs to another Slack account. Check the ID, which must be spelled as on the roster. If it is yours, ask your lottery administrator to correct your Slack account on the roster. With your account there, \`${command} verify ${drawNo} me\` needs no ID.`,
    askForId: (drawNo) =>
      `The roster is too large to search it for your Slack account. Add your employee ID: \`${command} verify ${drawNo} me E0042\`.`,
    severalEntries: (drawNo, ids) =>
      `Several entries of the roster have your Slack account: ${ids}. Choose one by its employee ID: \`${command} verify ${drawNo} me E0042\`. Tell your lottery administrator about it.`,
    sealed: ({ name, serial, rosterSize, drawNo }) =>
      `${name}, you are No. ${serial} of ${n(rosterSize)} on the list that was sealed for draw ${drawNo}.`,
    sealedAs: {
      free: "When it was sealed, you could win.",
      taken: "When it was sealed, you had already won or were claimed by another draw.",
      left: "When it was sealed, you were marked as having left.",
      excluded: "When it was sealed, you were excluded from draws.",
      opted_out: "When it was sealed, you had opted out of draws.",
      department: "When it was sealed, you were not in a department of this draw.",
      joined: "When it was sealed, your entry date was too late for this draw, or unknown.",
    },
    current: (name, serial) => `${name}, you are No. ${serial} on the current roster.`,
    gap: (serial, drawNo) =>
      `On the list that was sealed for draw ${drawNo}, nobody is No. ${serial}. Unless you had another number then, you were not on it.`,
    changed: (serial, drawNo) =>
      `On the list that was sealed for draw ${drawNo}, No. ${serial} is not your current entry. Either your name or your employee ID was changed later, or the number belonged to another person. The list contains only digests, so I cannot prove your entry without the name and the ID of that time. Your lottery administrator may know what was changed.`,
    erased: (serial, drawNo) =>
      `The personal data of No. ${serial} in draw ${drawNo} was erased. So nobody can prove any more whose entry it is.`,
    beyond: (serial, rosterSize, drawNo) =>
      `The roster of draw ${drawNo} ended with No. ${rosterSize}. Unless you had another number than ${serial} then, you were not on it: people who join later get higher numbers.`,
    large: (drawNo) =>
      `There is no proof of your entry: the roster of draw ${drawNo} was too large for a sealed list. Only the people who were considered are proved: see \`${command} verify ${drawNo}\`.`,
    unsealed: (drawNo) => `Draw ${drawNo} was not sealed, so nothing proves who could have won.`,
    notSealedYet: (drawNo) =>
      `Draw ${drawNo} is not sealed yet. Try \`${command} verify ${drawNo} me\` again in a few seconds.`,
    waiting: (round, time) =>
      `The winners are not known yet: they follow from round ${round} of the public drand network${time === undefined ? "" : `, published ${time}`}. Your entry and its proof stay the same.`,
    considered: (position, revision, found) =>
      `The ${revision === undefined ? "draw" : `redraw in change ${revision}`} considered you at position ${position + 1} of the order: ${found}.`,
    lost: (drawNo) =>
      `you were chosen, but ${drawNo === undefined ? "another draw" : `draw ${drawNo}`} claimed you first`,
    found: {
      changed: () => "your entry on the roster was no longer the sealed one, so you were skipped",
      gap: () => "nobody had your number",
      left: () => "you were marked as having left",
      excluded: ({ excluded_until: day }) =>
        day === "always" ? "you were excluded from draws" : `you were excluded from draws until ${day}`,
      opted_out: () => "you had opted out of draws",
      department: () => "you were not in a department of this draw",
      joined: () => "your entry date was too late for this draw, or unknown",
      won: ({ draw_no: drawNo }) =>
        drawNo === undefined ? "you had already won" : `you had already won draw ${drawNo}`,
      held: ({ draw_no: drawNo }) =>
        `${drawNo === undefined ? "another draw" : `draw ${drawNo}`} had claimed you`,
      chosen: () => "*you won*",
    },
    cancelled: (revision, kind) =>
      kind === "void"
        ? `The draw was voided later (change ${revision}), so this win is cancelled.`
        : `A redraw (change ${revision}) cancelled this win.`,
    notVisited: ({ serial, position, considered, isRedrawn }) =>
      `You did not win: the draw${isRedrawn ? " and its redraws" : ""} considered only the first ${considered === 1 ? "position" : `${n(considered)} positions`} of the order, and No. ${serial} is ${position === undefined ? "not there" : `at position ${position + 1}`}.`,
    ofAnother: (serial) => `When the draw considered No. ${serial}, this was not your number.`,
    proof: (seal, channel, blocks) =>
      `*Proof of your entry.* To check it without this app, open the verify page (\`docs/verify.html\`, works offline) and paste ${blocks === 1 ? "this text" : `these ${n(blocks)} texts, one after the other`}. ${
        channel === undefined
          ? `The seal is \`${seal}\`. It is in no channel, so it does not show when the list was fixed.`
          : `Then compare the seal \`${seal}\` with the one that I posted in ${channel} before the draw: all digits must be the same.`
      }`,
  },
  rules: explainInEnglish,
  seal: {
    announcement: ({ drawNo, winners, prize, eligible, seconds }) =>
      `🔒 Draw ${drawNo}: ${winners === 1 ? "one winner" : `${n(winners)} winners`}${prize ? ` of *${prize}*` : ""} will be drawn in ${n(seconds)} seconds, from ${eligible === 1 ? "one person who can win" : `${n(eligible)} people who can win`}.`,
    rules: (rules) => `Rules: ${rules}`,
    campaign: (campaign) => `Campaign: ${campaign}`,
    fixed: (seal) => `The list of people and the rules are fixed now.\nSeal \`${seal}\``,
    round: (round, time) =>
      `The random number comes from the public drand network: round ${round}, published ${time}. Nobody can know it before then.`,
    requestedBy: (mention) => `Requested by ${mention}`,
    replaces:
      "This seal replaces the one before it, which was not in the channel in time and does not count.",
    noLongerCounts: "Its seal no longer counts.",
  },
  announcement: {
    voided: ({ drawNo, time, by }) =>
      `${drawNo === undefined ? "This draw" : `Draw ${drawNo}`} is void: ${by === undefined ? "all its wins were cancelled" : `${by} cancelled all its wins`}${time === undefined ? "" : ` (${time})`}.`,
    receipt: (receipt, drawNo) => `Receipt \`${receipt}\`\nVerify it with \`${command} verify ${drawNo}\``,
    receipts: ({ drawNo, original, newest, kind }) =>
      `Receipt of the draw \`${original}\`\nReceipt of the ${kind === "void" ? "void" : "last redraw"} \`${newest}\`\nVerify them with \`${command} verify ${drawNo}\``,
    title: (drawNo) => `Draw ${drawNo}`,
    winners: (drawNo, count) =>
      `Congratulations to ${drawNo === undefined ? "our" : "the"} ${count === 1 ? "winner" : `${n(count)} winners`}${drawNo === undefined ? "" : ` of draw ${drawNo}`}:`,
    summary: (drawNo, prize, names) =>
      `${prize ? `${prize} (draw ${drawNo})` : `Draw ${drawNo}`}: ${names}. Congratulations!`,
    more: (count, drawNo) =>
      `… and ${n(count)} more. \`${command} winners ${drawNo}\` lists everyone, and \`${command} verify ${drawNo} me\` says whether you won.`,
    campaign: (campaign) => `Campaign: ${campaign}`,
    drawn: (time, eligible) =>
      `Drawn ${time} from ${eligible === 1 ? "one eligible person" : `${n(eligible)} eligible people`}`,
    requestedBy: (mention) => `requested by ${mention}`,
    sealed: (seconds, seals) =>
      `🔒 Sealed ${seconds === 1 ? "1 second" : `${n(seconds)} seconds`} before the random number existed${seals > 1 ? `, by the last of ${n(seals)} seals` : ""}`,
    refused: (drawNo, reason, isOutside) =>
      `Draw ${drawNo} has its winners, but Slack does not let me announce them in the channel (\`${reason}\`). ${
        isOutside
          ? "Invite me there with `/invite`"
          : "Ask a manager of the channel, or contact your lottery administrator"
      }. I will try again with each draw for the next 24 hours. \`${command} winners ${drawNo}\` shows who won.`,
    notEditable: (drawNo, reason) =>
      `Slack does not let me edit the announcement of draw ${drawNo} (\`${reason}\`), so I posted a new one. The old message still shows the previous winners.`,
  },
  history: {
    title: "All draws",
    empty: `There are no draws yet. \`${command} draw 2\` starts the first one.`,
    draw: (drawNo) => `Draw ${drawNo}`,
    campaign: (campaign) => `*Campaign: ${campaign}*`,
    voided: "_void: all wins were cancelled_",
    redrawn: (times) => `_redrawn ${times === 1 ? "once" : `${n(times)} times`}_`,
    drawing: (winners) => `_in progress, for ${winners === 1 ? "one winner" : `${n(winners)} winners`}_`,
    sealed: (winners) =>
      `_sealed; ${winners === 1 ? "one winner" : `${n(winners)} winners`} in a few seconds_`,
    interrupted: "_interrupted; the next draw will mark it as failed_",
    failed: (reason) => `_failed: ${reason}_`,
    more: (count) => `and ${n(count)} more`,
    older: "Older draws",
    newest: "Newest draws",
    next: "More winners",
    shown: ({ from, to, all }) => `Winners ${n(from)} to ${n(to)} of ${n(all)}.`,
    findYourself: (drawNo) =>
      `Were you in this draw? \`${command} verify ${drawNo} me\` shows whether you won, and why.`,
    unknownDraw: (drawNo) => `There is no draw ${drawNo}. \`${command} winners\` lists all draws.`,
    malformed: (drawNo) => `*Draw ${drawNo}*: its record is malformed. Contact your lottery administrator.`,
    usage: `\`${command} winners\` lists all draws. \`${command} winners 3\` shows draw 3.`,
  },
  operators: {
    title: "*Operators can draw, redraw and void, and use all other commands.*",
    configured: "In the configuration of the lottery:",
    addedTitle: "Added in Slack:",
    nobodyAdded: "Nobody was added in Slack.",
    addedLine: (person, by, time) => `• ${person}, added by ${by}, ${time}`,
    usage: `To add or remove one person: \`${command} operators add @person\`, \`${command} operators remove @person\`. Choose the person from Slack's list, or enter their member ID.`,
    yourself: "You are an operator already, so there is nothing to add.",
    isOperator: (person) => `${person} is an operator already. Nothing was changed.`,
    cannotAdd: {
      guest: (person) =>
        `${person} is a guest of this workspace. Only members can be operators. Nothing was changed.`,
      external: (person) =>
        `${person} belongs to another workspace. Only members of this one can be operators. Nothing was changed.`,
      bot: (person) => `${person} is a bot. Only people can be operators. Nothing was changed.`,
      deactivated: (person) => `The account of ${person} is deactivated. Nothing was changed.`,
      missing: (person) => `Slack does not know ${person} in this workspace. Nothing was changed.`,
      unknown: (person) =>
        `Slack did not say in time whether ${person} is a member of this workspace. Nothing was changed. Please try again in a moment.`,
    },
    full: (most) =>
      `${n(most)} operators have been added, which is the limit. Remove one first. Nothing was changed.`,
    askToAdd: (person) =>
      `Make ${person} an operator? They will be able to draw, redraw and void, and to add and remove operators.`,
    add: "Add operator",
    added: (person) => `${person} is an operator now.`,
    isConfigured: (person) =>
      `${person} is an operator in the configuration, which only your lottery administrator can change. Nothing was changed.`,
    noOperator: (person) => `${person} is not an operator. Nothing was changed.`,
    nobodyLeft:
      "You are the last operator with an active account. Add somebody else first, so that the lottery is not locked. Nothing was changed.",
    changedMeanwhile: `Somebody else changed the operators at the same time. Nothing was changed. See \`${command} operators\`.`,
    askToRemove: (person) => `Remove ${person} from the operators? They will no longer be able to draw.`,
    askToRemoveSelf:
      "Remove yourself from the operators? You will no longer be able to draw, and only another operator can add you again.",
    remove: "Remove operator",
    removed: (person) => `${person} is no longer an operator.`,
  },
  channels: {
    any: "Draws can be made in any channel.",
    only: (channels) => `Draws can be made only in: ${channels}.`,
    usage: `To limit draws to certain channels: \`${command} channels add #channel\`, \`${command} channels remove #channel\`. Choose the channel from Slack's list, or enter its ID.`,
    full: (most) =>
      `There are ${n(most)} channels in the list, which is the limit. Remove one first. Nothing was changed.`,
    askToLimit: (channel) =>
      `Limit draws to ${channel}? Then draws can no longer be made in any other channel. You can add more channels later.`,
    limit: "Limit draws",
    askToOpen: (channel) =>
      `${channel} is the last channel in the list. Without it, draws can be made in any channel again. Remove it?`,
    open: "Allow any channel",
    results: {
      added: (channel) => `Added ${channel}.`,
      "is-listed": (channel) => `${channel} is in the list already. Nothing was changed.`,
      removed: (channel) => `Removed ${channel}.`,
      "not-listed": (channel) => `${channel} is not in the list. Nothing was changed.`,
    },
  },
  log: {
    title: "Audit log: all entries",
    notSearched: `⚠️ I could not find out which employee ID this person has, so entries about it are missing here. \`${command} log E0007\` lists those about an employee ID.`,
    titleOf: (subject) => `Audit log: ${subject}`,
    draw: (drawNo) => `draw ${drawNo}`,
    empty: "No entries.",
    usage: `Enter nothing, a draw, a person or an employee ID: \`${command} log\`, \`${command} log 7\`, \`${command} log @person\`, \`${command} log E0007\`.`,
    older: "Older entries",
    newest: "Newest entries",
    malformed: (time) => `⚠️ The entry of ${time} is malformed. Contact your lottery administrator.`,
    commandLine: (account) => `${account}, on the command line`,
    systems: { aws: "somebody in AWS, without Slack", retention: "the lottery, after its retention period" },
    actions: {
      "draw.request": "Draw requested",
      "draw.redraw": "Redraw requested",
      "draw.void": "Void requested",
      "campaign.start": "Campaign started",
      "campaign.name": "Campaign named",
      "prizes.save": "Prizes changed",
      "employee.add": "Person added to the roster",
      "employee.link": "Slack account added to a person",
      "employee.return": "Person returned",
      "employee.leave": "Person left",
      "employee.exclude": "Person excluded",
      "employee.opt-out": "Opted out of draws",
      "employee.opt-in": "Opted back in to draws",
      "employee.include": "Exclusion ended",
      "employee.erase": "Person erased",
      "hand-over.mark": "Prize handed over",
      "hand-over.unmark": "Prize marked as not handed over",
      "operators.add": "Operator added",
      "operators.remove": "Operator removed",
      "channels.add": "Channel allowed for draws",
      "channels.remove": "Channel removed from the allowed ones",
      "roster.import": "Roster imported",
      "names.erase": "Names erased",
      "table.restore": "Table restored",
      "letters.replay": "Dead letters replayed",
    },
    fields: {
      num_of_winners: "winners",
      prize: "prize",
      channel_id: "channel",
      channels: "allowed channels",
      reason: "reason",
      added_by: "added by",
      added_at: "added",
      handed_at: "handed over",
      campaign_no: "number of the campaign",
      name: "name",
      prizes: "list of prizes",
      quantity: "quantity",
      value: "value",
      left_at: "left on",
      excluded_until: "excluded until",
      employees: "people on the roster",
      left: "of them left",
      created: "new people",
      changed: "changed people",
      returning: "returning people",
      marked_left: "marked as left",
      planned_changes: "planned changes",
      overtaken: "people whom others have changed in the meantime",
      table: "table",
      copied: "copied items",
      replayed: "replayed",
      failed: "failed",
      roster: "items on the roster",
      wins: "wins",
      records: "records",
      positions: "visited positions",
      salts: "salts",
      executions: "requests",
      interrupted: "interrupted",
      queue: "message queue",
      operators: "entries in the list of operators",
      handOvers: "hand-overs",
      logEntries: "entries of the audit log",
      imports: "imports of the roster",
    },
    changed: (field, before, after) => `${field}: ${before} → ${after}`,
    is: (field, after) => `${field}: ${after}`,
    more: (count) => `… and ${n(count)} more`,
  },
  failure: (drawNo, reason) =>
    `${drawNo === undefined ? "The draw" : `Draw ${drawNo}`} did not take place: ${reason} Nobody has won or lost anything.`,
  revisionFailure: (drawNo, reason) => `Draw ${drawNo} was not changed: ${reason}`,
  erasedPerson: "erased person",
  erasedReason: "erased",
  listSeparator: ", ",
  reasons: {
    CustomError: () => "this was a fire drill.",
    InvalidInput: () => "the request does not say clearly how many winners to draw.",
    TooManyWinners: ({ most = 1000 }) =>
      `a draw can have at most ${n(most)} winners. Draw several times to have more.`,
    NotEnoughEntrants: explainTooFew,
    EntrantsHeld: () =>
      "some of the people who can still win are claimed by other draws in progress. Try again in a few minutes.",
    DuplicateSerial: ({ serial = 0, first = "two employees", second }) =>
      `${second === undefined ? first : `${first} and ${second}`} have the same lottery_serial, ${serial}. Give one of them a different serial in the roster, then try again.`,
    InvalidItem: () =>
      "a stored record is malformed. Contact your lottery administrator: the execution in Step Functions names the record.",
    UnknownDraw: () => "there is no such draw.",
    UnknownWinner: () => "this person is not one of its winners.",
    AlreadyVoid: () => "this has already been cancelled.",
    WinnerErased: () =>
      "the data of this winner was erased, so the win cannot be redrawn. You can only void the whole draw.",
    NamesErased: () =>
      "the names of everybody in it were erased, because it is so old. It can no longer be changed.",
    NoRunnerUp: () =>
      "nobody else in its order can win at present. The order was fixed when the draw was made, so people who joined later are not in it. To give the prize to another person, start a new draw.",
    RevisionUnderWay: () => "another change is in progress. Try again in a minute.",
    RevisionEnded: () => "this change was stopped before it finished. Try again.",
    DrawFailed: () => "it has already failed.",
    DrawNotDecided: () => "it has no winners yet.",
    RosterChanged: () =>
      "an entry of the roster that decides this draw was changed after the draw had been sealed. Draw again, and do not change the roster during a draw.",
    SealNotPosted: ({ reason }) =>
      `Slack did not let me post its seal in the channel${reason === undefined ? "" : ` (\`${reason}\`)`}, so it was stopped before anyone could know the result. Invite me there with \`/invite\`, or ask a manager of the channel whether I may post, then draw again.`,
    SlackUnreachable: () =>
      "Slack did not respond, so the seal could not be posted. Draw again when Slack works.",
    SealLate: () =>
      "Slack was too slow to post its seal, so the public random value could have been known first. Draw again.",
    BeaconUnreachable: () =>
      "the public random value that decides it could not be fetched for several minutes. Draw again later.",
    LeaseExpired: () => "this took too long. Try again.",
    Abandoned: () => "it was interrupted before it finished. Draw again.",
    NumberUnused: () => "the same request arrived twice, and this number was not needed.",
    LedgerBusy: () => "too many draws were started at the same time. Draw again.",
    "States.Timeout": () => "this took too long and was stopped. Try again.",
    Aborted: () => "it was stopped before it finished.",
    Unknown: () =>
      "an internal error occurred. Try again. If it fails again, contact your lottery administrator: the execution in Step Functions has the details.",
  },
});
