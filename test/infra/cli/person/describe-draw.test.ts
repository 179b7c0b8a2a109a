import { expect, test } from "vitest";
import type { DrawRecord } from "../../../../data/ledger/draw-record.ts";
import type { PersonTraces } from "../../../../data/people/person-traces.ts";
import { describeDraw } from "../../../../infra/cli/person/describe-draw.ts";
import type { VisitedPosition } from "../../../../workflow/draw/eligibility.ts";
import {
  drawingRecord,
  drawnRecord,
  failedRecord,
  revisionRecord,
  visitedPerson,
  winnerAt,
} from "../../../support/draw-records.ts";

/** The person has no serial on the roster any more, unless a test gives one. */
const PERSON: PersonTraces = { employee_id: "E0002", names: ["Name 2"], slack_user_ids: ["U0TWO"] };
const LOST = { employee_id: "E0002", lottery_serial: 2, draw_no: 6 };
const PAGE = "ab".repeat(32);

const rosterPages = {
  read: () => Promise.reject(new Error("There is no page.")),
  write: () => Promise.reject(new Error("There is no page.")),
};
const describe = (draw: DrawRecord, positions: VisitedPosition[] = [], person = PERSON) =>
  describeDraw(draw, new Map([[PAGE, positions]]), person, rosterPages);

test("nothing is printed about a draw that does not know the person", async () => {
  for (const draw of [drawingRecord(), drawnRecord(), failedRecord()])
    expect(await describe(draw)).toBeUndefined();
  const revised = drawnRecord({ revisions: [revisionRecord(1, { voided: ["E0001"], reason: "is away" })] });
  expect(await describe(revised)).toBeUndefined();
});

test("the salt of the person's serial is stored by every draw with that serial", async () => {
  const { salt } =
    (await describe(drawnRecord(), [], { ...PERSON, lottery_serial: 1_000 }))?.roster_entry ?? {};
  expect(salt).toMatch(/^[0-9a-f]{32}$/);
  expect(await describe(drawnRecord(), [], { ...PERSON, lottery_serial: 1_001 })).toBeUndefined();
});

test("a draw in which the person was visited shows the position, with its salt", async () => {
  const draw = drawnRecord();
  const visited: VisitedPosition[] = [
    { lottery_serial: 1, outcome: "chosen", ...visitedPerson(1, draw) },
    { lottery_serial: 2, outcome: "left", ...visitedPerson(2, draw) },
  ];
  const described = await describe(draw, visited);
  expect(described?.visited).toEqual([
    { ...visited[1], salt: expect.stringMatching(/^[0-9a-f]{32}$/), page: PAGE },
  ]);
  expect(described).toMatchObject({ winners: [], lost: [], revisions: [] });
});

test("a draw in progress says that it has claimed the person, or that they asked for it", async () => {
  const claiming = await describe(drawingRecord({ candidates: new Set(["E0002"]) }));
  expect(claiming).toMatchObject({ status: "drawing", claimed: true, visited: [] });
  expect(claiming).not.toHaveProperty("requested_by");
  const asked = await describe(drawingRecord({ requested_by: "U0TWO" }));
  expect(asked).toMatchObject({ requested_by: "U0TWO" });
  expect(asked).not.toHaveProperty("claimed");
});

test("a revision is shown with what it stores about the person, and nothing else", async () => {
  const salts = { reason_salt: "cd".repeat(16) };
  const draw = drawnRecord({
    winners: [winnerAt(1)],
    lost: [LOST, { employee_id: "E0003", lottery_serial: 3 }],
    revisions: [
      revisionRecord(1, { requested_by: "U0TWO", reason: "is away", ...salts }),
      revisionRecord(2, { requested_by: "U0OTHER", voided: ["E0002"], reason: "is ill", ...salts }),
      revisionRecord(3, { requested_by: "U0OTHER", reason: "instead of E0002", ...salts }),
      revisionRecord(4, { winners: [winnerAt(2), winnerAt(3)] }),
      revisionRecord(5, { lost: [LOST] }),
      revisionRecord(6, { voided: ["E0002"] }),
    ],
  });
  const { lost, revisions = [] } = (await describe(draw)) ?? {};
  expect(lost).toEqual([LOST]);
  const common = { kind: "redraw", revised_at: expect.any(String), receipt: expect.any(String), lost: [] };
  expect(revisions).toStrictEqual([
    { ...common, requested_by: "U0TWO", winners: [] },
    { ...common, cancelled_the_win: true, reason: "is ill", ...salts, winners: [] },
    { ...common, reason: "instead of E0002", ...salts, winners: [] },
    { ...common, winners: [winnerAt(2)] },
    { ...common, winners: [], lost: [LOST] },
    { ...common, cancelled_the_win: true, winners: [] },
  ]);
});

test("a failed draw shows the facts and the cause that name the person", async () => {
  const error_facts = { serial: 2, first: "E0002", second: "E0003" };
  const named = await describe(failedRecord({ error: "RosterBroken", error_facts, cause: "x" }));
  expect(named).toMatchObject({ error: "RosterBroken", error_facts: { first: "E0002" } });
  expect(named?.error_facts).toEqual({ first: "E0002" });
  expect(named).not.toHaveProperty("cause");
  const caused = await describe(failedRecord({ cause: "Name 2 is there twice." }));
  expect(caused).toMatchObject({ error: "CustomError", cause: "Name 2 is there twice." });
  expect(caused).not.toHaveProperty("error_facts");
});
