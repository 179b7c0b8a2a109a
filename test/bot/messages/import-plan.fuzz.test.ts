import fc from "fast-check";
import { expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatConflictForm } from "../../../bot/messages/conflict-form.ts";
import { formatForm } from "../../../bot/messages/form.ts";
import { formatDecidedPlan, formatPlan } from "../../../bot/messages/import-plan.ts";
import { formatSourceProblem } from "../../../bot/messages/import-problem.ts";
import { type Answer, MOST_ASKED } from "../../../bot/roster/asked-conflict.ts";
import { MOST_EXAMPLES } from "../../../bot/roster/plan-summary.ts";
import { viewSchema } from "../../../infra/local/slack/simulated/interactions/views.ts";
import { rosterFileLocales } from "../../../workflow/roster/file/texts/roster-file-locales.ts";
import { fuzz } from "../../support/fuzz.ts";
import { expectHarmless } from "../../support/harmless.ts";
import { hostileText } from "../../support/hostile-values.ts";

const locale = fc.constantFrom("en", "zh-CN");
const ATTRIBUTES = [
  "employee_name",
  "email",
  "department",
  "employee_entry_date",
  "left_at",
  "lottery_serial",
];

const change = fc.record({
  attribute: fc.constantFrom(...ATTRIBUTES),
  before: hostileText,
  after: hostileText,
});
const person = fc.record({
  employee_id: hostileText,
  name: hostileText,
  changes: fc.array(change, { maxLength: ATTRIBUTES.length }),
});
const people = fc.record({
  count: fc.nat(100_000),
  examples: fc.array(person, { maxLength: MOST_EXAMPLES }),
});
const plan = fc.record({
  importId: fc.constant("0123456789abcdef0123"),
  planNo: fc.integer({ min: 1, max: 1_000 }),
  source: fc.constant({ kind: "workspace" } as const),
  notice: fc.constantFrom(undefined, "Notice."),
  summary: fc.record({
    added: people,
    changed: people,
    returning: people,
    left: people,
    missing: people,
    is_missing_decided: fc.boolean(),
    unchanged: fc.nat(100_000),
    conflicts: fc.nat(2),
    is_contradictory: fc.boolean(),
    is_unrepeatable: fc.boolean(),
    ignored: fc.array(hostileText, { maxLength: 40 }),
    hidden: people,
    guess: fc.option(
      fc.record({
        encoding: fc.constant("windows-1252" as const),
        examples: fc.array(hostileText, { minLength: 1, maxLength: 5 }),
      }),
      { nil: undefined },
    ),
    left_out: fc.constant({ guest: 1, external: 2, bot: 3, deactivated: 4, missing: 5 }),
  }),
});

test("Slack accepts every plan, and shows what people wrote as plain text", () => {
  fc.assert(
    fc.property(locale, plan, (language, shown) => {
      expectHarmless(formatPlan(shown, locales[language]));
      expectHarmless(formatDecidedPlan(shown, "The end.", locales[language]));
    }),
    fuzz(16, 60),
  );
});

const party = fc.record({
  employee_id: hostileText,
  employee_name: hostileText,
  email: hostileText,
  department: hostileText,
});
const conflict = fc.record({
  key: fc.constant("0123456789abcdef"),
  kind: fc.constantFrom("spelling", "leading-zeros", "slack-account", "email", "twice-in-file"),
  existing: party,
  row: party.map((each) => ({ ...each, line: 2 })),
  options: fc.constant(["existing", "new", "both"] satisfies Answer[]).map((options) => [...options]),
});

test("Slack accepts the form with as many questions as it can have", () => {
  const origin = { channelId: "D0OPERATOR", channelName: "directmessage", nonce: "n" };
  const asked = fc.array(conflict, { minLength: MOST_ASKED, maxLength: MOST_ASKED });
  fc.assert(
    fc.property(locale, asked, (language, conflicts) => {
      const form = formatConflictForm(conflicts, { state: "import:1", others: 7 }, locales[language]);
      const view = JSON.parse(JSON.stringify(formatForm(form, origin)));
      expect(() => viewSchema.parse(view)).not.toThrow();
      expect(
        JSON.stringify(view.blocks.filter(({ type }: { type: string }) => type === "section")),
      ).not.toMatch(/<[!@#]/);
    }),
    fuzz(17, 10),
  );
});

test("Slack accepts the faults of every file", () => {
  const fault = fc.record({
    kind: fc.constant("not-a-date" as const),
    line: fc.nat(),
    column: fc.constant("left_at" as const),
    heading: hostileText,
    value: hostileText,
  });
  const request = { source: { kind: "file", file_id: "F01" }, other_accounts: [] } as const;
  fc.assert(
    fc.property(locale, fc.array(fault, { minLength: 1, maxLength: 20 }), (language, faults) => {
      const problem = { kind: "faults" as const, faults, others: 3 };
      const texts = { texts: locales[language], fileTexts: rosterFileLocales[language] };
      expectHarmless(formatSourceProblem(problem, { ...request, other_accounts: [] }, texts));
    }),
    fuzz(18, 40),
  );
});
