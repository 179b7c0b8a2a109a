import { expect, test } from "vitest";
import { parseCommand } from "../../../bot/input/parse-command.ts";

const NAMES = new Set(["draw", "redraw", "winners", "verify"]);
const parse = (text: string) =>
  parseCommand(text, { command: "/lottery", isName: (name) => NAMES.has(name) });

test.for([
  ["draw 2 AirPods", "draw", "2 AirPods"],
  ["  DRAW\u3000 2  ", "draw", "2"],
  ["ｄｒａｗ ２", "draw", "２"],
  ["\u202adr\u200baw\u202c 2", "draw", "2"],
  ["\ufeffdraw\u00a02", "draw", "2"],
  ["*draw* 2", "draw", "2"],
  ["`draw 2`", "draw", "2"],
  ["/lottery draw 2", "draw", "2"],
  ["/Lottery", "", ""],
  ["draw2", "draw", "2"],
  ["draw２ AirPods", "draw", "２ AirPods"],
  ["draw: 2", "draw", "2"],
  ["Winners#3", "winners", "#3"],
  ["verify＃3", "verify", "＃3"],
  ["draw 1 R&amp;D &lt;team&gt;", "draw", "1 R&D <team>"],
  ["", "", ""],
] as const)("%j is the command %j with %j", ([text, name, args]) => {
  expect(parse(text)).toMatchObject({ name, args });
});

test.for(["dance", "dance2", "drawing 2", "draw-2", "/lotterydraw"])("%s is not a command", (text) => {
  const { name, typedName } = parse(text);
  expect(NAMES.has(name)).toBe(false);
  expect(typedName).toBe(text.split(" ")[0]);
});

test("a repeated slash command is recognized under its configured name", () => {
  const tombola = (text: string) =>
    parseCommand(text, { command: "/抽奖-tombola", isName: (name) => NAMES.has(name) });
  expect(tombola("／抽奖-Tombola draw 2")).toMatchObject({ name: "draw", args: "2" });
  expect(tombola("/lottery draw 2")).toMatchObject({ typedName: "/lottery" });
});

test("mentions keep the text that shows them", () => {
  expect(parse("redraw 3 <@U0ANN|Ann  &amp; Co> for <@W9> at <#C1|x>")).toEqual({
    name: "redraw",
    typedName: "redraw",
    args: "3 @Ann  & Co for @W9 at #x",
    mentions: [
      { userId: "U0ANN", shown: "@Ann & Co" },
      { userId: "W9", shown: "@W9" },
    ],
    mentionedChannels: ["C1"],
    mentionedGroups: [],
  });
});
