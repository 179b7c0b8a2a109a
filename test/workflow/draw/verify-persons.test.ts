import { expect, test } from "vitest";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { computeReasonDigest } from "../../../workflow/draw/person.ts";
import { verifyPersons } from "../../../workflow/draw/verify-persons.ts";
import { readExample } from "../../support/algorithm-doc.ts";

const salt = "ff".repeat(16);

/** The faults of the example after a change. */
function findFaults(change: (draw: ExportedDraw) => unknown) {
  const draw = readExample();
  change(draw);
  return verifyPersons(draw);
}

test("finds nothing in the example, in which somebody was erased", () => {
  expect(findFaults(() => undefined)).toEqual([]);
});

test.each([{ employee_name: "王小朋" }, { employee_id: "E0018" }, { salt }, { person: "ab".repeat(32) }])(
  "finds a changed %o of a person, and where",
  (change) => {
    expect(findFaults((draw) => Object.assign(draw.positions[3] ?? {}, change))).toEqual([
      { fault: "person", position: 3 },
    ]);
    expect(findFaults((draw) => Object.assign(draw.revisions[0]?.positions[4] ?? {}, change))).toEqual([
      { fault: "person", position: 10, revision: 1 },
    ]);
  },
);

test("counts positions around the order", () => {
  const [first, ...rest] = findFaults((draw) => {
    draw.roster_size = 8;
    Object.assign(draw.revisions[0]?.positions[4] ?? {}, { salt });
  });
  expect({ first, rest }).toEqual({ first: { fault: "person", position: 2, revision: 1 }, rest: [] });
});

test.each([
  { reason: "On leave" },
  { reason_salt: salt },
  { reason_digest: "ab".repeat(32) },
  { reason: undefined },
  { reason_salt: undefined },
  { reason_digest: undefined },
])("finds a reason with the change %o", (change) => {
  expect(findFaults((draw) => Object.assign(draw.revisions[0] ?? {}, change))).toEqual([
    { fault: "person", revision: 1 },
  ]);
});

test("finds that an empty reason is left out", () => {
  const reason_digest = computeReasonDigest(Buffer.from(salt, "hex"), "");
  const withReason = (reason: string | undefined) =>
    findFaults((draw) =>
      Object.assign(draw.revisions[0] ?? {}, { reason, reason_salt: salt, reason_digest }),
    );
  expect(withReason("")).toEqual([]);
  expect(withReason(undefined)).toEqual([{ fault: "person", revision: 1 }]);
});

test("accepts a reason that was erased, and a revision without a reason", () => {
  const erased = { reason: undefined, reason_salt: undefined };
  expect(findFaults((draw) => Object.assign(draw.revisions[0] ?? {}, erased))).toEqual([]);
  expect(
    findFaults((draw) => Object.assign(draw.revisions[0] ?? {}, { ...erased, reason_digest: undefined })),
  ).toEqual([]);
});
