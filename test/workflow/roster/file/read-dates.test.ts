import { expect, test } from "vitest";
import { readText } from "./read-text.ts";

type DateOrder = "day-first" | "month-first";

/** Returns the dates of a file with this column, or its faults. */
async function readColumn(dates: readonly string[], dateOrder?: DateOrder) {
  const lines = dates.map((date, i) => `E${i},Ann,"${date}"`);
  const { rows, faults } = await readText(["ID,Name,Hired", ...lines].join("\n"), { dateOrder });
  return rows ? rows.map(({ employee_entry_date: date }) => date) : faults;
}

const place = { column: "employee_entry_date", heading: "Hired" };

test.each([
  [
    ["1/2/2026", "31/1/2026"],
    ["20260201", "20260131"],
  ],
  [
    ["1/2/2026", "1/31/2026"],
    ["20260102", "20260131"],
  ],
  [
    ["01/02/03", "32/01/03"],
    ["20010203", "20320103"],
  ],
  [
    ["26-01-02", "26-01-31", "98-12-31"],
    ["20260102", "20260131", "19981231"],
  ],
  [
    ["3/3/2026", "4/4/2026"],
    ["20260303", "20260404"],
  ],
  [
    ["1/2/2026", "2026-01-05", "", "31/1/2026"],
    ["20260201", "20260105", undefined, "20260131"],
  ],
])("the order of %j is decided from the whole column", async (dates, expected) => {
  expect(await readColumn(dates)).toEqual(expected);
});

test("a column that does not show its order is a question, with examples", async () => {
  const dates = ["2026-01-31", "3/3/2026", "1/2/2026", "1/2/2026", "3/4/2026", "5/6/2026", "7/8/2026"];
  expect(await readColumn(dates)).toEqual([
    { kind: "ambiguous-dates", ...place, line: 4, examples: ["1/2/2026", "3/4/2026", "5/6/2026"] },
  ]);
  expect(await readColumn(["1/2/2026"], "day-first")).toEqual(["20260201"]);
  expect(await readColumn(["1/2/2026"], "month-first")).toEqual(["20260102"]);
});

test.each([
  ["Hire date (MM/DD/YYYY)", "20260102"],
  ["Hire date [d/m/yy]", "20260201"],
  ["Eintrittsdatum (TT-MM-JJJJ)", "20260201"],
  ["入职日期（mm/dd/yyyy）", "20260102"],
])("the heading %s shows the order", async (heading, expected) => {
  const { rows } = await readText(`ID,Name,${heading}\nE1,Ann,1/2/2026\n`, { dateOrder: "month-first" });
  expect(rows).toMatchObject([{ employee_entry_date: expected }]);
  expect(await readText(`ID,Name,${heading}\nE1,Ann,1/2/2026\n`)).toMatchObject({ rows });
});

test("the answer counts only for columns that do not show their order", async () => {
  expect(await readColumn(["1/2/2026", "1/31/2026"], "day-first")).toEqual(["20260102", "20260131"]);
});

test("two digits may be a year at the beginning, if that is so in all dates", async () => {
  expect(await readColumn(["01/02/03", "31/01/03"])).toMatchObject([{ kind: "ambiguous-dates" }]);
  expect(await readColumn(["01/02/03", "31/01/03"], "day-first")).toEqual(["20030201", "20030131"]);
  expect(await readColumn(["98-12-31", "31-12-1998"])).toEqual([
    { kind: "no-such-date", ...place, line: 2, value: "98-12-31" },
  ]);
});

test("each column has its own order", async () => {
  const { rows } = await readText(
    "ID,Name,Hired,Left\nE1,Ann,1/2/2020,1/2/2026\nE2,Bo,31/1/2020,1/31/2026\n",
  );
  expect(rows).toMatchObject([
    { employee_entry_date: "20200201", left_at: "20260102" },
    { employee_entry_date: "20200131", left_at: "20260131" },
  ]);
});

test("two orders in one column are a fault with one line of each", async () => {
  expect(await readColumn(["1/2/2026", "31/1/2026", "1/31/2026", "2/28/2026"])).toEqual([
    {
      kind: "mixed-dates",
      ...place,
      dayFirst: { line: 3, value: "31/1/2026" },
      monthFirst: { line: 4, value: "1/31/2026" },
    },
  ]);
});

test("each cell that is not a date is a fault", async () => {
  expect(await readColumn(["soon", "2026-02-30", "2026-01-31", `${"9".repeat(100)}`])).toEqual([
    { kind: "not-a-date", ...place, line: 2, value: "soon" },
    { kind: "no-such-date", ...place, line: 3, value: "2026-02-30" },
    { kind: "not-a-date", ...place, line: 5, value: "9".repeat(60) },
  ]);
});
