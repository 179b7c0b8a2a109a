import { describe, expect, test } from "vitest";
import { readText } from "./read-text.ts";

const names = async (text: string) => {
  const { rows, lines, faults } = await readText(text);
  return faults ?? rows.map(({ employee_name }, i) => [lines[i], employee_name]);
};

describe("the separator", () => {
  test.each([
    ["commas", "id,name\n1,a;b\n"],
    ["semicolons", "id;name\n1;a,b\n"],
    ["tabs", "id\tname\n1\ta,b\n"],
    ["in quoted headings", '"id";"name"\n"1";"a,b"\n'],
    ["that a title does not have", "List, of people, of 2026\nid;name\n1;a,b\n"],
    ["of fewer parts than another one, whose parts are not headings", "a,b,c,d,e\nid;name\n1;x\n"],
    ["stated by sep=", "sep=|\nid|name\n1|a,b\n"],
    ["stated by sep= as a tab", "sep=\\t\nid\tname\n1\ta,b\n"],
    ["stated by sep= in quotes, with separators after it", '"sep=;";;\r\nid;name\r\n1;a,b\r\n'],
    ["stated in capital letters", "SEP=;\nid;name\n1;a,b\n"],
  ])("%s", async (_, text) => {
    expect(await readText(text)).toMatchObject({
      rows: [{ employee_id: "1" }],
      columns: ["employee_id", "employee_name"],
    });
  });

  test("is one for the whole file", async () => {
    expect(await names("id;name\n1;a,b\n2;c\n")).toEqual([
      [2, "a,b"],
      [3, "c"],
    ]);
  });
});

describe("lines", () => {
  test.each(["\n", "\r\n", "\r"])(
    "may end with %j, and their numbers are those that an editor shows",
    async (end) => {
      const lines = ["id,name", "", '1,"a', 'b"', ",,", "2,c", "", "3,d"];
      expect(await names(lines.join(end))).toEqual([
        [3, "a b"],
        [6, "c"],
        [8, "d"],
      ]);
    },
  );

  test("may end in different ways in one file", async () => {
    expect(await names("id,name\r\n1,a\n2,b\r3,c")).toEqual([
      [2, "a"],
      [3, "b"],
      [4, "c"],
    ]);
  });

  test("are counted with the line sep=", async () => {
    expect(await names("sep=,\nid,name\n1,a\n")).toEqual([[3, "a"]]);
  });

  test("may be shorter or longer than the one with headings, if what is longer is empty", async () => {
    expect(await readText("id,name,email,\n1,a\n2,b,b@c.de,x,,\n")).toMatchObject({
      rows: [
        { employee_id: "1", employee_name: "a" },
        { employee_id: "2", employee_name: "b", email: "b@c.de" },
      ],
      ignored: [],
    });
  });

  test.each([
    ["id,name\n1,Ann\n2,Lee, Bo\n,, a note\n"],
    ['"id,name"\n"1,Ann"\n"2,Lee, Bo"\n'],
    // R writes the numbers of the rows without a heading, so that all values are one column too far.
    ['"id","name"\n\n"1","E1","Ann"\n'],
  ])(
    "with more values than headings are refused, because the values may be in wrong columns: %j",
    async (text) => {
      expect(await names(text)).toEqual([{ kind: "surplus-cells", line: 3 }]);
    },
  );

  test("may be in one cell each, separators included", async () => {
    expect(await names('"id,name"\n"1,""a, b"""\n\n"2,c"\n')).toEqual([
      [2, "a, b"],
      [4, "c"],
    ]);
  });
});

describe("quotation marks", () => {
  test.each([
    ['1,"a ""b"" c"', 'a "b" c'],
    ['1,a "b" c', 'a "b" c'],
    ['1,5" disk', '5" disk'],
    ['1,"a;b,c"', "a;b,c"],
    ["1,'a'", "'a'"],
  ])("%s", async (line, name) => {
    expect(await names(`id,name\n${line}\n`)).toEqual([[2, name]]);
  });

  test("without an end are a fault in the line in which they begin", async () => {
    expect(await names('id,name\n1,a\n\n2,"b\n3,c\n')).toEqual([{ kind: "open-quote", line: 4 }]);
    expect(await names('sep=,\nid,name\n2,"b\n3,c\n')).toEqual([{ kind: "open-quote", line: 3 }]);
  });

  test.each([
    ['id,name\n1,"a\n2,b\n3,c"\n4,d\n'],
    ['id;name;email\n1;"a;a@b.de\n2;b";b@b.de\n3;c;c@b.de\n'],
    ['id\tname\n1\t"a\n2\t"b"\n'],
  ])("with an end in a later line do not hide the lines between: %j", async (text) => {
    expect(await names(text)).toEqual([{ kind: "open-quote", line: 2 }]);
  });

  test("may be around several lines of a cell", async () => {
    expect(await names('id,name,address\n1,"a, b\nc","Street 1,\n\n10115 Berlin"\n')).toEqual([
      [2, "a, b c"],
    ]);
  });
});
