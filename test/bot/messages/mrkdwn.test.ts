import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  escapeMrkdwn,
  findMentions,
  formatExactTime,
  formatTime,
  parseMrkdwn,
} from "../../../bot/messages/mrkdwn.ts";
import { toOneLine } from "../../../data/people/employee.ts";

describe("text that people wrote", () => {
  test.for([
    ["<!channel>", "&lt;!channel&gt;"],
    ["<@U0MEMBER> & <https://example.com|x>", "&lt;@U0MEMBER&gt; &amp; &lt;https://example.com|x&gt;"],
    ["&lt;", "&amp;lt;"],
    ["*bold* _it_ ~no~ `code`", "∗bold∗ ＿it＿ ∼no∼ ˋcodeˋ"],
    ["jane_doe_2", "jane_doe_2"],
    ["王_芳", "王_芳"],
    ["> said", "\u2060&gt; said"],
    ["E1)\n2. Mallory (E2\u202e", "E1) 2. Mallory (E2"],
    ["Zoë O’Brien 王芳 🎉 :tada:", "Zoë O’Brien 王芳 🎉 :tada:"],
  ])("%s is shown as it is", ([typed = "", shown = ""]) => {
    expect(escapeMrkdwn(typed)).toBe(shown);
  });

  test("contains no mention, link, quotation or formatting for Slack", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(..."<>&*_~`!@#|> a1王\n\r\u2028\u202e\ud83c".split("")),
    });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: "grapheme" })), (text) => {
        const escaped = escapeMrkdwn(text);
        expect(escaped).not.toMatch(/[<>*~`]/);
        expect(escaped).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(escaped).not.toMatch(/^&gt;/m);
        expect(escaped).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u202a-\u202e\u2066-\u2069]/u);
        for (const { index } of escaped.matchAll(/_/g))
          expect(escaped.slice(Math.max(0, index - 2), index + 3)).toMatch(/[\p{L}\p{N}]_[\p{L}\p{N}]/u);
      }),
      { seed: 3 },
    );
  });

  test("is unchanged after parsing if it has no formatting characters", () => {
    const plain = fc
      .string({ unit: "grapheme" })
      .filter((text) => !/[*~`_]|^>/.test(text))
      .map(toOneLine);
    fc.assert(
      fc.property(plain, (text) => {
        expect(parseMrkdwn(escapeMrkdwn(text))).toBe(text);
      }),
      { seed: 5 },
    );
  });
});

describe("what Slack sends", () => {
  test.for([
    ["draw 2 R&amp;D &lt;3", "draw 2 R&D <3"],
    ["&amp;lt;", "&lt;"],
    ["3 &gt; 2", "3 > 2"],
    ["<@U123|max> and <@U123>", "@max and @U123"],
    ["<#C123|lottery> <#C123>", "#lottery #C123"],
    ["<!here> <!subteam^S1|@team>", "@here @@team"],
    ["<https://example.com/?a=1&amp;b=2> <mailto:a@b.c|a@b.c>", "https://example.com/?a=1&b=2 a@b.c"],
    ["a <", "a <"],
  ])("%s is plain text", ([sent = "", typed = ""]) => {
    expect(parseMrkdwn(sent)).toBe(typed);
  });

  test("is parsed in time proportional to its length", () => {
    const started = performance.now();
    for (const part of ["<", "<@", "<|", "<@U|"]) parseMrkdwn(part.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test("contains the mentioned people", () => {
    expect(findMentions("redraw 3 <@U123|max> not <!channel> <@W9> &lt;@U0&gt;")).toEqual([
      { userId: "U123", shown: "@max" },
      { userId: "W9", shown: "@W9" },
    ]);
  });
});

test("a time is shown in the reader's time zone, or in UTC if Slack cannot do that", () => {
  expect(formatTime("2026-06-15T12:00:01.500Z")).toBe(
    "<!date^1781524801^{date_short_pretty} {time}|2026-06-15 12:00 UTC>",
  );
  expect(formatExactTime("2026-06-15T12:00:01.500Z")).toBe(
    "<!date^1781524801^{date_short_pretty} {time_secs}|2026-06-15 12:00:01 UTC>",
  );
});
