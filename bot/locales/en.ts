import type { Facts, Texts } from "./texts.ts";

function few(facts: Facts): string {
  const { asked, eligible, roster } = facts;
  if (roster === 0) return "the roster is empty. Add people to it, then draw again.";
  if (asked === undefined || eligible === undefined)
    return "fewer people can still win than you asked for. Draw fewer, or add people to the roster.";
  if (eligible === 0)
    return "everyone on the roster has won already or has left. Add people to it, then draw again.";
  const left = eligible === 1 ? "only one person can still win" : `only ${eligible} people can still win`;
  return `you asked for ${asked} winners, but ${left}. Draw ${eligible === 1 ? "one" : `${eligible} or fewer`}, or add people to the roster.`;
}

export const english: Texts = {
  commands: {
    draw: { usage: "draw <number> [prize]", summary: "draws winners and announces them in this channel" },
    redraw: {
      usage: "redraw <draw> <winner> [reason]",
      summary: "cancels one win and draws the next person in the draw order instead",
    },
    void: { usage: "void <draw> [reason]", summary: "cancels a whole draw" },
    winners: { usage: "winners [draw]", summary: "lists all draws, or shows the winners of one draw" },
    verify: { usage: "verify <draw>", summary: "replays a draw and shows why these people won" },
    help: { usage: "help", summary: "shows this list" },
  },
  help: {
    title: "*What I can do*",
    operatorsOnly: "operators only",
  },
  unknownCommand: (typed) => `I don't know \`${typed}\`. Here is what I can do:`,
  operatorsOnly:
    "Only operators of the lottery may do this. Your lottery administrator can add you to the list of operators.",
  otherWorkspace:
    "This lottery belongs to another Slack workspace, so nothing was done. If this is the right workspace, contact your lottery administrator: the lottery is set up for a different one.",
  trouble:
    "Something went wrong on my side, and nothing was changed. Please try again in a moment. If it happens again, contact your lottery administrator.",
  late: "I could not answer in time, so I do not know whether anything was changed. Wait a minute and look at `/lottery winners` before you try again.",
  malformedItem:
    "A record in my tables is malformed, so I cannot answer. Nothing was changed. Contact your lottery administrator: the log names the record.",
  draw: {
    usage:
      "Tell me how many winners to draw, as a whole number from 1 to 1000, and the prize if you like: `/lottery draw 2` or `/lottery draw 2 AirPods`.",
    grouped: (digits) =>
      `Please write the number of winners without separators: \`/lottery draw ${digits}\`. Nothing was drawn.`,
    numberPrize: (winners, prize, otherReading) =>
      `Is “${prize}” the prize? Then put it in quotes: \`/lottery draw ${winners} "${prize}"\`.${otherReading === undefined ? "" : ` Or did you mean \`/lottery draw ${otherReading}\`?`} Nothing was drawn.`,
    prizeTooLong: (longest) =>
      `That is a long prize. Please describe it in at most ${longest} characters; nothing was drawn.`,
    notHere: {
      "direct-message":
        "I cannot announce winners in a direct message, so nothing was drawn. Type the command in the channel where the winners are to be announced.",
      "not-invited":
        "I am not in this private channel and cannot announce winners here, so nothing was drawn. Invite me with `/invite`, then type the command again.",
      archived:
        "This channel is archived and I cannot announce winners here, so nothing was drawn. Type the command in another channel.",
    },
    started: (winners, prize) =>
      `Drawing ${winners === 1 ? "one winner" : `${winners} winners`}${prize ? ` of *${prize}*` : ""}. They will be announced in this channel in a moment.`,
    notStarted:
      "I could not be sure that the draw was started: AWS did not answer in time. Wait a minute and look at `/lottery winners` before you try again.",
  },
  cancel: "Cancel",
  cancelled: "Nothing was changed.",
  revision: {
    underWay: (drawNo) => `Draw ${drawNo} has no winners yet: it is under way. Look at it again in a moment.`,
    interrupted: (drawNo) =>
      `Draw ${drawNo} has no winners: it was interrupted before it was finished. The next draw marks it as failed.`,
    failed: (drawNo, reason) => `Draw ${drawNo} has no winners. It failed: ${reason}`,
    isVoid: (drawNo) => `Draw ${drawNo} is void: nobody has won it, so nothing can be changed.`,
    told: (hasChannel) =>
      hasChannel
        ? "The draw's channel and the email subscribers are told."
        : "The email subscribers are told. The draw has no channel, so nothing is announced in Slack.",
    started: (drawNo) =>
      `Changing draw ${drawNo}. \`/lottery winners ${drawNo}\` shows the result in a moment, and the draw's channel is told if it has one.`,
    notStarted: (drawNo) =>
      `I do not know whether the change of draw ${drawNo} was started: AWS did not answer in time. Wait a minute and look at \`/lottery winners ${drawNo}\` before you try again.`,
    reasonTooLong: (longest) =>
      `Please give the reason in at most ${longest} characters; nothing was changed.`,
    reason: (reason) => `Reason: ${reason}`,
  },
  redraw: {
    usage:
      "Tell me which draw and which winner, by name, employee id, rank in the list or mention, and the reason if you like: `/lottery redraw 3 Ann Lee, is away`.",
    unknownWinner: (drawNo) =>
      `I don't find this winner in draw ${drawNo}. \`/lottery winners ${drawNo}\` lists them. Name, employee id, rank in the list (\`#2\`) and mention all work.`,
    whichWinner: (drawNo) => `Which winner of draw ${drawNo} do you mean?`,
    choose: "Choose",
    moreCandidates: (count, drawNo) =>
      `… and ${count} more. Type more of the name, or the employee id: \`/lottery winners ${drawNo}\` lists all winners.`,
    cancelledBefore: (drawNo, winner) => `The win of ${winner} in draw ${drawNo} has been cancelled already.`,
    question: (drawNo, winner, reason) =>
      `Cancel the win of ${winner} in draw ${drawNo}?${reason ? ` (${reason})` : ""}\nThe next person in the draw order, which was fixed when the draw was made, wins instead. This cannot be undone.`,
    confirm: "Redraw",
    note: (drawNo, voided, replacement) =>
      `Draw ${drawNo}: the win of ${voided} was cancelled. Next in the draw order: ${replacement}. Congratulations!`,
  },
  void: {
    usage: "Tell me which draw, and the reason if you like: `/lottery void 3 wrong roster`.",
    question: (drawNo, names, reason) =>
      `Void draw ${drawNo}?${reason ? ` (${reason})` : ""}\nWinners: ${names}. Their wins will be cancelled, and they can win later draws. This cannot be undone.`,
    confirm: "Void the draw",
    note: (drawNo) => `Draw ${drawNo} is void: all its wins were cancelled. Its winners can win later draws.`,
  },
  verify: {
    usage: "Tell me which draw: `/lottery verify 3`.",
    valid: (drawNo, receipt) => `✅ *Draw ${drawNo} is valid.* Receipt \`${receipt}\``,
    invalid: (drawNo) =>
      `❌ *Draw ${drawNo} is not valid.* Its record was changed, or it did not follow the rules:`,
    facts: ({ seed, rosterSize, visited, counts }) =>
      `The order follows from the seed \`${seed}\` and the highest serial, ${rosterSize}. Positions visited: ${visited} (${counts.join("; ")}).`,
    faults: {
      order: "The seed gives a different order",
      count: "The number of winners is not the number requested",
      winners: "The winners are not the people who were chosen",
      receipt: "The receipt does not match the record",
      void: "A cancelled win did not exist, or a void left a win in place",
    },
    where: (position, revision) =>
      `${position === undefined ? "" : ` at position ${position + 1}`}${revision === undefined ? "" : ` (change ${revision})`}`,
    showPositions: "Position by position",
    morePositions: "More positions",
    positionsTitle: (drawNo) => `*Draw ${drawNo}, position by position*`,
    outcomes: {
      gap: { count: (count) => `no employee: ${count}`, found: () => "no employee has this serial" },
      left: { count: (count) => `left: ${count}`, found: () => "has left" },
      won: {
        count: (count) => `already won: ${count}`,
        found: (drawNo) => (drawNo === undefined ? "has already won" : `has already won draw ${drawNo}`),
      },
      held: {
        count: (count) => `claimed by another draw: ${count}`,
        found: (drawNo) => `was claimed by ${drawNo === undefined ? "another draw" : `draw ${drawNo}`}`,
      },
      chosen: { count: (count) => `chosen: ${count}`, found: () => "*chosen*" },
    },
  },
  announcement: {
    voided: (drawNo) => `Draw ${drawNo} is void: all its wins were cancelled.`,
    receipt: (receipt, drawNo) => `Receipt \`${receipt}\` · \`/lottery verify ${drawNo}\` checks it`,
    title: (drawNo) => `🎉 Draw ${drawNo}`,
    winners: (count) =>
      count === 1 ? "Congratulations to our winner:" : `Congratulations to our ${count} winners:`,
    summary: (drawNo, prize, names) =>
      `Draw ${drawNo}${prize ? ` (${prize})` : ""}: ${names}. Congratulations!`,
    more: (count, drawNo) => `… and ${count} more. \`/lottery winners ${drawNo}\` lists everybody.`,
    drawn: (time, eligible) =>
      `Drawn ${time} from ${eligible === 1 ? "one person" : `${eligible} people`} who could win`,
    requestedBy: (mention) => `asked for by ${mention}`,
    refused: (drawNo, reason, isOutside) =>
      `Draw ${drawNo} is decided and recorded, but Slack does not let me announce it in the channel (\`${reason}\`). ${
        isOutside
          ? "Invite me there with `/invite`"
          : "Ask somebody who manages the channel, or contact your lottery administrator"
      }. I try again with each draw for the next 24 hours. \`/lottery winners ${drawNo}\` shows who won.`,
    notEditable: (drawNo, reason) =>
      `Slack does not let me edit the announcement of draw ${drawNo} (\`${reason}\`), so I have posted a new one. The old message still shows the earlier winners.`,
  },
  history: {
    title: "Draws so far",
    empty: "There has been no draw yet. `/lottery draw 2` starts the first one.",
    draw: (drawNo) => `Draw ${drawNo}`,
    voided: "_void: all wins were cancelled_",
    redrawn: (times) => `_redrawn ${times === 1 ? "once" : `${times} times`}_`,
    drawing: (winners) => `_under way, for ${winners === 1 ? "one winner" : `${winners} winners`}_`,
    interrupted: "_interrupted before it was finished; the next draw marks it as failed_",
    failed: (reason) => `_failed: ${reason}_`,
    more: (count) => `and ${count} more`,
    older: "Older draws",
    newest: "Newest draws",
    next: "More winners",
    unknownDraw: (drawNo) => `There is no draw ${drawNo}. \`/lottery winners\` lists those there are.`,
    malformed: (drawNo) =>
      `*Draw ${drawNo}*: its record in the ledger is malformed. Contact your lottery administrator.`,
    usage: "`/lottery winners` lists all draws, `/lottery winners 3` shows draw 3.",
  },
  failure: (drawNo, reason) =>
    `${drawNo === undefined ? "The draw" : `Draw ${drawNo}`} did not take place: ${reason} Nobody has won or lost anything by it.`,
  revisionFailure: (drawNo, reason) => `Draw ${drawNo} stays as it is: ${reason}`,
  listSeparator: ", ",
  reasons: {
    CustomError: () => "it was a fire drill.",
    InvalidInput: () => "the request does not say clearly how many winners to draw.",
    TooManyWinners: ({ most = 1000 }) => `one draw has at most ${most} winners. Draw several times for more.`,
    NotEnoughEntrants: few,
    EntrantsHeld: () =>
      "some of the people who can still win are held by other draws that are under way. Try again in a few minutes.",
    DuplicateSerial: ({ serial = 0, first = "two employees", second }) =>
      `${second === undefined ? first : `${first} and ${second}`} have the same lottery_serial, ${serial}. Give one of them another serial in the roster, then try again.`,
    InvalidItem: () =>
      "a record in the tables is malformed. Contact your lottery administrator: the execution in Step Functions names the record.",
    UnknownDraw: () => "there is no such draw.",
    UnknownWinner: () => "this person has not won it.",
    AlreadyVoid: () => "what you wanted to cancel has been cancelled already.",
    NoRunnerUp: () =>
      "nobody else in its order can win at present. The order was fixed when the draw was made, so people who joined later are not in it. To give the prize to somebody else, start a new draw.",
    RevisionUnderWay: () => "another change of it is under way. Look at it again in a minute.",
    RevisionEnded: () => "this change was stopped before it was finished. Try again.",
    DrawFailed: () => "it had failed already.",
    DrawNotDecided: () => "it has no winners yet.",
    LeaseExpired: () => "this took too long. Try again.",
    Abandoned: () => "it was interrupted before it was finished. Draw again.",
    NumberUnused: () => "the same request was delivered twice, and this number was not needed.",
    LedgerBusy: () => "too many draws were started at the same moment. Draw again.",
    "States.Timeout": () => "this took too long and was stopped. Try again.",
    Aborted: () => "it was stopped before it was finished.",
    Unknown: () =>
      "something went wrong inside. Try again. If it fails again, contact your lottery administrator: the execution in Step Functions has the details.",
  },
};
