import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatVerification } from "../../../bot/messages/verification.ts";
import { CHANGES_BUTTON, formatMoreChanges } from "../../../bot/messages/verified-changes.ts";
import { POSITIONS_BUTTON } from "../../../bot/messages/verified-positions.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { readExample } from "../../support/algorithm-doc.ts";
import { listButtons } from "../../support/list-buttons.ts";
import { publishedBeacon } from "../../support/published-beacon.ts";
import { withoutBeacon } from "../../support/sealed-roster.ts";
import { seal, sign } from "../../support/sign-draw.ts";

const verify = (draw: ExportedDraw, locale: "en" | "zh-CN" = "en") =>
  formatVerification(draw, publishedBeacon, locales[locale]);

const date = (seconds: number, utc: string) => `<!date^${seconds}^{date_short_pretty} {time}|${utc} UTC>`;
const NOT_EVERYONE =
  "Not proved: that the list includes everyone. A person who never checks could be missing from it.";

test("tells the whole story of a valid draw without a word about digests, with all seals and receipts", () => {
  const { text, blocks } = verify(readExample());
  expect(text.split("\n")).toEqual([
    "✅ *Draw 7 is valid.*",
    "• The list of people and the rules were fixed and posted in the channel 16 seconds before the random number existed.",
    "• An earlier seal was posted too late, and did not count.",
    `• The random number is genuine: drand published it ${date(1755176385, "2025-08-14 12:59")} as round 20791007, and signed it.`,
    "• It decides in which order people are considered, together with a secret that the seal had fixed.",
    "• 2 people won, as requested: the first in this order who could win.",
    "• These were the rules of the draw: only for Sales and 研发 R&amp;D, joined before 2025-07-01.",
    "• Skipped: 1 who was excluded, 2 who had already won, 1 lost to another draw, 1 of other departments, 1 claimed by another draw, 1 who had left, one entry changed since the seal.",
    "• Everybody who was considered is on the list of 20 exactly as it was sealed.",
    "*Campaign:* “Year-end party”",
    `*The draw:* ${date(1755176387, "2025-08-14 12:59")}`,
    `Seal \`02bba-7fa76-99f77-7c503-1477b-f1ccb-3b76f-24e22\`, posted ${date(1755176366, "2025-08-14 12:59")}, too late`,
    `Seal \`c5c1a-d67fc-b58fa-1183f-e7ab5-ff30e-86aa4-248ba\`, posted ${date(1755176368, "2025-08-14 12:59")}`,
    "Receipt of the draw `2d8a5-3c6d0-99391-3dd73-07a72-6afb8-402e9-5b43a`",
    `*Change 1, a redraw:* ${date(1755244800, "2025-08-15 08:00")}, requested by <@U0OPERATOR>`,
    "Wins cancelled: Zoë O'Neil. Next in the draw order: Ana Müller.",
    "Reason: On leave \\ until June",
    "Receipt of this redraw `2d157-fd82c-7ec5d-162fc-8248c-0dbc8-8622a-87e69`",
    `*Change 2, a void:* ${date(1755339300, "2025-08-16 10:15")}`,
    "Wins cancelled: 王小明, Ana Müller.",
    "Receipt of this void `a8453-71f82-e41b2-8c2a6-04988-f2f74-9be67-f8ec4`",
    NOT_EVERYONE,
    "The names of one person were erased from this record. It can be verified without them.",
  ]);
  expect(listButtons({ blocks })).toEqual([[POSITIONS_BUTTON, "7:0"]]);
});

test("tells the same story in Chinese", () => {
  const { text } = verify(readExample(), "zh-CN");
  for (const part of [
    "✅ *第 7 次抽奖验证通过。*",
    "• 人员名单和规则在随机数产生之前 16 秒就已固定，并公布在频道中。",
    "• 跳过：1 人不参加抽奖，2 人此前已中奖，1 人被其他抽奖抢先占用，1 人属于其他部门，1 人被其他抽奖占用，1 人已离职，1 个条目在封存后有改动。",
    "封条 `c5c1a-d67fc-b58fa-1183f-e7ab5-ff30e-86aa4-248ba`，公布于",
    "，由 <@U0OPERATOR> 发起\n取消中奖资格：Zoë O'Neil。按抽奖顺序递补：Ana Müller。\n原因：On leave",
    "不能证明名单没有遗漏任何人",
  ])
    expect(text).toContain(part);
});

