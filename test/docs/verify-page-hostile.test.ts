/** @module-tag browser */
import { expect, test } from "vitest";
import { printable } from "../../infra/cli/printable.ts";
import { exampleText, readExample } from "../support/algorithm-doc.ts";
import { sign } from "../support/sign-draw.ts";
import { check, openPositions, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();

test("says that junk cannot be verified", async () => {
  const page = await openPage();
  for (const junk of [
    " ",
    "Draw #7",
    "null",
    "[[]]",
    '{"format": "lottery-draw-v2"}',
    exampleText.slice(0, 500),
    exampleText.replace('"outcome": "gap"', '"outcome": null'),
    exampleText.replace('"gap"', '"__proto__"'),
    exampleText.replace("{", '{"draw_no": 7,'),
    exampleText.replace('{"employee_id"', '{"\\u0065mployee_id": "E0005", "employee_id"'),
  ]) {
    expect(await check(page, exampleText)).toBe("valid");
    expect(await check(page, junk), junk).toBe("unreadable");
    expect(await page.locator("#account").innerText()).toBe("");
  }
});

test("shows markup in names, ids and reasons as text", async () => {
  const page = await openPage();
  const markup = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
  const draw = readExample();
  draw.prize = markup;
  draw.drawn_at = markup;
  Object.assign(draw.winners[0] ?? {}, { employee_name: markup });
  Object.assign(draw.positions[1] ?? {}, { employee_id: markup });
  Object.assign(draw.revisions[0] ?? {}, { reason: markup, requested_by: markup });
  expect(await check(page, JSON.stringify(sign(draw)))).toBe("valid");
  await openPositions(page);
  const text = await page.locator("#account").innerText();
  expect(text.split(markup).length - 1).toBe(7);
  expect(await page.locator("#account :is(img, script), #verdict img").count()).toBe(0);
  expect(await check(page, JSON.stringify({ [markup]: 1 }))).toBe("unreadable");
  expect(await page.locator("#verdict img").count()).toBe(0);
});

test("names a key that an object has twice", async () => {
  const page = await openPage();
  expect(await check(page, exampleText.replace('"drawn_at"', '"dr\\u0061w_no": 7, "drawn_at"'))).toBe(
    "unreadable",
  );
  expect(await page.getByRole("status").innerText()).toContain("The field draw_no is there twice.");
});

test("shows direction marks and other invisible characters as `npm run verify` does", async () => {
  const page = await openPage();
  const draw = readExample();
  const name = "Mallory\u202e eciA\u200e\u200b\u00ad 👩🏽‍💻 ❤️\u200d";
  draw.prize = name;
  Object.assign(draw.winners[0] ?? {}, { employee_name: name });
  Object.assign(draw.positions[1] ?? {}, { employee_id: "E\u200b0002" });
  Object.assign(draw.revisions[0] ?? {}, { reason: "is\u061c\naway" });
  expect(await check(page, JSON.stringify(sign(draw)))).toBe("valid");
  await openPositions(page);
  const text = await page.locator("#account").innerText();
  const shown = "Mallory\\u{202e} eciA\\u{200e}\\u{200b}\\u{00ad} 👩🏽‍💻 ❤️\\u{200d}";
  for (const part of [
    `Prize: ${shown}`,
    `${shown} (E0007, serial 7)`,
    "E\\u{200b}0002 has already won draw 3.",
    "Reason: is\\u{061c}\\u{000a}away",
  ])
    expect(text).toContain(part);
  expect(text).not.toMatch(/[\u202e\u200b\u200e\u00ad\u061c]/);
  const samples = Array.from({ length: 0x3000 }, (_, i) => `a${String.fromCharCode(i)}b`);
  expect(await page.evaluate(`${JSON.stringify(samples)}.map(visible)`)).toEqual(samples.map(printable));
});
