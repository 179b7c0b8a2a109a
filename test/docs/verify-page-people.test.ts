/** @module-tag browser */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { planDraw } from "../support/planned-draw.ts";
import type { Fate } from "../support/planned-list.ts";
import { examplePlan } from "./example-plan.ts";
import { check, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();

describe("a person", () => {
  const found = async (page: Page, typed: string) => {
    await page.getByLabel("Find a person").fill(typed);
    return page.locator("#found").locator("li, p").allInnerTexts();
  };

  test("is found among a thousand winners of 10,000 people by name, employee id or serial", {
    tags: ["slow"],
  }, async () => {
    const fates: Record<number, Fate> = {};
    for (let serial = 1; serial <= 10_000; serial++) {
      if (serial % 50 === 0) fates[serial] = { outcome: "gap" };
      else if (serial % 7 === 0) fates[serial] = { outcome: "left" };
      else if (serial % 3 === 0) fates[serial] = { outcome: "won" };
      else fates[serial] = { name: `Name ${serial} ${serial % 100 === 1 ? "Zoë" : "Lee"}` };
    }
    const draw = planDraw({ size: 10_000, winners: 1_000, fates });
    const rank = draw.winners.findIndex(({ lottery_serial }) => lottery_serial % 100 === 1) + 1;
    const lucky = draw.winners[rank - 1]?.lottery_serial ?? 0;
    const page = await openPage();
    expect(await check(page, draw)).toBe("valid");
    expect(await page.locator("#account ol > li").count()).toBe(1_000);
    const id = `E${String(lucky).padStart(4, "0")}`;
    const line = `Name ${lucky} Zoë (${id}), serial ${lucky}: winner ${rank} of the draw`;
    for (const typed of ["zoe\u0308", ` ${id} `, id.toLowerCase(), String(lucky), `name ${lucky} z`])
      expect(await found(page, typed), typed).toContain(line);
    expect(await found(page, id)).toEqual([line]);
    expect(await found(page, "nobody")).toEqual([
      "Nobody in this record matches. A person whose position was not visited is not in it.",
    ]);
    expect(await found(page, "lee")).toHaveLength(21);
    expect((await found(page, "lee")).at(-1)).toMatch(/^and 9\d\d more$/);
    expect(await found(page, "")).toEqual([]);
  });

  test("is found with a cancelled win, and also if they were passed over", async () => {
    const page = await openPage();
    expect(await page.getByLabel("Find a person").isVisible()).toBe(false);
    expect(await check(page, planDraw(examplePlan))).toBe("valid");
    expect(await found(page, "王小明")).toEqual([
      "王小明 (E0001), serial 1: winner 1 of the draw · win cancelled by change 1",
    ]);
    expect(await found(page, "E0002")).toEqual([
      "Ana Müller (E0002), serial 2: winner 1 of change 1 · win cancelled by change 2",
    ]);
    expect(await found(page, "E0008")).toEqual([
      "The draw, position 3: Person 8 (E0008) was chosen, but draw 8 claimed them first.",
    ]);
    expect(await found(page, "person 4")).toEqual([
      "Change 1, position 7: Person 4 (E0004) was claimed by draw 9, which was under way.",
    ]);
    expect(await found(page, "1")).toEqual([
      "王小明 (E0001), serial 1: winner 1 of the draw · win cancelled by change 1",
    ]);
    await check(page, "{}");
    expect(await page.getByLabel("Find a person").isVisible()).toBe(false);
  });

  test("who was erased is found by serial only", async () => {
    const page = await openPage();
    const fates = { ...examplePlan.fates, 1: { isErased: true, name: "王小明" } };
    expect(await check(page, planDraw({ ...examplePlan, fates }))).toBe("valid");
    expect(await found(page, "1")).toEqual([
      "erased person, serial 1: winner 1 of the draw · win cancelled by change 1",
    ]);
    expect(await found(page, "王小明")).toEqual([expect.stringContaining("Nobody in this record matches")]);
  });
});
