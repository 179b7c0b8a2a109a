import { expect, test } from "vitest";
import { formatTyped } from "../../../../infra/local/slack/typed-text.ts";
import { createWorkspace } from "../../../../infra/local/slack/workspace.ts";

test.each([
  ["draw 2 for @max", "draw 2 for <@U0MEMBER|max>"],
  ["draw 2 for <@U0MEMBER>", "draw 2 for <@U0MEMBER|max>"],
  ["in #lottery", "in <#C0LOTTERY|lottery>"],
  ["write to max@max.example, not @nobody", "write to max@max.example, not @nobody"],
  ["AirPods & <b>case</b>", "AirPods &amp; &lt;b&gt;case&lt;/b&gt;"],
  ["<!channel>", "&lt;!channel&gt;"],
  ["see https://example.com/?a=1&b=2 there", "see <https://example.com/?a=1&amp;b=2> there"],
])("passes %j on as %j", (typed, passed) => {
  expect(formatTyped(typed, createWorkspace())).toBe(passed);
});
