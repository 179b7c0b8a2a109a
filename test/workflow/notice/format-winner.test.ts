import { expect, test } from "vitest";
import { formatNotice } from "../../../workflow/notice/format-notice.ts";
import { formatRevisionNotice } from "../../../workflow/notice/format-revision-notice.ts";
import { drawnRecord, revisionRecord, voidedBy, winnerAt } from "../../support/draw-records.ts";
import { noticeTexts } from "../../support/notice-texts.ts";

const erased = {
  employee_id: "erased-01",
  employee_name: "erased",
  lottery_serial: 1,
  erased: "01".repeat(32),
};

test.each([
  ["en", "1. an erased person", "win of an erased person was cancelled"],
  ["zh-CN", "1. 已删除的人员", "已删除的人员 的中奖资格已取消"],
] as const)("a late email in %s does not name an erased person", (locale, listed, cancelled) => {
  const draw = drawnRecord({ winners: [erased, winnerAt(2)] });
  expect(formatNotice(draw, noticeTexts[locale]).sns.split("\n")).toContain(listed);
  const winners = [{ ...erased, ...voidedBy(1) }, winnerAt(2, { replaces: "erased-01" })];
  const revisions = [revisionRecord(1, { voided: ["erased-01"], winners: [winnerAt(2)] })];
  const { sns } = formatRevisionNotice(drawnRecord({ winners, revisions }), "r1", noticeTexts[locale]);
  expect(sns).toContain(cancelled);
  expect(sns).toContain("Name 2 (E0002)");
  expect(sns).not.toContain("erased-01");
});
