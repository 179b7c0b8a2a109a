import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../../../workflow/roster/file/decode-text.ts";
import { readFile } from "./read-text.ts";

const utf16 = (text: string, isBigEndian: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
};
const TEXT = "工号,姓名,Name\r\n0017,王小芳,Jörg 🍀\r\n";

describe("text", () => {
  test.each([
    ["utf-8", Buffer.from(TEXT)],
    ["utf-8", Buffer.from(`\ufeff${TEXT}`)],
    ["utf-8", Buffer.from("id,name")],
    ["utf-16le", utf16(`\ufeff${TEXT}`, false)],
    ["utf-16le", utf16(TEXT, false)],
    ["utf-16be", utf16(`\ufeff${TEXT}`, true)],
    ["utf-16be", utf16(TEXT, true)],
  ] as const)("in %s is read, also without a mark", (encoding, bytes) => {
    const decoded = decodeText(bytes);
    expect(decoded?.encoding).toBe(encoding);
    expect(decoded?.text).toBe(bytes.length === 7 ? "id,name" : TEXT);
  });

  // The names of the fixtures, in the bytes of the encodings.
  test.each([
    ["gb18030", "b9a4bac52cd0d5c3fb0a312ccdf5b7bc0a", "工号,姓名\n1,王芳\n"],
    ["gb18030", "69642c6e616d650a312cc0eebda8b9fa0a", "id,name\n1,李建国\n"],
    ["gb18030", "69642c6e616d650a312cd5c58139ef310a", "id,name\n1,张㐂\n"],
    ["windows-1252", "69643b6e616d650a313b4af67267204dfc6c6c65720a", "id;name\n1;Jörg Müller\n"],
    ["windows-1252", "69643b6e616d650a313b52656ee9650a", "id;name\n1;Renée\n"],
    ["windows-1252", "69643b6e616d650a313b47726fdf0a323b53f6ddfc0a", "id;name\n1;Groß\n2;SöÝü\n"],
    ["windows-1252", "69643b6e616d650a313b4f92436f6e6e6f720a", "id;name\n1;O’Connor\n"],
  ])("in %s is recognized: %s", (encoding, hex, text) => {
    expect(decodeText(Buffer.from(hex, "hex"))).toEqual({ text, encoding });
  });

  test("in UTF-8 with a damaged character stays UTF-8, so that the damage is found", async () => {
    const bytes = Buffer.concat([Buffer.from("工号,姓名\n1,王芳\n2,李"), Buffer.from([0xe5, 0xbb, 0x0a])]);
    expect(decodeText(bytes)).toEqual({ text: "工号,姓名\n1,王芳\n2,李\ufffd\n", encoding: "utf-8" });
    expect(await readFile(bytes)).toEqual({
      faults: [
        { kind: "damaged-text", line: 3, column: "employee_name", heading: "姓名", value: "李\ufffd" },
      ],
    });
  });
});

test.each([
  ["zeros", Buffer.from("id,na\0me\n1,Ann\n")],
  [
    "an odd number of bytes of UTF-16",
    Buffer.concat([utf16("id,name\n1,Ann\n", false), Buffer.from([0x41])]),
  ],
  [
    "half of a character in UTF-16",
    Buffer.concat([utf16("id,name\n1,Ann", false), Buffer.from([0x3c, 0xd8, 0x0a, 0])]),
  ],
])("bytes with %s are not text", (_, bytes) => {
  expect(decodeText(bytes)).toBeUndefined();
});

test.each([
  ["Windows-1251 (Cyrillic)", "69643b6e616d650a313bc8e2e0ed20cfe5f2f0eee20a"],
  ["Windows-1253 (Greek)", "69643b6e616d650a313bc3e9fef1e3eff20a"],
  ["Windows-1250 (Polish)", "69643b6e616d650a313ba3756b61737a2057f36a63696b0a"],
  ["Big5", "69642c6e616d650a312ca4fda470a9fa0a322caa4cabd8b0ea0a"],
  ["Shift JIS", "69642c6e616d650a312c8db293a189d48e710a"],
])("names in %s, which is not read, are refused", async (_, hex) => {
  const { faults = [] } = await readFile(Buffer.from(hex, "hex"));
  expect(faults.map(({ kind }) => kind)).toContain("damaged-text");
});

test("a name that is valid in a guessed encoding but looks wrong is refused", async () => {
  const [mac, dos] = ["excel-macintosh.csv", "excel-ms-dos.csv"].map((name) =>
    readFileSync(new URL(`shapes/${name}`, import.meta.url)),
  );
  expect(await readFile(mac ?? Buffer.of())).toMatchObject({
    faults: [{ kind: "damaged-text" }, { kind: "damaged-text" }],
  });
  expect(await readFile(dos ?? Buffer.of())).toMatchObject({ faults: [{ kind: "damaged-text" }] });
});
