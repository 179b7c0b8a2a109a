import fc from "fast-check";
import type { RosterItem } from "../../../../data/people/roster-item.ts";
import type { RosterColumn, RosterRow } from "../../../../workflow/roster/file/roster-row.ts";
import {
  ALL,
  CONFLICT_KINDS,
  keyOfKind,
  type Resolution,
  type Resolutions,
} from "../../../../workflow/roster/plan/conflict.ts";
import { type MissingChoice, planImport } from "../../../../workflow/roster/plan/plan-import.ts";

export const now = new Date("2026-06-15T12:00:00Z");
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

/** Random files and rosters of people who look alike, with general decisions. */
export const cases = fc
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

/**
 * The same, with answers about pairs until nothing is open: without general decisions, to what these leave open, or to
 * everything, so that answers also differ from general decisions.
 */
export const answered = fc
  .tuple(cases, fc.nat(2 ** 20), fc.constantFrom("only", "beside", "against"))
  .map(([input, salt, how]) => {
    const general = input.resolutions;
    const given = how === "beside" ? {} : answerAll({ ...input, resolutions: {} }, salt);
    if (how === "only") return { ...input, resolutions: given };
    return { ...input, resolutions: answerAll({ ...input, resolutions: { ...general, ...given } }, salt) };
  });
