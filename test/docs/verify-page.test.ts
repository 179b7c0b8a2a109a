/** @module-tag browser */
import { describe, expect, test } from "vitest";
import { outcomeNames, outcomes } from "../../workflow/draw/eligibility.ts";
import { findBarriers } from "../support/axe.ts";
import { planDraw } from "../support/planned-draw.ts";
import { serveSlack } from "../support/serve-slack.ts";
import { examplePlan } from "./example-plan.ts";
import { check, FILE, openDetails, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();
const draw = planDraw(examplePlan);
const [receipt = "", , latest = ""] = [draw, ...draw.revisions].map((it) => it.receipt);
const shown = (digits: string) => digits.slice(0, 40).replace(/.{5}(?=.)/g, "$&-");

describe.each([
  ["opened as a file", () => Promise.resolve(FILE)],
  ["served by the local stack", async () => `${(await serveSlack()).url}/verify`],
])("%s", (_, locate) => {
  test("shows that a draw is valid, why, its changes, its seals and receipts, and what is not proved", async () => {
    const page = await openPage(await locate());
    expect(await check(page, draw)).toBe("valid");
    const verdict = await page.getByRole("status").innerText();
    expect(verdict).toContain("Draw 7 is valid");
    expect(verdict).toContain(`${shown(latest)} must be the latest one in the channel or the email.`);
    expect(verdict).toContain(
      "This does not prove that the list includes everyone: a person who never checks could be missing from it.",
    );
    expect(verdict).not.toContain("could have chosen the seed");
    const sentences = (await page.locator("#proofs .proved").allInnerTexts()).map(
      (text) => text.split("\n")[0],
    );
    expect(sentences).toEqual([
      "The list of people and the rules were fixed and posted in the channel 11 seconds before the random number existed.",
      "The random number comes from drand (League of Entropy), round 1000, published Aug 23, 2023, 3:59:24 PM UTC; its signature is genuine (checked offline).",
      "The order in which people on the list are considered follows from it.",
      "2 people won, as requested: the first in this order who could win.",
      "Everyone who was considered is on the list of 10 exactly as it was sealed.",
      "Later changes of the result: 2. All follow the rules.",
      "The record matches its receipts.",
    ]);
    expect(await page.locator("#account li").allInnerTexts()).toEqual([
      "王小明 (E0001), serial 1 · win cancelled by change 1",
      "Zoë O'Neil (E0010), serial 10 · win cancelled by change 2",
      "Ana Müller (E0002), serial 2 · win cancelled by change 2",
    ]);
    expect(await page.locator("li s").count()).toBe(3);
    const account = await page.locator("#account").innerText();
    for (const part of [
      'Prize: Tea "龙井" 🍵',
      "Drawn Aug 23, 2023, 3:59:26 PM UTC. Winners requested: 2. Size of the list: 10.",
      "Only people of the departments Sales and 研发, who joined before 2023-07-01, could take part. Campaign: Year-end party.",
      "Skipped: 1 who was excluded, 1 who had already won, 1 claimed by another draw, 1 of other departments.",
      "Change 1: redraw",
      "Wins cancelled: 王小明 (E0001)",
      "Reason: On leave \\ until June",
      "Decided Aug 24, 2023, 8:00:00 AM UTC, requested by U0OPERATOR.",
      "Skipped: 1 claimed by another draw, 1 who had left, 1 entry changed since the seal.",
      "Change 2: the whole draw was voided",
      "Wins cancelled: Zoë O'Neil (E0010), Ana Müller (E0002)",
      "Decided Aug 25, 2023, 8:00:00 AM UTC.",
    ])
      expect(account).toContain(part);
    expect(await page.locator("#account dt").allInnerTexts()).toEqual([
      "Seal for round 1000, posted Aug 23, 2023, 3:59:13 PM UTC",
      "Receipt: the draw",
      "Receipt: change 1",
      "Receipt: change 2",
    ]);
    const digests = [
      ...draw.seals.map(({ seal }) => seal),
      ...[draw, ...draw.revisions].map((it) => it.receipt),
    ];
    expect(await page.locator("#account dd").allInnerTexts()).toEqual(digests.map(shown));
  });

  test("shows what is wrong after one change", async () => {
    const page = await openPage(await locate());
    expect(await check(page, JSON.stringify(draw).replace("王小明", "王大明"))).toBe("invalid");
    expect(await page.locator("#verdict li").allInnerTexts()).toEqual([
      "The draw, position 4: a name, an ID or a reason was changed afterwards: it does not match its digest.",
    ]);
  });
});

test("explains each position, each sentence, and all values on request", async () => {
  const page = await openPage();
  await check(page, draw);
  await openDetails(page);
  expect(await page.locator("td:nth-child(3)").allInnerTexts()).toEqual([
    "Person 3 (E0003) is excluded until 2023-12-31.",
    "Person 7 (E0007) has already won draw 3.",
    "Person 8 (E0008) was chosen, but draw 8 claimed them first.",
    "王小明 (E0001) wins. Change 1 cancelled this win.",
    "Person 6 (E0006) is not in a department of this draw.",
    "Zoë O'Neil (E0010) wins. Change 2 cancelled this win.",
    "Person 4 (E0004) was claimed by draw 9, which was under way.",
    "Person 9 (E0009) has left. When the draw was sealed, they could win.",
    "This entry of the list is not the one that was sealed, so it was skipped.",
    "Ana Müller (E0002) wins. When the draw was sealed, they had already won or been claimed. Change 2 cancelled this win.",
  ]);
  expect(await page.locator("td:nth-child(1)").allInnerTexts()).toEqual(
    Array.from({ length: 10 }, (_, i) => `${i + 1}`),
  );
  const proofs = await page.locator("#proofs").innerText();
  expect(proofs).toContain(
    "Slack accepted it at Aug 23, 2023, 3:59:13 PM UTC, drand published the round at Aug 23, 2023, 3:59:24 PM UTC.",
  );
  expect(proofs).toContain(
    "To prove your own entry, type the lottery’s command in Slack, followed by: verify 7 me",
  );
  const account = await page.locator("#account").innerText();
  for (const value of [draw.seed, draw.secret, draw.signature, draw.chain, draw.roster_digest, draw.link])
    expect(account).toContain(value);
});

test("says what is not proved of other draws", async () => {
  const page = await openPage();
  for (const [plan, limits] of [
    [{ ...examplePlan, beacon: "none" }, ["This draw was not sealed before its seed existed."]],
    [
      { ...examplePlan, leads: [undefined] },
      [
        "The list of people and the rules were sealed in the ledger only, not in a channel. Only the owner of the ledger can tell that this was before the random number existed.",
      ],
    ],
    [
      { size: 100_001, winners: 1 },
      ["The list has 100,001 numbers. Of lists over 100,000, only the visited positions are proved."],
    ],
    [
      { ...examplePlan, fates: { ...examplePlan.fates, 1: { isErased: true } } },
      ["1 person was erased from this record. It can be verified without them."],
    ],
  ] as const) {
    expect(await check(page, planDraw(plan))).toBe("valid");
    expect(await page.locator("#proofs .limit").allInnerTexts()).toEqual(limits);
    expect((await page.getByRole("status").innerText()).includes("could have chosen the seed")).toBe(
      "beacon" in plan,
    );
  }
  expect(await page.locator("#account ol").first().innerText()).toContain("erased person, serial 1");
});

test("says how long before the random number the seal was posted", async () => {
  const page = await openPage();
  for (const [leads, text] of [
    [[0.05], "less than a second"],
    [[1.9], "1 second"],
    [[11.999], "11 seconds"],
    [[3_600], "3,600 seconds"],
    [[-4, 11], "11 seconds"],
  ] as const) {
    await check(page, planDraw({ ...examplePlan, leads }));
    expect(await page.locator("#proofs li").first().innerText()).toContain(`in the channel ${text} before`);
  }
  await openDetails(page);
  expect(await page.locator("#proofs").innerText()).toContain(
    "1 earlier seal was posted too late, and did not count.",
  );
});

test("has the table of outcomes of workflow/draw/eligibility.ts, and all texts in both languages", async () => {
  const page = await openPage();
  const expected = Object.entries(outcomes).map(([name, { names, sealedAs, verification }]) => [
    name,
    { names, verification, ...(sealedAs && { sealedAs }) },
  ]);
  expect(await page.evaluate("Object.entries(outcomes)")).toEqual(expected);
  for (const language of ["en", "zh"])
    expect(await page.evaluate(`Object.keys(texts.${language}.outcomes)`)).toEqual(outcomeNames);
  const keys = (language: string) => {
    const list =
      "(it) => Object.entries(it).flatMap(([key, value]) => typeof value === 'object' ? keys(value).map((each) => key + '.' + each) : [key])";
    return page.evaluate(`(() => { const keys = ${list}; return keys(texts.${language}); })()`);
  };
  const inPage = await page
    .locator("[data-text]")
    .evaluateAll((all) => all.map((each) => each.dataset["text"]));
  expect(new Set([...Array.of(await keys("en")).flat(), ...inPage])).toEqual(
    new Set(Array.of(await keys("zh")).flat()),
  );
});

test("compares the receipt with the visitor's", async () => {
  const page = await openPage();
  const field = page.getByLabel("The latest receipt");
  for (const [typed, verdict, text] of [
    [`${shown(latest).toUpperCase()} `, "valid", "matches yours"],
    [latest, "valid", "matches yours"],
    [shown(receipt), "valid", "was changed later"],
    [draw.seals[0]?.seal ?? "", "valid", "Your digits are a seal."],
    [shown(receipt).replace(/.$/, (digit) => (digit === "0" ? "1" : "0")), "invalid", "another record"],
    [receipt.slice(0, 6), "invalid", "another record"],
  ] as const) {
    await field.fill(typed);
    expect(await check(page, draw), typed).toBe(verdict);
    expect(await page.getByRole("status").innerText()).toContain(text);
  }
});

test("verifies pasted text and an opened file at once", async () => {
  const page = await openPage();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(draw));
  await page.getByLabel("Exported draw").focus();
  await page.keyboard.press("ControlOrMeta+V");
  await page.getByText("Draw 7 is valid").waitFor();
  const other = planDraw({ ...examplePlan, draw_no: 12, fates: {}, revisions: [] });
  await page.getByLabel("or its file").setInputFiles({
    name: "draw-12.json",
    mimeType: "application/json",
    buffer: Buffer.from(`\ufeff${JSON.stringify(other)}`),
  });
  await page.getByText("Draw 12 is valid").waitFor();
});