describe("says what else is not proved:", () => {
  const notProved = (draw: ExportedDraw) => verify(draw).text.split("\n").slice(-2);

  test("of a draw without a beacon, that nobody chose the seed", () => {
    const draw = sign({ ...withoutBeacon(readExample()), revisions: [] });
    expect(notProved(draw)).toEqual([
      NOT_EVERYONE,
      "Not proved: that nobody chose the seed, because this draw was not sealed. The owner of the AWS account (or of the machine) could have tried seeds until somebody won.",
    ]);
    const { text } = verify(draw);
    expect(text).toContain("• The seed decides in which order people are considered.");
    expect(text).not.toMatch(/Seal|drand|exactly as it was sealed/);
  });

  test("of a draw without a channel, that the seal is older than the random number", () => {
    const [, { round } = { round: 0 }] = readExample().seals;
    const draw = seal({ ...readExample(), seals: [{ round, seal: "" }] });
    expect(verify(draw).text).toContain(
      `${NOT_EVERYONE}\nNot proved: that the seal existed before the random number, because it was not posted in a channel. Only the owner of the ledger knows.\n`,
    );
    expect(verify(draw).text).toMatch(/\nSeal `[0-9a-f-]+`, not posted\n/);
    expect(verify(draw).text).not.toContain("seconds before");
  });
});

test("says that a reason was erased", () => {
  const draw = readExample();
  Object.assign(draw.revisions[0] ?? {}, { reason: undefined, reason_salt: undefined });
  expect(verify(draw).text).toContain("\nReason: erased\n");
});

test("an invalid draw says where it is wrong, and how many faults there are beyond the first twenty", () => {
  const example = readExample();
  const forged: ExportedDraw = { ...example, seed: "11".repeat(32) };
  const { text } = verify(forged);
  expect(text).toContain(locales.en.verify.invalid(example.draw_no));
  expect(text).toContain(`• ${locales.en.verify.faults.seed}\n`);
  expect(text).toContain(`• ${locales.en.verify.faults.order} at position 1`);
  expect(text).not.toMatch(/✅|ot proved|genuine/);

  const [revision] = example.revisions;
  if (!revision) throw new Error("The example has no revision.");
  const repeated = { ...forged, revisions: Array.from({ length: 25 }, () => revision) };
  const faults = verifyDraw(repeated, publishedBeacon).length;
  expect(faults).toBeGreaterThan(21);
  const many = verify(repeated).text;
  expect(many.match(/^• /gm)).toHaveLength(21);
  expect(many).toMatch(new RegExp(`• and ${faults - 20} more$`, "m"));
});

test("a record with times that no date can have is explained, too", () => {
  const draw = readExample();
  Object.assign(draw.seals[1] ?? {}, { round: Number.MAX_SAFE_INTEGER, message_ts: "999999999999" });
  expect(verify(draw).text).toContain(locales.en.verify.faults.seal);
});

test("further messages continue the list of changes where the last one ended", () => {
  const example = readExample();
  const [revision] = example.revisions;
  if (!revision) throw new Error("The example has no revision.");
  const draw = { ...example, revisions: Array.from({ length: 100 }, () => revision) };
  const listed: number[] = [];
  let message = verify(draw);
  for (let pages = 1; ; pages++) {
    expect(pages).toBeLessThan(10);
    listed.push(...Array.from(message.text.matchAll(/^\*Change (\d+), /gm), ([, number]) => Number(number)));
    const next = listButtons(message).find(([id]) => id === CHANGES_BUTTON)?.[1];
    if (next === undefined) break;
    expect(next).toBe(`7:${listed.length}`);
    message = formatMoreChanges(draw, listed.length, locales.en);
    expect(message.text).toMatch(/^\*Draw 7: all changes\*\n/);
  }
  expect(listed).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
});
