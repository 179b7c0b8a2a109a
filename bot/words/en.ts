import type { Facts, Words } from "./words.ts";

function few(facts: Facts): string {
  const { asked, eligible, roster } = facts;
  if (roster === 0) return "the roster is empty. Add people to it, then draw again.";
  if (asked === undefined || eligible === undefined)
    return "fewer people can still win than you asked for. Draw fewer, or add people to the roster.";
  if (eligible === 0) return "everyone on the roster has won already. Add people to it to draw again.";
  const left = eligible === 1 ? "only one person can still win" : `only ${eligible} people can still win`;
  return `you asked for ${asked} winners, but ${left}. Draw ${eligible === 1 ? "one" : `${eligible} or fewer`}, or add people to the roster.`;
}

export const english: Words = {
  help: {
    title: "*What I can do*",
    operatorsOnly: "operators only",
  },
  unknownCommand: (typed) => `I don't know \`${typed}\`. Here is what I can do:`,
  operatorsOnly:
    "Only operators of the lottery may do this. Ask one of them, or whoever looks after me, to add you to the list of operators.",
  trouble:
    "Something went wrong on my side, and nothing was changed. Please try again in a moment; if it stays like this, tell whoever looks after me.",
  malformedItem:
    "An item in my tables does not have the form it should, so I cannot answer; nothing was changed. Tell whoever looks after me: the log names it.",
  draw: {
    usage:
      "Tell me how many winners to draw, as a whole number from 1 to 1000, and the prize if you like: `/lottery draw 2` or `/lottery draw 2 AirPods`.",
    prizeTooLong: (longest) =>
      `That is a long prize. Please describe it in at most ${longest} characters; nothing was drawn.`,
    started: (winners, prize) =>
      `Drawing ${winners === 1 ? "one winner" : `${winners} winners`}${prize ? ` of *${prize}*` : ""}. They will be announced in this channel in a moment.`,
    notStarted:
      "I could not be sure that the draw was started: AWS did not answer in time. Wait a minute and look at `/lottery winners` before you try again.",
  },
  cancel: "Cancel",
  cancelled: "Nothing was changed.",
  revision: {
    undecided: (drawNo) => `Draw ${drawNo} has no winners: it is under way, or it failed.`,
    reasonTooLong: (longest) =>
      `Please give the reason in at most ${longest} characters; nothing was changed.`,
    reason: (reason) => `Reason: ${reason}`,
  },
  redraw: {
    usage:
      "Tell me which draw and which winner, by name, employee id or place in the list, and the reason if you like: `/lottery redraw 3 Ann Lee is away`.",
    unknownWinner: (drawNo) =>
      `I don't find this winner in draw ${drawNo}. \`/lottery winners ${drawNo}\` lists them; name, employee id and place in the list all work.`,
    severalWinners: (list) => `Several winners are called that. Use the employee id:\n${list}`,
    question: (drawNo, winner, reason) =>
      `Take the win of ${winner} in draw ${drawNo} back?${reason ? ` (${reason})` : ""}\nThe next in line, settled when the draw was made, wins instead. The channel and the subscribers are told. This cannot be undone.`,
    confirm: "Redraw",
    note: (drawNo, voided, replacement) =>
      `Draw ${drawNo}: the win of ${voided} was taken back. Next on the same walk is ${replacement}. Congratulations!`,
  },
  void: {
    usage: "Tell me which draw, and the reason if you like: `/lottery void 3 wrong roster`.",
    question: (drawNo, names, reason) =>
      `Take draw ${drawNo} back as a whole?${reason ? ` (${reason})` : ""}\n${names} will have won nothing by it, and may win later draws. The channel and the subscribers are told. This cannot be undone.`,
    confirm: "Take the draw back",
    note: (drawNo) => `Draw ${drawNo} was taken back as a whole. Its winners may win later draws.`,
  },
  revisionStarted: (drawNo) => `Changing draw ${drawNo}. The channel is told in a moment.`,
  verify: {
    usage: "Tell me which draw: `/lottery verify 3`.",
    fits: (drawNo, receipt) => `✅ *Draw ${drawNo} fits its record.* Receipt \`${receipt}\``,
    differs: (drawNo) =>
      `❌ *Draw ${drawNo} does not fit its record.* The record was changed, or the draw did not follow the rules:`,
    facts: ({ seed, rosterSize, visited, chosen, won, held, left, gap }) =>
      `Seed \`${seed}\` and the roster's size ${rosterSize} give the order. Places visited: ${visited}. Chosen: ${chosen}; had won before: ${won}; held by another draw: ${held}; had left: ${left}; nobody there: ${gap}.`,
    faults: {
      walk: "The seed leads to somebody else",
      count: "The number of winners is not what was asked for",
      winners: "The winners are not those who were chosen",
      receipt: "The receipt is another",
      void: "A win was taken back that was none",
    },
    where: (place, revision) =>
      `${place === undefined ? "" : ` at place ${place}`}${revision === undefined ? "" : ` (change ${revision})`}`,
    showPlaces: "Place by place",
    morePlaces: "More places",
    placesTitle: (drawNo) => `*Draw ${drawNo}, place by place*`,
    outcome: (outcome, drawNo) => {
      if (outcome === "gap") return "nobody there";
      if (outcome === "left") return "has left";
      if (outcome === "chosen") return "*chosen*";
      const draw = drawNo === undefined ? "" : ` (draw ${drawNo})`;
      return outcome === "won" ? `had won already${draw}` : `held by another draw${draw}`;
    },
  },
  announcement: {
    voided: (drawNo) => `Draw ${drawNo} was taken back.`,
    receipt: (receipt, drawNo) => `Receipt \`${receipt}\` · \`/lottery verify ${drawNo}\` checks it`,
    title: (drawNo) => `🎉 Draw ${drawNo}`,
    winners: (count) =>
      count === 1 ? "Congratulations to our winner:" : `Congratulations to our ${count} winners:`,
    summary: (drawNo, prize, names) =>
      `Draw ${drawNo}${prize ? ` (${prize})` : ""}: ${names}. Congratulations!`,
    more: (count, drawNo) => `… and ${count} more. \`/lottery winners ${drawNo}\` lists everybody.`,
    drawn: (time, rosterSize) => `Drawn ${time} from a roster of ${rosterSize}`,
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
    voided: "_taken back as a whole_",
    redrawn: (times) => `_redrawn ${times === 1 ? "once" : `${times} times`}_`,
    drawing: (winners) => `_under way, for ${winners === 1 ? "one winner" : `${winners} winners`}_`,
    failed: (reason) => `_failed: ${reason}_`,
    more: (count) => `and ${count} more`,
    older: "Older draws",
    newest: "Newest draws",
    next: "More winners",
    unknownDraw: (drawNo) => `There is no draw ${drawNo}. \`/lottery winners\` lists those there are.`,
    malformed: (drawNo) =>
      `*Draw ${drawNo}*: its record in the ledger does not have the form it should. Tell whoever looks after me.`,
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
      "the people who can still win are taken up by other draws that are under way. Try again in a few minutes.",
    DuplicateSerial: ({ serial = 0, first = "two employees", second }) =>
      `${second === undefined ? first : `${first} and ${second}`} have the same lottery_serial, ${serial}. Give one of them another serial in the roster, then draw again.`,
    InvalidItem: () =>
      "an item in the tables does not have the form it should. The ledger's record of this draw says which: whoever looks after the roster can mend it.",
    UnknownDraw: () => "the ledger does not know it.",
    UnknownWinner: () => "this person has not won it.",
    AlreadyVoid: () => "that has been taken back already.",
    NoRunnerUp: () =>
      "nobody else on the roster can win, so there is nobody to take the place. Add people to the roster and redraw again.",
    RevisionUnderWay: () => "somebody else is changing it at this moment. Look at it again in a minute.",
    RevisionEnded: () => "this change was given up already.",
    DrawFailed: () => "it had failed already.",
    DrawNotDecided: () => "it was not decided.",
    LeaseExpired: () => "it took too long. Draw again.",
    Abandoned: () => "it stopped in the middle. Draw again.",
    LedgerBusy: () => "too many draws were started at one moment. Draw again.",
    "States.Timeout": () => "it took too long and was stopped. Draw again.",
    Aborted: () => "somebody stopped it.",
    Unknown: () =>
      "something went wrong inside. The ledger has the details; draw again, and if that fails too, tell whoever looks after me.",
  },
};
