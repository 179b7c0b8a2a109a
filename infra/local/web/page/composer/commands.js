/** @typedef {{ name: string, usage: string, summary: string }} Command */

/** What can be typed after `/lottery`, for the completion: the bot's own list, as `/lottery help` tells it. @type {Command[]} */
export const COMMANDS = [
  { name: "draw", usage: "draw <number> [prize]", summary: "draws so many winners and announces them here" },
  {
    name: "redraw",
    usage: "redraw <draw> <winner> [reason]",
    summary: "takes one win back and draws the next in line for it",
  },
  { name: "void", usage: "void <draw> [reason]", summary: "takes a whole draw back" },
  { name: "winners", usage: "winners [draw]", summary: "shows all draws and who won, or one draw" },
  { name: "verify", usage: "verify <draw>", summary: "replays a draw and says why these people won" },
  { name: "help", usage: "help", summary: "shows this" },
];
