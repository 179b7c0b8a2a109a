import type { Texts } from "../locales/texts.ts";
import type { Answer, AskedConflict } from "../roster/asked-conflict.ts";
import { cutText } from "./cut-text.ts";
import type { Form } from "./form.ts";
import { menuField } from "./form-fields.ts";
import { section } from "./message.ts";
import { escapeMrkdwn, mentionPerson } from "./mrkdwn.ts";

export const CONFLICT_FORM = "lottery_import_answers";

const MAX_NAME = 60;
const MAX_ID = 30;

function describeParty(party: AskedConflict["row"], texts: Texts): string {
  const { employee_id, employee_name, email, slack_user_id, department, line } = party;
  const { conflict } = texts.imports;
  const known = [
    `${escapeMrkdwn(cutText(employee_name, MAX_NAME))} (${escapeMrkdwn(cutText(employee_id, MAX_ID))})`,
    ...(slack_user_id ? [mentionPerson(slack_user_id)] : []),
    ...[email, department].flatMap((text) => (text ? [escapeMrkdwn(cutText(text, MAX_NAME))] : [])),
  ].join(texts.listSeparator);
  return line === undefined ? conflict.onRoster(known) : conflict.inFile(known, line);
}

const isOneId = ({ existing, row }: AskedConflict): boolean => existing.employee_id === row.employee_id;

/** Menus show plain text: nothing is escaped. */
function describeAnswer(answer: Answer, asked: AskedConflict, texts: Texts): string {
  const { conflict } = texts.imports;
  if (answer === "both") return conflict.both;
  const { employee_id, line = 0 } = answer === "existing" ? asked.existing : asked.row;
  return isOneId(asked) ? conflict.useLine(line) : conflict.one(cutText(employee_id, MAX_ID));
}

/** The name of the field about a conflict. */
export function nameConflictField(index: number): string {
  return `conflict-${index}`;
}

/** A form with a question about each conflict. `state` names the plan. */
export function formatConflictForm(
  conflicts: readonly AskedConflict[],
  { state, others }: { state: string; others: number },
  texts: Texts,
): Form {
  const { conflict, submit } = texts.imports;
  return {
    callback: CONFLICT_FORM,
    title: conflict.title,
    submit,
    close: texts.cancel,
    state,
    blocks: [
      section(others > 0 ? `${conflict.intro} ${conflict.others(others)}` : conflict.intro),
      ...conflicts.flatMap((each, i) => [
        section(
          [
            `*${conflict.kinds[each.kind]}*`,
            describeParty(each.existing, texts),
            describeParty(each.row, texts),
          ].join("\n"),
        ),
        menuField({
          name: nameConflictField(i),
          label: isOneId(each) ? conflict.questionOfRows : conflict.question,
          options: each.options.map((answer) => ({
            label: describeAnswer(answer, each, texts),
            value: answer,
          })),
        }),
      ]),
    ],
  };
}
