/** @module-tag browser */
import { expect, test } from "vitest";
import { planEntry } from "../support/planned-ledger.ts";
import { examplePlan } from "./example-plan.ts";
import { check, FILE, findFaults, openDetails, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();
const entry = planEntry(examplePlan, 1);

test("an entry says who was on the list and how, and which seal to compare", async () => {
  const page = await openPage();
  expect(await check(page, entry)).toBe("valid");
  const verdict = await page.getByRole("status").innerText();
  for (const part of [
    "You are on the list of draw 7",
    "王小明 (E0001), you are No. 1 on the list of 10 sealed for draw 7. When it was sealed, you could win.",
    /Now compare the seal: [0-9a-f]{5}(-[0-9a-f]{5}){7} must be in a message in the channel/,
    "from before Aug 23, 2023, 3:59:24 PM UTC, when the random number is published.",
    "a person who never checks could be missing from it",
  ])
    expect(verdict).toMatch(part);
  await openDetails(page);
  const account = await page.locator("#account").innerText();
  expect(account).toContain('Prize: Tea "龙井" 🍵');
  expect(account).toContain("who joined before 2023-07-01, could take part. Campaign: Year-end party.");
  expect(account).toContain("Seal for round 1000");
  expect(account).toContain(entry.roster_digest);
  expect(await page.getByLabel("Find a person").isVisible()).toBe(false);
});

test("an entry says whether the person could win when the draw was sealed", async () => {
  const page = await openPage();
  for (const [serial, text] of [
    [1, "could win"],
    [7, "had already won or been claimed"],
    [6, "were not in a department of this draw"],
    [3, "were excluded"],
  ] as const) {
    expect(await check(page, planEntry(examplePlan, serial))).toBe("valid");
    expect(await page.getByRole("status").innerText()).toContain(
      `sealed for draw 7. When it was sealed, you ${text}.`,
    );
  }
});

test("every entry of a list can be proved, whatever its size", async () => {
  const page = await openPage();
  const entries = [1, 2, 3, 5, 8, 13].flatMap((size) =>
    Array.from({ length: size }, (_, i) => planEntry({ size, winners: 1 }, i + 1)),
  );
  expect(await page.evaluate(`${JSON.stringify(entries)}.flatMap(checkEntry)`)).toEqual([]);
});

test("an entry that was changed proves nothing", async () => {
  const page = await openPage();
  const [first = "", ...rest] = entry.proof;
  for (const [change, faults] of [
    [{ employee_name: "王大明" }, ["entry"]],
    [{ employee_id: "E0002" }, ["entry"]],
    [{ salt: "0".repeat(32) }, ["entry"]],
    [{ sealed_as: "taken" }, ["entry"]],
    [{ lottery_serial: 2 }, ["entry"]],
    [{ lottery_serial: 11 }, ["entry"]],
    // The tree does not say how long the list is, but the seal does.
    [{ roster_size: 9 }, ["seal"]],
    [{ roster_size: 20 }, ["entry", "seal"]],
    [{ roster_digest: "0".repeat(64) }, ["entry", "seal"]],
    [{ proof: rest }, ["entry"]],
    [{ proof: [first, first, ...rest] }, ["entry"]],
    [{ proof: [...rest, first] }, ["entry"]],
    [{ draw_no: 8 }, ["seal"]],
    [{ prize: "Coffee" }, ["seal"]],
    [{ num_of_winners: 3 }, ["seal"]],
    [{ rules: {} }, ["seal"]],
    [{ rules: { ...entry.rules, again: true } }, ["seal"]],
    [{ round: 1_001 }, ["seal"]],
    [{ commitment: "0".repeat(64) }, ["seal"]],
    [{ link: "1".repeat(64) }, ["seal"]],
    [{ seal: "0".repeat(64) }, ["seal"]],
    [{ chain: "0".repeat(64) }, ["seal", "chain"]],
  ] as const) {
    const what = JSON.stringify(change);
    expect(await findFaults(page, { ...entry, ...change }), what).toEqual(faults.map((fault) => ({ fault })));
    expect(await page.getByRole("status").innerText(), what).toContain("This entry proves nothing");
    expect(await page.locator("#account").innerText(), what).toBe("");
  }
});

test("an entry of another seal than the visitor's is not theirs", async () => {
  const page = await openPage();
  const seal = page.getByLabel("for your own entry: the seal");
  await seal.fill(entry.seal ?? "");
  expect(await check(page, entry)).toBe("valid");
  expect(await page.getByRole("status").innerText()).toContain("The seal matches yours.");
  await seal.fill("0".repeat(40));
  expect(await check(page, entry)).toBe("invalid");
  expect(await page.getByRole("status").innerText()).toContain("Your digits belong to another record.");
});

test("an entry is shown in Chinese if the browser is", async () => {
  const page = await openPage(FILE, { locale: "zh-CN" });
  expect(await check(page, entry)).toBe("valid");
  expect(await page.getByRole("status").innerText()).toContain(
    "王小明（E0001），在为第 7 次抽奖封存的 10 人名单上，你是第 1 号，封存时可以中奖。",
  );
});
