/** @module-tag browser */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomeNames, outcomes } from "../../workflow/draw/eligibility.ts";
import { exportedDraw } from "../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { exampleText, readExample } from "../support/algorithm-doc.ts";
import { arbitraryDraw } from "../support/arbitrary-draw.ts";
import { changesOf } from "../support/changes-of.ts";
import { publishedBeacon } from "../support/published-beacon.ts";
import { serveSlack } from "../support/serve-slack.ts";
import { sign } from "../support/sign-draw.ts";
import { check, FILE, openPositions, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();

describe.each([
  ["opened as a file", () => Promise.resolve(FILE)],
  ["served by the local stack", async () => `${(await serveSlack()).url}/verify`],
])("%s", (_, locate) => {
  test("shows that a draw is valid, its receipts, its changes, what is not proved, and why these people won", async () => {
    const page = await openPage(await locate());
    expect(await check(page, exampleText)).toBe("valid");
    const verdict = await page.getByRole("status").innerText();
    expect(verdict).toContain("Draw 7 is valid");
    expect(verdict).toContain("92a27-7c8f8-cf529-096c6-36b05-4c52f-77418-7d215");
    expect(await page.locator(".receipt").allInnerTexts()).toEqual([
      "fbb0e-f0c65-a4dcb-6789d-67ca1-74ea8-94cb1-1adf3",
      "2ea6b-2154b-8d654-7e3ca-ab248-6749b-e0acc-b2b80",
      "92a27-7c8f8-cf529-096c6-36b05-4c52f-77418-7d215",
    ]);
    expect(verdict).toContain(
      "does not prove that everyone was on the roster list, or that the owner of the AWS account (or of the machine) did not choose the seed.",
    );
    expect(await page.getByRole("listitem").allInnerTexts()).toEqual([
      "王小明 (E0007, serial 7) · win cancelled by change 2",
      "Zoë O'Neil (E0009, serial 9) · win cancelled by change 1",
      "Ana Müller (E0011, serial 1) · win cancelled by change 2",
    ]);
    expect(await page.locator("li s").count()).toBe(3);
    const story = await page.locator("#account").innerText();
    for (const part of [
      "Change 1: redraw",
      "Wins cancelled: Zoë O'Neil (E0009)",
      "Reason: On leave \\ until June",
      "Decided 2026-05-05T08:00:00.000Z, requested by U0OPERATOR.",
      "Change 2: the whole draw was voided",
      "Wins cancelled: 王小明 (E0007), Ana Müller (E0011)",
      "Decided 2026-05-06T10:15:00.000Z.",
    ])
      expect(story).toContain(part);
    await openPositions(page);
    expect(await page.locator("td:nth-child(3)").allInnerTexts()).toEqual([
      "No employee has this serial.",
      "E0002 has already won draw 3.",
      "E0005 was chosen, but draw 8 claimed them first.",
      "E0007 wins. Change 2 cancelled this win.",
      "E0003 has left.",
      "E0009 wins. Change 1 cancelled this win.",
      "E0008 was claimed by draw 9, which was under way.",
      "E0010 has already won an earlier draw.",
      "No employee has this serial.",
      "E0006 has already won draw 2.",
      "E0011 wins. Change 2 cancelled this win.",
    ]);
  });

  test("shows what is wrong after one change", async () => {
    const page = await openPage(await locate());
    expect(await check(page, exampleText.replace("王小明", "王大明"))).toBe("invalid");
    expect(await page.locator("#verdict li").allInnerTexts()).toEqual([
      "The draw: the receipt does not match the record.",
    ]);
  });
});

test("has the table of outcomes of workflow/draw/eligibility.ts, with texts in both languages", async () => {
  const page = await openPage();
  const expected = Object.entries(outcomes).map(([name, { names, verification }]) => [
    name,
    { names, verification },
  ]);
  expect(await page.evaluate("Object.entries(outcomes)")).toEqual(expected);
  for (const language of ["en", "zh"])
    expect(await page.evaluate(`Object.keys(texts.${language}.outcomes)`)).toEqual(outcomeNames);
});

test("compares the receipt with the visitor's", async () => {
  const page = await openPage();
  const receipt = page.getByLabel("The latest receipt");
  for (const [typed, verdict, text] of [
    ["92A27-7c8f8-cf529-096c6-36b05-4c52f-77418-7d215 ", "valid", "matches yours"],
    ["92a277c8f8cf529096c636b054c52f774187d2155afbfeeed163b3f9100e836a", "valid", "matches yours"],
    ["fbb0e-f0c65-a4dcb-6789d-67ca1-74ea8-94cb1-1adf3", "valid", "was changed later"],
    ["fbb0e-f0c65-a4dcb-6789d-67ca1-74ea8-94cb1-1adf0", "invalid", "another record"],
    ["fbb0ef", "invalid", "another record"],
  ] as const) {
    await receipt.fill(typed);
    expect(await check(page, exampleText), typed).toBe(verdict);
    expect(await page.getByRole("status").innerText()).toContain(text);
  }
});

test("verifies pasted text and an opened file at once", async () => {
  const page = await openPage(FILE, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.evaluate((text) => navigator.clipboard.writeText(text), exampleText);
  await page.getByLabel("Exported draw").focus();
  await page.keyboard.press("ControlOrMeta+V");
  await page.getByText("Draw 7 is valid").waitFor();
  const other = sign({ ...readExample(), draw_no: 12 });
  await page.getByLabel("or its file").setInputFiles({
    name: "draw-12.json",
    mimeType: "application/json",
    buffer: Buffer.from(`\ufeff${JSON.stringify(other)}`),
  });
  await page.getByText("Draw 12 is valid").waitFor();
});

test("can be used with the keyboard alone", async () => {
  const page = await openPage();
  await page.keyboard.press("Tab");
  await page.keyboard.insertText(exampleText);
  for (const name of ["file", "receipt", "check"]) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(name);
  }
  await page.keyboard.press("Enter");
  await page.getByText("Draw 7 is valid").waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("person");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.getByRole("cell", { name: "E0007 wins." }).waitFor();
});

test("fits on a phone, also with the longest names", async () => {
  const page = await openPage(FILE, { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
  const draw = readExample();
  draw.prize = "W".repeat(150);
  Object.assign(draw.winners[0] ?? {}, { employee_name: "W".repeat(200) });
  Object.assign(draw.positions[1] ?? {}, { employee_id: "W".repeat(128) });
  expect(await check(page, JSON.stringify(sign(draw)))).toBe("valid");
  await openPositions(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(26, 29, 33)");
});

test("is in Chinese if the browser is", async () => {
  const page = await openPage(FILE, { locale: "zh-CN" });
  await page.getByLabel("导出的抽奖记录").fill(exampleText);
  await page.getByRole("button", { name: "核对" }).click();
  await page.getByText("第 7 次抽奖核对无误").waitFor();
  await page.getByLabel("查找").fill("E0008");
  await page.getByText("第 1 次更改，第 7 个位置：E0008 当时被第 9 次进行中的抽奖占用。").waitFor();
  await page.getByText("不能证明名册没有遗漏任何人").waitFor();
  expect(await page.locator("#account li").first().innerText()).toBe(
    "王小明（E0007，序号 7） · 中奖资格被第 2 次更改取消",
  );
  expect(await page.locator("#account").innerText()).toContain("由 U0OPERATOR 发起");
  expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
});

test("is served with a policy that allows only its own script and style", async () => {
  const { url } = await serveSlack();
  const response = await fetch(`${url}/verify`);
  expect(response.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; img-src data:; /,
  );
});

test("finds the same faults as `npm run verify` in 300 valid and forged draws", async () => {
  const samples = fc
    .sample(fc.tuple(arbitraryDraw, fc.nat(), fc.nat(2)), { seed: 20_260_303, numRuns: 300 })
    .map(([draw, pick, kind]) => {
      const sound = JSON.stringify(draw);
      if (kind === 0) return sound;
      const changes = [...changesOf(JSON.parse(sound))];
      const { value } = changes[pick % changes.length] ?? { value: null };
      // Half of the forged draws get new receipts.
      const forged = exportedDraw.safeParse(value);
      return JSON.stringify(kind === 2 && forged.success ? sign(forged.data) : value);
    });
  const expected = samples.map((sample) => {
    const draw = exportedDraw.safeParse(JSON.parse(sample));
    return draw.success ? verifyDraw(draw.data, publishedBeacon) : "unreadable";
  });
  const page = await openPage();
  const found = await page.evaluate(async (contents: string[]) => {
    const verdict = document.querySelector<HTMLElement>("#verdict");
    const source = document.querySelector<HTMLTextAreaElement>("#draw");
    if (!verdict || !source) throw new Error("The page has no verdict or no input.");
    const results: unknown[] = [];
    for (const content of contents) {
      const done = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (verdict.dataset["verdict"] === "checking") return;
          observer.disconnect();
          resolve();
        });
        observer.observe(verdict, { childList: true });
      });
      source.value = content;
      document.querySelector<HTMLElement>("#check")?.click();
      await done;
      if (verdict.dataset["verdict"] === "unreadable") results.push("unreadable");
      else
        results.push(
          Array.from(verdict.querySelectorAll("li"), (item): unknown =>
            JSON.parse(item.dataset["fault"] ?? ""),
          ),
        );
    }
    return results;
  }, samples);
  expect(found).toEqual(expected);
  const count = (of: (faults: unknown) => boolean) => expected.filter(of).length;
  expect(count((it) => it === "unreadable")).toBeGreaterThan(20);
  expect(count((it) => Array.isArray(it) && it.length === 0)).toBeGreaterThan(50);
  expect(count((it) => Array.isArray(it) && it.length > 0)).toBeGreaterThan(50);
});