test("can be used with the keyboard alone", async () => {
  const page = await openPage();
  // So that no element has had the focus.
  await page.reload();
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(JSON.stringify(draw));
  for (const name of ["file", "receipt", "check"]) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(name);
  }
  await page.keyboard.press("Enter");
  await page.getByText("Draw 7 is valid").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.getByText("Compare digits and time with the message in the channel").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.id);
  while ((await focused()) !== "person") await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.getByRole("cell", { name: "王小明 (E0001) wins." }).waitFor();
});

test("fits on a phone, also with the longest names", async () => {
  const page = await openPage(FILE, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  const long = planDraw({
    ...examplePlan,
    prize: "W".repeat(150),
    fates: { ...examplePlan.fates, 1: { name: "W".repeat(200), id: "W".repeat(128) } },
  });
  expect(await check(page, long)).toBe("valid");
  await openDetails(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(26, 29, 33)");
});

test.each(["light", "dark"] as const)("has no barriers in %s colors", async (colorScheme) => {
  const page = await openPage(FILE, { colorScheme });
  await check(page, draw);
  await openDetails(page);
  expect(await findBarriers(page)).toEqual([]);
});

test("is in Chinese if the browser is", async () => {
  const page = await openPage(FILE, { locale: "zh-CN" });
  await page.getByLabel("导出的抽奖记录").fill(JSON.stringify(draw));
  await page.getByRole("button", { name: "验证" }).click();
  await page.getByText("第 7 次抽奖验证通过").waitFor();
  await page.getByText("人员名单和规则在随机数产生之前 11 秒就已固定，并公布在频道中。").waitFor();
  await page.getByText("随机数来自 drand（League of Entropy）第 1000 轮").waitFor();
  await page.getByLabel("查找").fill("E0004");
  await page
    .getByText("第 1 次更改，第 7 个位置：Person 4（E0004） 当时被第 9 次进行中的抽奖占用。")
    .waitFor();
  await page.getByText("不能证明名单没有遗漏任何人").waitFor();
  expect(await page.locator("#account li").first().innerText()).toBe(
    "王小明（E0001），序号 1 · 中奖资格被第 1 次更改取消",
  );
  expect(await page.locator("#account").innerText()).toContain("由 U0OPERATOR 发起");
  expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
});

test("is served with a policy that allows only its own script and style", async () => {
  const { url } = await serveSlack();
  const response = await fetch(`${url}/verify`);
  expect(response.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; script-src( 'sha256-[\w+/]{43}=')+; style-src 'sha256-[\w+/]{43}='; img-src data:; /,
  );
});
