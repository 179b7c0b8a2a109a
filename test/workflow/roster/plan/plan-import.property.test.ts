import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEmployeeKey } from "../../../../data/people/employee-key.ts";
import { hasItemLeft, type RosterItem } from "../../../../data/people/roster-item.ts";
import type { RosterColumn, RosterRow } from "../../../../workflow/roster/file/roster-row.ts";
import {
  ALL,
  CONFLICT_KINDS,
  keyOfKind,
  type Resolution,
  type Resolutions,
} from "../../../../workflow/roster/plan/conflict.ts";
import { type MissingChoice, planImport } from "../../../../workflow/roster/plan/plan-import.ts";
import { applyChanges } from "./apply-changes.ts";

const now = new Date("2026-06-15T12:00:00Z");
const seed = Number(process.env["PLAN_SEED"] ?? 16);

const ids = ["7", "07", "007", "E1", "e1", "Ｅ1", "E01", "E2", "E3", "E4", "E5"];
const optional = <Value>(...values: Value[]) => fc.constantFrom(undefined, ...values);
const attributes = fc.record({
  employee_name: fc.constantFrom("Ann", "Bo"),
  email: optional("a@example.com", "A@Example.com", "b@example.com", "c@example.com"),
  slack_user_id: optional("U0ANN", "U0BO"),
  left_at: optional("20200101", "20991231"),
});

const withoutUndefined = <Item extends object>(item: Item) =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));

const roster = fc
  .uniqueArray(fc.record({ employee_id: fc.constantFrom(...ids), attributes }), {
    selector: ({ employee_id }) => employee_id,
    maxLength: 6,
  })
  .map((people) =>
    people.map(
      ({ employee_id, attributes: more }, i): RosterItem => ({
        ...withoutUndefined(more),
        employee_id,
        lottery_serial: i + 1,
      }),
    ),
  );

const file = fc
  .record({
    rows: fc.array(fc.record({ employee_id: fc.constantFrom(...ids), attributes }), { maxLength: 6 }),
    more: fc.subarray<RosterColumn>(["email", "slack_user_id", "left_at"]),
  })
  .map(({ rows, more }) => {
    const columns = new Set<RosterColumn>(["employee_id", "employee_name", ...more]);
    return {
      columns,
      rows: rows.map(
        ({ employee_id, attributes: { employee_name, ...rest } }): RosterRow => ({
          employee_id,
          employee_name,
          ...Object.fromEntries(
            Object.entries(rest).filter(
              ([name, value]) => value !== undefined && more.some((each) => each === name),
            ),
          ),
        }),
      ),
      lines: rows.map((_, i) => i + 2),
      ignored: [],
    };
  });

const resolution = fc.constantFrom<Resolution>("existing", "new", "both");
const keys = [ALL, ...CONFLICT_KINDS.map(keyOfKind)];
const resolutions: fc.Arbitrary<Resolutions> = fc.dictionary(fc.constantFrom(...keys), resolution, {
  maxKeys: 5,
});
const missing = fc.constantFrom<MissingChoice>("keep", "left");

const cases = fc
  .record({ current: roster, file, missing, decided: resolutions })
  .map(({ decided, ...rest }) => ({
    ...rest,
    now,
    // Every conflict has a decision in the end.
    resolutions: { [ALL]: "existing", ...decided } as Resolutions,
  }));

/** The answers that somebody gives by key, in turns, to all that plans ask: each option of a pair is as likely. */
function answerAll(input: Parameters<typeof planImport>[0], salt: number): Resolutions {
  const resolutions: Record<string, Resolution> = { ...input.resolutions };
  for (let turn = 0; turn < 12; turn++) {
    const open = planImport({ ...input, resolutions }).conflicts;
    if (open.length === 0) break;
    for (const { key, options } of open) {
      const chosen = options[(Number.parseInt(key.slice(0, 6), 16) ^ salt) % options.length];
      if (chosen) resolutions[key] = chosen;
    }
  }
  return resolutions;
}

const answered = fc.tuple(cases, fc.nat(2 ** 20), fc.boolean()).map(([input, salt, isGeneral]) => ({
  ...input,
  resolutions: answerAll(isGeneral ? input : { ...input, resolutions: {} }, salt),
}));

const runs = { seed, numRuns: Number(process.env["PLAN_RUNS"] ?? 150) };

