import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEmployeeKey } from "../../../../data/people/employee-key.ts";
import { type EmployeeChange, hasItemLeft, type RosterItem } from "../../../../data/people/roster-item.ts";
import { planImport } from "../../../../workflow/roster/plan/plan-import.ts";
import { fuzz } from "../../../support/fuzz.ts";
import { applyChanges } from "./apply-changes.ts";
import { answered, cases, now } from "./random-imports.ts";

const runs = fuzz(16, 300);

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

/** Where an import stops: in one of its three stages, after any of its writes. */
const stop = fc.record({ stage: fc.nat(2), bits: fc.nat(2 ** 20) });

/** The changes that are written when an import stops. A stage is written when the one before it is complete. */
function takeWritten(changes: readonly EmployeeChange[], at: { stage: number; bits: number }) {
  const stages = [
    changes.filter(({ is_first }) => is_first),
    changes.filter(({ is_first, is_new }) => is_new && !is_first),
    changes.filter(({ is_first, is_new }) => !is_first && !is_new),
  ];
  expect(changes).toEqual(stages.flat());
  const complete = stages.slice(0, at.stage).flat();
  return [...complete, ...(stages[at.stage] ?? []).filter((_, i) => ((at.bits >> i) & 1) === 1)];
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

  test("that is interrupted after any of its writes and made again results in the same roster", () => {
    fc.assert(
      fc.property(cases, stop, ({ current, ...input }, at) => {
        fc.pre(findDoubles(current).length === 0);
        const { changes } = planImport({ ...input, current });
        const interrupted = applyChanges(current, takeWritten(changes, at));
        const rest = planImport({ ...input, current: interrupted });
        expect(applyChanges(interrupted, rest.changes)).toEqual(applyChanges(current, changes));
      }),
      runs,
    );
  });

  test("that is interrupted twice asks nothing new, results in the same roster, and then changes nothing, whatever was answered about each pair", () => {
    fc.assert(
      fc.property(answered, stop, stop, ({ current, ...input }, at, again) => {
        const { isReady, changes } = planImport({ ...input, current });
        fc.pre(isReady);
        let interrupted = applyChanges(current, takeWritten(changes, at));
        const second = planImport({ ...input, current: interrupted });
        expect(second.conflicts).toEqual([]);
        interrupted = applyChanges(interrupted, takeWritten(second.changes, again));
        const third = planImport({ ...input, current: interrupted });
        expect(third.conflicts).toEqual([]);
        const complete = applyChanges(current, changes);
        expect(applyChanges(interrupted, third.changes)).toEqual(complete);
        expect(planImport({ ...input, current: complete })).toMatchObject({ isReady: true, changes: [] });
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
