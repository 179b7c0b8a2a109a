import { describe, expect, test } from "vitest";
import { readText } from "./read-text.ts";

/** Returns what is read from one cell of this column, or the kinds of its faults. */
async function readCell(heading: string, cell: string) {
  const [id, name] = heading === "id" ? [cell, "Ann"] : heading === "name" ? ["E1", cell] : ["E1", "Ann"];
  const more = heading === "id" || heading === "name" ? "" : `"${cell.replaceAll('"', '""')}"`;
  const quoted = [id, name].map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
  const { rows, faults } = await readText(
    `id,name,${more === "" ? "notes" : heading}\n${quoted},${more || "x"}\n`,
  );
  if (faults) return faults.map(({ kind }) => kind);
  const { employee_id, employee_name, ...rest } = rows?.[0] ?? { employee_id: "", employee_name: "" };
  return heading === "id" ? employee_id : heading === "name" ? employee_name : Object.values(rest).at(0);
}

describe("an id", () => {
  test.each([
    ["00017", "00017"],
    [" E1\t", "E1"],
    ["\u200b\ufeffE1\u00a0", "E1"],
    ['="00017"', "00017"],
    ["'00017", "00017"],
    ["'=1", "=1"],
    ["'t Hooft", "'t Hooft"],
    ["1017.0", "1017"],
    ["1017.05", "1017.05"],
    ["E1.0", "E1.0"],
    ["2E17", "2E17"],
    ["N/A", "N/A"],
    ["NULL", "NULL"],
    ["E\u200b1", "E\u200b1"],
    ["x".repeat(128), "x".repeat(128)],
  ])("%j is read as %j", async (cell, id) => {
    expect(await readCell("id", cell)).toBe(id);
  });

  test.each([
    ["", "missing-value"],
    ["-", "missing-value"],
    ["—", "missing-value"],
    ["\u2060\u200b", "missing-value"],
    ["\u00ad", "invisible-value"],
    ["1.23E+17", "rounded-number"],
    ["1,23457E+17", "rounded-number"],
    ["2E+17", "rounded-number"],
    ["2.5E17", "rounded-number"],
    ["#REF!", "formula-error"],
    ["#NV", "formula-error"],
    ["####", "formula-error"],
    ["E\ufffd", "damaged-text"],
    ["x".repeat(129), "too-long"],
  ])("%j is refused: %s", async (cell, kind) => {
    expect(await readCell("id", cell)).toEqual([kind]);
  });
});

describe("a name", () => {
  test.each([
    ["Ann\n\u202eLee", "Ann Lee"],
    ["王芳", "王芳"],
    ["Null", "Null"],
    ["None", "None"],
    ["None\u200b", "None"],
    ["Siobhán O’Rourke 🍀", "Siobhán O’Rourke 🍀"],
    ["<!channel>", "<!channel>"],
    ["Ann?", "Ann?"],
    ["Łukasz Żółć", "Łukasz Żółć"],
    ["Ångström", "Ångström"],
    ["N’Diaye-Smith", "N’Diaye-Smith"],
    ["x".repeat(200), "x".repeat(200)],
  ])("%j is read as %j", async (cell, name) => {
    expect(await readCell("name", cell)).toBe(name);
  });

  test.each([
    ["", "missing-value"],
    ["\u00ad\u3164", "invisible-value"],
    ["???", "damaged-text"],
    ["?? ??", "damaged-text"],
    ["JÃ¶rg", "damaged-text"],
    ["çŽ‹èŠ³", "damaged-text"],
    ["Ann\u0085", "damaged-text"],
    ["#VALUE!", "formula-error"],
    ["x".repeat(201), "too-long"],
  ])("%j is refused: %s", async (cell, kind) => {
    expect(await readCell("name", cell)).toEqual([kind]);
  });
});

describe("a cell of another column", () => {
  test.each([
    "",
    " ",
    "-",
    "–",
    "/",
    "N/A",
    "n/a",
    "#N/A",
    "null",
    "NONE",
    "(blank)",
    "无",
    "暂无",
    "0000-00-00",
    "00.00.0000",
    "\u200b",
    "\u00ad",
  ])("%j has no value", async (cell) => {
    for (const heading of ["email", "slack id", "department", "left", "hire date"])
      expect(await readCell(heading, cell)).toBeUndefined();
  });

  test.each([
    ["email", "ann@example.com", "ann@example.com"],
    ["email", "mailto:Ann@Example.com", "Ann@Example.com"],
    ["email", "Ann Lee <ann@example.com>", "ann@example.com"],
    ["email", "<ann@example.com>", "ann@example.com"],
    ["slack id", "U0ANN", "U0ANN"],
    ["slack id", "@U0ANN", "U0ANN"],
    ["slack id", "<@U0ANN>", "U0ANN"],
    ["slack id", "<@W0ANN|ann>", "W0ANN"],
    ["department", "R&D\n(Berlin)", "R&D (Berlin)"],
  ])("%s: %j is read as %j", async (heading, cell, value) => {
    expect(await readCell(heading, cell)).toBe(value);
  });

  test.each([
    ["email", "ann at example.com", "not-an-email"],
    ["email", "a@b.cd, c@d.ef", "not-an-email"],
    ["email", `${"x".repeat(250)}@b.cd`, "too-long"],
    ["slack id", "ann", "not-a-slack-id"],
    ["slack id", "u0ann", "not-a-slack-id"],
    ["department", "#REF!", "formula-error"],
    ["department", "x".repeat(201), "too-long"],
    ["hire date", "#VALUE!", "formula-error"],
  ])("%s: %j is refused: %s", async (heading, cell, kind) => {
    expect(await readCell(heading, cell)).toEqual([kind]);
  });
});

test("a row of totals is not a person, but a person may have this name", async () => {
  const lines = [
    "no,id,name,email",
    "1,E1,Ann,",
    "Total:,,1,",
    "合计,,,1 人",
    "1,Summe,,",
    "2,E2,Total,",
    ",,Bo,",
  ];
  expect(await readText(lines.slice(0, -1).join("\n"))).toMatchObject({
    rows: [{ employee_name: "Ann" }, { employee_name: "Total" }],
    lines: [2, 6],
  });
  expect(await readText(lines.join("\n"))).toMatchObject({ faults: [{ kind: "missing-value", line: 7 }] });
});

test("faults quote the beginning of a cell in one line", async () => {
  expect(await readText(`id,name,email\nE1,Ann,"a\nb${"c".repeat(100)}"\n`)).toEqual({
    faults: [
      { kind: "not-an-email", line: 2, column: "email", heading: "email", value: `a b${"c".repeat(57)}` },
    ],
  });
  // No emoji is cut in two.
  expect(await readText(`id,name,email\nE1,Ann,a${"🎁".repeat(100)}\n`)).toMatchObject({
    faults: [{ kind: "not-an-email", value: `a${"🎁".repeat(59)}` }],
  });
});
