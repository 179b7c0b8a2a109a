import fc from "fast-check";
import { expect, test } from "vitest";
import { employee } from "../../../../data/people/employee.ts";
import { parseRoster } from "../../../../infra/cli/roster/parse-roster.ts";
import { RosterFileError } from "../../../../infra/cli/roster/roster-file-error.ts";
import type { RosterFile } from "../../../../workflow/roster/file/roster-file.ts";
import { planImport } from "../../../../workflow/roster/plan/plan-import.ts";
import { FUZZ_TIMEOUT, fuzz } from "../../../support/fuzz.ts";
import { hostileText } from "../../../support/hostile-values.ts";

/** Returns the parsed file, or undefined if it is refused. */
function read(bytes: Uint8Array): RosterFile | undefined {
  try {
    return parseRoster(bytes);
  } catch (error) {
    if (error instanceof RosterFileError) return undefined;
    throw error;
  }
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const names = fc.constantFrom(
  ..."employee_id employee_name email slack_user_id left_at department __proto__ constructor toString".split(
    " ",
  ),
);
const cell = fc.oneof(
  { weight: 3, arbitrary: hostileText.map(quoted) },
  { weight: 1, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom("E1", "E2", "E3", "Ann", "20260131", "a@b.cd", "U0ANN", "") },
);
const files = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(fc.array(names, { maxLength: 3 }), fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 4 }))
    .map(([more, rows]) =>
      Buffer.from(
        [["employee_id", "employee_name", ...more], ...rows].map((cells) => cells.join(",")).join("\n"),
      ),
    ),
);

test(
  "any file is refused as a whole, or results in valid employees",
  () => {
    let readable = 0;
    fc.assert(
      fc.property(files, (bytes) => {
        const roster = read(bytes);
        if (!roster) return;
        readable++;
        const { changes } = planImport({
          file: roster,
          current: [],
          now: new Date(0),
          missing: "keep",
          resolutions: { all: "existing" },
        });
        for (const { employee_id, set } of changes)
          expect(employee.safeParse({ employee_id, ...set }).success).toBe(true);
      }),
      fuzz(72, 300),
    );
    expect(readable).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);
