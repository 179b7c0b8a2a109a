import type { KnownBlock } from "@slack/web-api";
import type { Texts } from "../locales/texts.ts";
import type { RosterSource } from "../roster/import-request.ts";
import { PLANNED, type PlanExample, type PlanSummary } from "../roster/plan-summary.ts";
import { cutText } from "./cut-text.ts";
import { buttonRow } from "./form-fields.ts";
import { describeSource } from "./import-forms.ts";
import { fillSections, MAX_MESSAGE_LENGTH, type Message, section, textOf } from "./message.ts";
import { escapeMrkdwn, mentionPerson } from "./mrkdwn.ts";

/** The buttons of a plan. Their value names the import and the plan. */
export const PLAN_ACTIONS = {
  apply: "lottery_import_apply",
  resolve: "lottery_import_resolve",
  left: "lottery_import_left",
  cancel: "lottery_import_cancel",
} as const;

const MAX_VALUE = 60;
const MAX_HEADINGS = 20;

/** Shortens a text that people wrote, for one of many places in a message. */
function shorten(text: string): string {
  return escapeMrkdwn(cutText(text, MAX_VALUE));
}

function formatChange(
  { attribute, before, after }: PlanExample["changes"][number],
  { imports: { attribute: say } }: Texts,
): string {
  const names: Readonly<Record<string, string>> = say.names;
  const name = names[attribute] ?? escapeMrkdwn(attribute);
  const show = (value: string) => (attribute === "slack_user_id" ? mentionPerson(value) : shorten(value));
  if (before === undefined) return say.set(name, show(after ?? ""));
  return after === undefined
    ? say.removed(name, show(before))
    : say.replaced(name, show(before), show(after));
}

function formatExample({ employee_id, name, changes }: PlanExample, texts: Texts): string {
  const person = `${shorten(name)} (${shorten(employee_id)})`;
  const changed = changes.map((change) => formatChange(change, texts)).join(texts.listSeparator);
  return changed === "" ? person : `${person}: ${changed}`;
}

/** Lists people: those with changes one in each line, others in one line. */
function listPeople({ count, examples }: PlanSummary["added"], texts: Texts): string[] {
  const { plan } = texts.imports;
  const shown = examples.map((each) => formatExample(each, texts));
  const more = count > shown.length ? [plan.more(count - shown.length)] : [];
  const isLong = examples.some(({ changes }) => changes.length > 0);
  return isLong
    ? [...shown, ...more].map((line) => `• ${line}`)
    : [[...shown, ...more].join(texts.listSeparator)];
}

/** The value of the buttons of a plan. */
function formatPlanButton(importId: string, planNo: number): string {
  return `${importId}:${planNo}`;
}

/** A plan, and what it is from. `notice` is above it. */
export interface ShownPlan {
  summary: PlanSummary;
  importId: string;
  planNo: number;
  source: RosterSource;
  notice?: string | undefined;
}

const hasNothingToDo = (summary: PlanSummary): boolean => PLANNED.every((kind) => summary[kind].count === 0);

/** The paragraphs of a plan, in lines. */
function formatParagraphs({ summary, source, notice }: ShownPlan, texts: Texts): string[][] {
  const { plan } = texts.imports;
  const { guess, hidden } = summary;
  const titles = {
    added: plan.added,
    changed: plan.changedPeople,
    returning: plan.returning,
    left: plan.left,
    missing: summary.is_missing_decided ? plan.kept : plan.missing,
  };
  const kinds = Object.entries(summary.left_out).map(([kind, count]) =>
    plan.kinds[kind as keyof PlanSummary["left_out"]](count),
  );
  const headings = summary.ignored.slice(0, MAX_HEADINGS).map(shorten);
  const others = summary.ignored.length - headings.length;
  return [
    ...(notice === undefined ? [] : [[notice]]),
    [plan.title(describeSource(source, texts))],
    ...(hidden && hidden.count > 0 ? [[plan.hidden(hidden.count), ...listPeople(hidden, texts)]] : []),
    ...(guess
      ? [[plan.guess(plan.encodings[guess.encoding], guess.examples.map(shorten).join(texts.listSeparator))]]
      : []),
    ...([...PLANNED, "missing"] as const).flatMap((kind) => {
      const people = summary[kind];
      return people.count === 0 ? [] : [[titles[kind](people.count), ...listPeople(people, texts)]];
    }),
    [
      ...(summary.unchanged > 0 ? [plan.unchanged(summary.unchanged)] : []),
      ...(headings.length > 0
        ? [plan.ignored([...headings, ...(others > 0 ? [plan.more(others)] : [])].join(texts.listSeparator))]
        : []),
      ...(kinds.length > 0 ? [plan.leftOut(kinds.join(texts.listSeparator))] : []),
    ],
  ];
}

/** A message with a paragraph in each section, as far as Slack takes them. */
function formatSections(paragraphs: readonly string[][], end: readonly KnownBlock[]): Message {
  const sections: string[] = [];
  let left = MAX_MESSAGE_LENGTH;
  for (const lines of paragraphs)
    for (const text of fillSections(lines, left).sections) {
      sections.push(text);
      left -= text.length + 1;
    }
  return {
    text: [...paragraphs.flat(), ...end.map(textOf).filter(Boolean)].join("\n"),
    blocks: [...sections.map(section), ...end],
  };
}

/** What is to be decided: questions about conflicts first, then about people who are not in the source. */
function formatDecision({ summary, importId, planNo }: ShownPlan, texts: Texts): KnownBlock[] {
  const { plan } = texts.imports;
  const value = formatPlanButton(importId, planNo);
  const buttonOf = (name: keyof typeof PLAN_ACTIONS, label: string, style?: "primary" | "danger") => ({
    action: PLAN_ACTIONS[name],
    label,
    value,
    ...(style && { style }),
  });
  const cancel = buttonOf("cancel", texts.cancel);
  if (summary.conflicts > 0)
    return [
      ...(summary.is_contradictory ? [section(plan.contradictory)] : []),
      ...(summary.is_unrepeatable ? [section(plan.unrepeatable)] : []),
      section(plan.conflicts(summary.conflicts)),
      buttonRow([buttonOf("resolve", plan.resolve, "primary"), cancel]),
    ];
  const missing = summary.is_missing_decided ? 0 : summary.missing.count;
  const isEmpty = hasNothingToDo(summary);
  if (missing === 0)
    return isEmpty
      ? [section(plan.nothing)]
      : [section(plan.confirm), buttonRow([buttonOf("apply", plan.apply, "primary"), cancel])];
  const markLeft = buttonOf("left", plan.markLeft(missing), "danger");
  return [
    section(plan.confirmMissing(missing)),
    isEmpty
      ? buttonRow([buttonOf("cancel", plan.leave), markLeft])
      : buttonRow([buttonOf("apply", plan.applyKeeping(missing), "primary"), markLeft, cancel]),
  ];
}

/** A plan with what is to be decided. */
export function formatPlan(plan: ShownPlan, texts: Texts): Message {
  return formatSections(formatParagraphs(plan, texts), formatDecision(plan, texts));
}

/** A plan after a decision, without its buttons. `end` says what happens now. */
export function formatDecidedPlan(plan: ShownPlan, end: string, texts: Texts): Message {
  return formatSections(formatParagraphs(plan, texts), [section(end)]);
}
