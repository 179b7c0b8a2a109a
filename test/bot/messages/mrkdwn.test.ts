import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  escapeMrkdwn,
  findChannels,
  findMentions,
  formatExactTime,
  formatStoredTime,
  formatTime,
  formatUnixTime,
  mentionChannel,
  mentionPerson,
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
    expect(findMentions("<@u123> <@XU123> <@U12-3> <#U123> <U123> <!U123> <@U|x>")).toEqual([]);
    expect(findMentions("<@U9|&lt;b&gt;\n&amp; co>")).toEqual([{ userId: "U9", shown: "@<b> & co" }]);
  });

  test("contains the mentioned channels", () => {
    expect(findChannels("draw <#C123|lottery> <#G9> <#D1> <#c1> <#XC1> <#C1-2> <@C1> &lt;#C0&gt;")).toEqual([
      "C123",
      "G9",
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

test("a stored time is shown in the same way, whatever was stored", () => {
  const shown = "<!date^1781524801^{date_short_pretty} {time}|2026-06-15 12:00 UTC>";
  expect(formatStoredTime("2026-06-15T20:00:01+08:00")).toBe(shown);
  expect(formatStoredTime("soon")).toBeUndefined();
  expect(formatUnixTime(1_781_524_801_500)).toBe(shown);
  expect(formatUnixTime(8.64e15)).toMatch(/^<!date\^8640000000000\^/);
  expect(formatUnixTime(8.64e15 + 2_000)).toBe("8640000000002 s");
  expect(formatUnixTime(-8.64e15 - 2_000)).toBe("-8640000000002 s");
});

test("an id that is none is text, not a mention", () => {
  expect(mentionPerson("U123")).toBe("<@U123>");
  for (const id of ["u1", "U1-2", "XU1", "C1"]) expect(mentionPerson(id)).toBe(id);
  expect(mentionPerson("<!channel>")).toBe("&lt;!channel&gt;");
  for (const id of ["C1", "D1", "G1"]) expect(mentionChannel(id)).toBe(`<#${id}>`);
  for (const id of ["c1", "C1-2", "XC1", "U1"]) expect(mentionChannel(id)).toBe(id);
  expect(mentionChannel("<!here>")).toBe("&lt;!here&gt;");
});
