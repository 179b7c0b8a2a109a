import { describe, expect, test } from "vitest";
import { describeFault, describeFaults } from "../../../../workflow/roster/file/describe-faults.ts";
import { type RosterFault, rosterFault } from "../../../../workflow/roster/file/roster-fault.ts";
import { rosterFileLocales } from "../../../../workflow/roster/file/texts/roster-file-locales.ts";

const place = { line: 17, column: "email", heading: "Mail*" } as const;
const cell = { ...place, value: "<!channel>" };
const date = { line: 17, column: "left_at", heading: "Left*", value: "<!channel>" } as const;

const faults: { [Kind in RosterFault["kind"]]: Omit<Extract<RosterFault, { kind: Kind }>, "kind"> } = {
  "empty-file": {},
  "too-large": { limit: 10_000_000 },
  "unpacks-too-large": { limit: 100_000_000 },
  "too-many-rows": { limit: 250_000 },
  "too-many-cells": { limit: 10_000_000 },
  "unsupported-format": { format: "numbers" },
  "damaged-workbook": {},
  "open-quote": { line: 17 },
  "missing-columns": { columns: ["employee_id", "employee_name"], line: 17, headings: ["Mail*"] },
  "repeated-column": { column: "email", headings: ["Mail*", "E-mail"], line: 17 },
  "no-rows": {},
  "surplus-cells": { line: 17 },
  "missing-value": place,
  "invisible-value": place,
  "too-long": { ...place, limit: 254 },
  "damaged-text": cell,
  "formula-error": cell,
  "rounded-number": cell,
  "not-an-email": cell,
  "not-a-slack-id": cell,
  "not-a-date": date,
  "no-such-date": date,
  "ambiguous-dates": { ...place, examples: ["01/02/2020", "<!channel>"] },
  "mixed-dates": {
    column: "left_at",
    heading: "Left*",
    dayFirst: { line: 17, value: "13/01/2020" },
    monthFirst: { line: 18, value: "<!channel>" },
  },
};
const all = Object.entries(faults).map(([kind, rest]) => rosterFault.parse({ kind, ...rest }));

describe.each(Object.entries(rosterFileLocales))("in %s", (_, texts) => {
  test.each(all)("$kind is described with its place and its value", (fault) => {
    const text = describeFault(fault, texts);
    expect(text).toMatch(/[.。]$/u);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    if ("line" in fault && fault.kind !== "ambiguous-dates") expect(text).toContain("17");
    if ("heading" in fault) expect(text).toContain(fault.heading);
    if ("value" in fault) expect(text).toContain(fault.value);
    if ("examples" in fault) for (const example of fault.examples) expect(text).toContain(example);
    if ("headings" in fault) for (const heading of fault.headings) expect(text).toContain(heading);
    if (fault.kind === "mixed-dates")
      for (const part of ["17", "13/01/2020", "18"]) expect(text).toContain(part);
  });

  test("only the first twenty faults are described, with the number of the others", () => {
    const fault = { kind: "open-quote", line: 4 } as const;
    const describeTimes = (times: number) => describeFaults(new Array(times).fill(fault), texts);
    expect(describeTimes(20)).toEqual(new Array(20).fill(describeFault(fault, texts)));
    expect(describeTimes(1_054)).toEqual([...describeTimes(20), texts.moreFaults(1_034)]);
    expect(texts.moreFaults(1_034)).toContain("1,034");
  });
});

test("every text is its own in each language", () => {
  const { en, "zh-CN": chinese } = rosterFileLocales;
  for (const fault of all) expect(describeFault(fault, chinese)).not.toBe(describeFault(fault, en));
});
