import { describe, expect, test } from "vitest";
import {
  employee,
  findEntryDay,
  findExclusion,
  hasLeft,
  hasOptedOut,
} from "../../../data/people/employee.ts";

const bare = { employee_id: "E1", employee_name: "王芳", lottery_serial: 1 };

test("needs only an id, a name and a serial", () => {
  expect(employee.parse({ ...bare, email: 4, employee_entry_date: null })).toEqual(bare);
});

test.each([
  ["no id", { employee_id: undefined }],
  ["an empty id", { employee_id: "" }],
  ["no name", { employee_name: undefined }],
  ["a name of nothing but blanks", { employee_name: " \n " }],
  ["no serial", { lottery_serial: undefined }],
  ["the serial 0", { lottery_serial: 0 }],
  ["a serial that is not an integer", { lottery_serial: 1.5 }],
  ["a serial that is text", { lottery_serial: "1" }],
  ["a serial beyond 2^40", { lottery_serial: 2 ** 40 + 1 }],
])("refuses an item with %s", (_what, attributes) => {
  expect(employee.safeParse({ ...bare, ...attributes }).success).toBe(false);
});

test("turns a name into one line, without controls of the writing direction", () => {
  const name = " 王\r\n芳\u2028 Jr.\u0000\t\u202eEvil\u2066 ";
  expect(employee.parse({ ...bare, employee_name: name }).employee_name).toBe("王 芳 Jr. Evil");
});

test.each(["U1", "xU0BEFORE", "U0BEHIND>", "u0lower", "U0A B", "<!channel>", "C0CHANNEL", 7, null])(
  "ignores the malformed Slack id %s",
  (slack_user_id) => {
    expect(employee.parse({ ...bare, slack_user_id }).slack_user_id).toBeUndefined();
  },
);

test("keeps a valid Slack id", () => {
  expect(employee.parse({ ...bare, slack_user_id: "W012AB3CD" }).slack_user_id).toBe("W012AB3CD");
});

describe("on 15 June 2026", () => {
  const now = new Date("2026-06-15T23:59:59Z");
  const left = (left_at: unknown) => hasLeft(employee.parse({ ...bare, left_at }), now);

  test.each([
    undefined,
    null,
    false,
    "",
    "20260616",
    "2026-06-16",
    20_260_616,
    "2026-06-16T00:00:00Z",
    "20991231",
  ])("a person with left_at %s has not left", (leftAt) => {
    expect(left(leftAt)).toBe(false);
  });

  test.each(["20260615", "2026-06-15", 20_260_614, "2026-06-15T23:59:59+02:00", "1999-01-01"])(
    "a person with left_at %s has left",
    (leftAt) => {
      expect(left(leftAt)).toBe(true);
    },
  );

  test.each([
    "yes",
    "15.06.2027",
    "20270",
    0,
    1,
    "20279999",
    "2027-13-01",
    "2027-02-30",
    "until 2099-12-31",
    true,
  ])("a person with left_at %s, which is not a date, counts as left", (leftAt) => {
    expect(left(leftAt)).toBe(true);
  });
});

describe("an exclusion", () => {
  const on = (day: string) => new Date(`${day}T12:00:00Z`);

  test("includes its last day", () => {
    for (const excluded_until of ["2027-01-31", "20270131", 20_270_131]) {
      expect(findExclusion({ excluded_until }, on("2027-01-31"))).toBe("2027-01-31");
      expect(findExclusion({ excluded_until }, on("2027-02-01"))).toBeUndefined();
    }
  });

  test("without a day that exists is for ever", () => {
    for (const excluded_until of ["always", "yes", true, "2027-02-30", "20270230", "31.01.2027"])
      expect(findExclusion({ excluded_until }, on("2050-01-01"))).toBe("always");
    for (const excluded_until of [undefined, null, false, ""])
      expect(findExclusion({ excluded_until }, on("2026-01-01"))).toBeUndefined();
  });
});

describe("opting out", () => {
  const at = (minute: number) => `2026-06-15T12:${String(minute).padStart(2, "0")}:00.000Z`;
  const isOut = (out: unknown, back: unknown, minute: number) =>
    hasOptedOut({ opted_out_at: out, opted_in_at: back }, new Date(at(minute)));

  test("lasts until the person opts back in", () => {
    expect([9, 10, 11].map((minute) => isOut(at(10), undefined, minute))).toEqual([false, true, true]);
    expect([11, 20, 21].map((minute) => isOut(at(10), at(20), minute))).toEqual([true, false, false]);
    expect([29, 30, 31].map((minute) => isOut(at(30), at(20), minute))).toEqual([false, true, true]);
  });

  test("a draw sees who had opted out when it was requested, whatever they change while it runs", () => {
    const requested = 15;
    const before = [undefined, at(5), at(10)];
    for (const [out, back] of [
      [before[0], before[0]],
      [before[1], before[0]],
      [before[1], before[2]],
      [before[2], before[1]],
    ]) {
      const was = isOut(out, back, requested);
      const [laterOut, laterBack] = was ? [out, at(20)] : [at(20), back];
      expect(isOut(laterOut, laterBack, requested)).toBe(was);
      expect(isOut(laterOut, laterBack, 20)).toBe(!was);
    }
  });

  test("a value that is not a time counts as opted out, until the person opts back in", () => {
    for (const out of ["yes", true, "2026-06-15", 1]) {
      expect(isOut(out, undefined, 0)).toBe(true);
      expect(isOut(out, at(10), 9)).toBe(true);
      expect(isOut(out, at(10), 10)).toBe(false);
      expect(isOut(out, "no", 10)).toBe(true);
    }
    for (const out of [undefined, null, false, ""]) expect(isOut(out, undefined, 0)).toBe(false);
  });
});

test("nobody has joined on a day that does not exist", () => {
  expect(findEntryDay({ employee_entry_date: "20260228" })).toBe("2026-02-28");
  expect(findEntryDay({ employee_entry_date: "20260230" })).toBeUndefined();
});
