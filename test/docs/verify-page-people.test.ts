/** @module-tag browser */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { orderSerials } from "../../workflow/draw/order.ts";
import { exampleText, readExample } from "../support/algorithm-doc.ts";
import { createSealedRoster, withoutBeacon } from "../support/sealed-roster.ts";
import { sign } from "../support/sign-draw.ts";
import { check, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();

describe("a person", () => {
  const found = async (page: Page, typed: string) => {
    await page.getByLabel("Find a person").fill(typed);
    return page.locator("#found").locator("li, p").allInnerTexts();
  };

  test("is found among a thousand winners by name, employee id or serial", async () => {
    const page = await openPage();
    const size = 1_000;
    const seed = readExample().seed;
    const serials = [...orderSerials(Buffer.from(seed, "hex"), size)];
    const roster = createSealedRoster(size, (serial) => ({
      employee_id: `E${String(serial).padStart(4, "0")}`,
      employee_name: `Name ${serial} ${serial === 42 ? "Zoë" : "Lee"}`,
      sealed_as: "free",
    }));
    const positions = serials.map((lottery_serial) => {
      const { sealed_as: _, ...person } = roster.personAt(lottery_serial);
      return { lottery_serial, outcome: "chosen" as const, ...person };
    });
    const { prize: _, ...example } = withoutBeacon(readExample());
    const draw = sign({
      ...example,
      roster_size: size,
      num_of_winners: size,
      positions,
      lost: [],
      winners: positions.map(({ lottery_serial, person }) => ({ lottery_serial, person })),
      revisions: [],
    });
    expect(await check(page, JSON.stringify(draw))).toBe("valid");
    const rank = serials.indexOf(42) + 1;
    const line = `Name 42 Zoë (E0042, serial 42): winner ${rank} of the draw`;
    for (const typed of ["zoe\u0308", " E0042 ", "e0042", "42", "name 42 z"])
      expect(await found(page, typed), typed).toContain(line);
    expect(await found(page, "e0042")).toEqual([line]);
    expect(await found(page, "nobody")).toEqual([
      "Nobody in this record matches. A person whose position the draw did not visit is not in it.",
    ]);
    expect(await found(page, "lee")).toHaveLength(21);
    expect((await found(page, "lee")).at(-1)).toBe("and 979 more");
    expect(await found(page, "")).toEqual([]);
  });

  test("is found with a cancelled win, and also if they were passed over", async () => {
    const page = await openPage();
    expect(await page.getByLabel("Find a person").isVisible()).toBe(false);
    expect(await check(page, exampleText)).toBe("valid");
    expect(await found(page, "王小明")).toEqual([
      "王小明 (E0007, serial 7): winner 1 of the draw · win cancelled by change 2",
    ]);
    expect(await found(page, "E0011")).toEqual([
      "Ana Müller (E0011, serial 1): winner 1 of change 1 · win cancelled by change 2",
    ]);
    expect(await found(page, "E0005")).toEqual([
      "The draw, position 3: E0005 was chosen, but draw 8 claimed them first.",
    ]);
    expect(await found(page, "E0008")).toEqual([
      "Change 1, position 7: E0008 was claimed by draw 9, which was under way.",
    ]);
    expect(await found(page, "1")).toEqual([
      "Ana Müller (E0011, serial 1): winner 1 of change 1 · win cancelled by change 2",
    ]);
    await check(page, "{}");
    expect(await page.getByLabel("Find a person").isVisible()).toBe(false);
  });
});
