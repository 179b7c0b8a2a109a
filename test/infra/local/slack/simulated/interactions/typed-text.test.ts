import { expect, test } from "vitest";
import { formatTyped } from "../../../../../../infra/local/slack/simulated/interactions/typed-text.ts";
import { createWorkspace } from "../../../../../../infra/local/slack/simulated/workspace.ts";

test.each([
  ["draw 2 for @max", "draw 2 for <@U0MEMBER|max>"],
  ["redraw 1 @Max is away", "redraw 1 <@U0MEMBER|max> is away"],
  ["redraw 1 @max member is away", "redraw 1 <@U0MEMBER|max> is away"],
  ["redraw 1 @Max Member.", "redraw 1 <@U0MEMBER|max>."],
  ["redraw 1 @张伟 请假", "redraw 1 <@U0WEI|wei> 请假"],
  ["redraw 1 ＠wei请假", "redraw 1 <@U0WEI|wei>请假"],
  ["not @Maximilian, @maxé, @max_x, @张伟国", "not @Maximilian, @maxé, @max_x, @张伟国"],
  ["@olivia, @max", "<@U0OPERATOR|olivia>, <@U0MEMBER|max>"],
  ["draw 2 for <@U0MEMBER>", "draw 2 for <@U0MEMBER|max>"],
  ["draw 2 for <@U0NOBODY|max>", "draw 2 for &lt;@U0NOBODY|max&gt;"],
  ["in #lottery", "in <#C0LOTTERY|lottery>"],
  ["write to max@max.example, not @nobody", "write to max@max.example, not @nobody"],
  ["AirPods & <b>case</b>", "AirPods &amp; &lt;b&gt;case&lt;/b&gt;"],
  ["<!channel>", "&lt;!channel&gt;"],
  ["see https://example.com/?a=1&b=2 there", "see <https://example.com/?a=1&amp;b=2> there"],
])("passes %j on as %j", (typed, passed) => {
  expect(formatTyped(typed, createWorkspace())).toBe(passed);
});
