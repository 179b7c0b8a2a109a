import { describe, expect, test } from "vitest";
import { createCatalog } from "../../../../../../bot/commands/registry.ts";
import { locales } from "../../../../../../bot/locales/locales.ts";
import { createWorkspace } from "../../../../../../infra/local/slack/simulated/workspace.ts";
import {
  findCommand,
  findEnd,
  findSuggestions,
} from "../../../../../../infra/local/web/page/composer/suggestions.js";

const { people } = createWorkspace();
const commands = createCatalog(locales.en);

/** Returns the suggestions at `|`. */
function suggest(marked: string) {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  return { text, caret, found: findSuggestions(text, caret, { commands, people }) };
}

const namesFor = (marked: string) => suggest(marked).found?.list.map(({ id }) => id) ?? [];

/** Returns the text after accepting the first suggestion, with `|` at the caret. */
function accept(marked: string): string {
  const { text, caret, found } = suggest(marked);
  const [first] = found?.list ?? [];
  if (!found || !first) throw new Error(`Nothing is suggested for ${marked}.`);
  return `${text.slice(0, found.from)}${first.insert}|${text.slice(findEnd(text, caret))}`;
}

describe("commands", () => {
  test.each([
    ["/|", commands.map(({ name }) => name)],
    ["/Lottery v|", ["void", "verify"]],
    ["/lottery wi|", ["winners"]],
    // A complete command is sent, not completed.
    ["/lottery winners|", []],
    ["/lottery winners |", []],
    ["/lottery| winners", []],
    ["a /|", []],
    ["/lottery dr\n|", []],
    ["|", []],
  ])("for %j are %j", (typed, names) => {
    expect(namesFor(typed)).toEqual(names);
  });

  test("replace the whole text", () => {
    expect(accept("/lot|")).toBe("/lottery draw |");
    expect(accept("/LOTTERY VE|")).toBe("/lottery verify |");
  });

  test("are explained while their arguments are typed", () => {
    expect(findCommand("/lottery redraw 1", commands)?.name).toBe("redraw");
    expect(findCommand("/lottery redraw", commands)).toBeUndefined();
  });
});

describe("people", () => {
  test.each([
    ["@|", people.map(({ id }) => id)],
    ["/lottery redraw 1 @m|", ["U0MEMBER"]],
    ["@MEM|", ["U0MEMBER"]],
    ["@sofia h|", []],
    ["@sofía|", ["U0SOFIA"]],
    ["@hernandez|", ["U0SOFIA"]],
    ["请@张|", ["U0WEI"]],
    ["＠we|", ["U0WEI"]],
    ["thanks\n@we|", ["U0WEI"]],
    ["@we\n|", []],
    ["(@ol|", ["U0OPERATOR"]],
    // A complete handle is sent, not completed.
    ["@max|", []],
    ["ann@m|", []],
    ["@@m|", []],
    ["@nobody|", []],
    ["@max |", []],
    ["@ma|x is away", ["U0MEMBER"]],
  ])("for %j are %j", (typed, ids) => {
    expect(namesFor(typed)).toEqual(ids);
  });

  test("replace only the mention, with one space after it", () => {
    expect(accept("/lottery redraw 1 @me|")).toBe("/lottery redraw 1 @max |");
    expect(accept("/lottery redraw 1 @me| is away")).toBe("/lottery redraw 1 @max |is away");
    expect(accept("thanks ＠张|!")).toBe("thanks @wei |!");
  });
});
