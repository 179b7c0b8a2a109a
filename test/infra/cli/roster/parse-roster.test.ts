import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRoster } from "../../../../infra/cli/roster/parse-roster.ts";
import { RosterFileError } from "../../../../infra/cli/roster/roster-file-error.ts";

const parse = (text: string) => parseRoster(Buffer.from(text));

function messageOf(text: string | Uint8Array): string {
  try {
    parseRoster(Buffer.from(text));
  } catch (error) {
    if (error instanceof RosterFileError) return error.message;
    throw error;
  }
  throw new Error("The file is valid.");
}

describe("a roster file", () => {
  test.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
  ])("may be separated by %s", (_, delimiter) => {
    const lines = [
      ["employee_id", "Employee_Name", "employee_entry_date", "email", "slack_user_id"],
      ["E1", '"王芳, 小芳; 芳"', "2015-03-02", "fang@example.com", "U0FANG"],
      ["E2", "O’Rourke 🍀", "", "", ""],
    ];
    const { rows, columns } = parse(
      `\ufeff${lines.map((cells) => cells.join(delimiter)).join("\r\n")}\r\n\r\n`,
    );
    expect(rows).toEqual([
      {
        employee_id: "E1",
        employee_name: "王芳, 小芳; 芳",
        employee_entry_date: "20150302",
        email: "fang@example.com",
        slack_user_id: "U0FANG",
      },
      { employee_id: "E2", employee_name: "O’Rourke 🍀" },
    ]);
    expect([...columns]).toEqual([
      "employee_id",
      "employee_name",
      "employee_entry_date",
      "email",
      "slack_user_id",
    ]);
  });

  test.each([
    ["employee_id,employee_name,Employee_Name\nE1,Ann,Bob\n", 'the column "employee_name" is repeated'],
    ["employee_id,employee_name,__proto__\nE1,Ann,x\n", 'the column "__proto__" is unknown'],
  ])("must not have repeated or unknown columns: %j", (text, fault) => {
    expect(messageOf(text)).toContain(fault);
  });

  test("results in names of one line", () => {
    expect(parse('employee_id,employee_name\nE1,"Ann\n\u202eLee"\n').rows).toEqual([
      { employee_id: "E1", employee_name: "Ann Lee" },
    ]);
  });

  test("is refused with all problems by line and column, without the content of the cells", () => {
    const message = messageOf(
      [
        "employee_id,employee_name,email,slack_user_id,left_at",
        "E1,Ann,ann at example,U0ANN,",
        "E2,,bo@example.com,nobody,2026-02-30",
        "E1,Cy,,,",
      ].join("\n"),
    );
    expect(message.split("\n").map((line) => line.replace(/: .*/, ""))).toEqual([
      "The file is invalid:",
      "line 2, email",
      "line 3, employee_name",
      "line 3, slack_user_id",
      "line 3, left_at",
    ]);
    expect(message).not.toMatch(/Ann|example|nobody/);
  });

  test("must not have an id without visible characters", () => {
    expect(messageOf("employee_id,employee_name\n\u200b,Ann\n")).toContain(
      "line 2, employee_id: has no visible character",
    );
  });

  test.each([
    ["employee_id,name\nE1,Ann\n", 'the column "name" is unknown; the column employee_name is missing'],
    ["employee_id,employee_name,lottery_serial\nE1,Ann,1\n", 'the column "lottery_serial" is unknown'],
    ["employee_id,employee_name\n", "no rows"],
    ["", "no rows"],
    ["employee_id,employee_name\nE1\n", "line 2"],
    ['employee_id,employee_name\nE1,"Ann\n', "not well-formed CSV"],
    [Buffer.from([0x65, 0xcd, 0xf5]), "CSV UTF-8"],
  ])("is refused if it is malformed: %j", (text, why) => {
    expect(messageOf(text)).toContain(why);
  });

  test("is parsed or refused with RosterFileError, with any content", { tags: ["slow"] }, () => {
    const piece = fc.constantFrom(
      "employee_id",
      "employee_name",
      ",",
      ";",
      '"',
      "\n",
      "\r",
      "E1",
      "__proto__",
      "王",
      "\0",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc
            .array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 30 })
            .map((parts) => Buffer.from(parts.join(""))),
          fc
            .array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 20 })
            .map((parts) => Buffer.from(`employee_id,employee_name\n${parts.join("")}`)),
        ),
        (bytes) => {
          try {
            for (const { employee_id, employee_name } of parseRoster(bytes).rows)
              expect([employee_id, employee_name].join(" ")).not.toMatch(/[\r\n]/);
          } catch (error) {
            expect(error).toBeInstanceOf(RosterFileError);
          }
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("a cell", () => {
  const file = (column: string, cell: string) => `employee_id,employee_name,${column}\nE1,Ann,${cell}\n`;

  test.each(["2026-01-31", "20260131", "2026-0131", "202601-31"])("may contain the date %s", (date) => {
    expect(parse(file("left_at", date)).rows).toMatchObject([{ left_at: "20260131" }]);
  });

  test.each(["x2026-01-31", "2026-01-31x", "2026/01/31", "26-01-31"])(
    "must not contain the date %s",
    (date) => {
      expect(messageOf(file("left_at", date))).toContain(
        "line 2, left_at: must be a date, such as 2026-01-31 or 20260131",
      );
    },
  );

  test("must not contain a date that does not exist", () => {
    expect(messageOf(file("employee_entry_date", "2026-02-30"))).toContain("is not a calendar date");
  });

  test("may contain a department of up to 200 characters", () => {
    const longest = "部".repeat(200);
    for (const department of ["R", longest])
      expect(parse(file("department", department)).rows).toMatchObject([{ department }]);
    expect(messageOf(file("department", `${longest}x`))).toContain("line 2, department");
  });
});