/** People who can be one person, in groups: those who have not left, with the same id or account. */
function findDoubles(items: readonly RosterItem[]): string[][] {
  const active = items.filter((item) => !hasItemLeft(item, now));
  const keysOf = ({ employee_id, email, slack_user_id }: RosterItem) => [
    `id ${createEmployeeKey(employee_id)}`,
    ...(typeof email === "string" ? [email.toLowerCase()] : []),
    ...(typeof slack_user_id === "string" ? [slack_user_id] : []),
  ];
  const pairs = active.flatMap((item) => keysOf(item).map((key) => ({ key, id: item.employee_id })));
  return [...Map.groupBy(pairs, ({ key }) => key).values()]
    .map((group) => group.map(({ id }) => id))
    .filter(({ length }) => length > 1);
}

const serialsOf = (items: readonly RosterItem[]) =>
  new Map(items.map(({ employee_id, lottery_serial }) => [employee_id, lottery_serial]));

describe("a plan of any file for any roster", () => {
  test("changes nothing if it is made and applied a second time", () => {
    fc.assert(
      fc.property(cases, ({ current, ...input }) => {
        const plan = planImport({ ...input, current });
        fc.pre(plan.isReady && findDoubles(current).length === 0);
        const after = applyChanges(current, plan.changes);
        expect(planImport({ ...input, current: after })).toMatchObject({
          isReady: true,
          changes: [],
          added: [],
          changed: [],
          returning: [],
          left: [],
        });
      }),
      runs,
    );
  });

  test("changes nothing a second time, whatever was answered about each pair", () => {
    fc.assert(
      fc.property(answered, ({ current, ...input }) => {
        const { isReady, changes } = planImport({ ...input, current });
        fc.pre(isReady && findDoubles(current).length === 0);
        expect(planImport({ ...input, current: applyChanges(current, changes) }).changes).toEqual([]);
      }),
      runs,
    );
  });

  test("that is interrupted after any of its writes and made again results in the same roster", () => {
    fc.assert(
      fc.property(cases, fc.nat(2), fc.nat(2 ** 20), ({ current, ...input }, at, bits) => {
        fc.pre(findDoubles(current).length === 0);
        const { changes } = planImport({ ...input, current });
        const complete = applyChanges(current, changes);
        const isFirst = changes.filter(({ is_first }) => is_first);
        const isNew = changes.filter(({ is_new }) => is_new);
        const isOther = changes.filter(({ is_first, is_new }) => !is_first && !is_new);
        expect(changes).toEqual([...isFirst, ...isNew, ...isOther]);
        // A group is written when the one before it is complete.
        const [stage = isFirst, ...before] =
          [[isFirst], [isNew, isFirst], [isOther, isNew, isFirst]][at] ?? [];
        const written = stage.filter((_, i) => ((bits >> i) & 1) === 1);
        const interrupted = applyChanges(current, [...before.reverse().flat(), ...written]);
        const rest = planImport({ ...input, current: interrupted });
        expect(applyChanges(interrupted, rest.changes)).toEqual(complete);
      }),
      runs,
    );
  });

  test("changes nobody's serial, and leaves no gap", () => {
    fc.assert(
      fc.property(cases, ({ current, ...input }) => {
        const after = serialsOf(applyChanges(current, planImport({ ...input, current }).changes));
        for (const [id, serial] of serialsOf(current)) expect(after.get(id)).toBe(serial);
        const serials = [...after.values()].toSorted((a, b) => Number(a) - Number(b));
        expect(serials).toEqual(serials.map((_, i) => i + 1));
      }),
      runs,
    );
  });

  test("lets nobody win under two entries who did not have them, unless it is decided that these are two people", () => {
    fc.assert(
      fc.property(cases, ({ current, ...input }) => {
        fc.pre(!Object.values(input.resolutions).includes("both") && findDoubles(current).length === 0);
        const after = applyChanges(current, planImport({ ...input, current }).changes);
        expect(findDoubles(after)).toEqual([]);
      }),
      runs,
    );
  });

  test("counts every row and every person once", () => {
    fc.assert(
      fc.property(cases, ({ current, ...input }) => {
        const plan = planImport({ ...input, current, resolutions: {} });
        const changed = [plan.added, plan.changed, plan.returning, plan.left].flat();
        const changedIds = changed.map(({ employee_id }) => employee_id);
        expect(new Set(changedIds).size).toBe(changedIds.length);
        expect(plan.isReady).toBe(plan.conflicts.length === 0);
        expect(plan.changes.map(({ employee_id }) => employee_id).toSorted()).toEqual(
          plan.isReady ? changedIds.toSorted() : [],
        );
      }),
      runs,
    );
  });

  test("has another digest if anything differs that it follows from", () => {
    fc.assert(
      fc.property(cases, cases, (one, other) => {
        const [first, second] = [planImport(one), planImport(other)];
        if (first.digest === second.digest) expect(first).toEqual(second);
        const shuffled = { ...one, current: one.current.toReversed() };
        expect(planImport(shuffled)).toEqual(first);
      }),
      runs,
    );
  });
});
