import type { ActionsBlockElement, InputBlock, KnownBlock, PlainTextOption } from "@slack/web-api";
import { plainText } from "./form.ts";

/** Slack's limits: https://docs.slack.dev/reference/block-kit */
const MAX_LABEL_LENGTH = 2_000;
const MAX_PLACEHOLDER_LENGTH = 150;
const MAX_OPTION_LENGTH = 75;
const MAX_OPTIONS = 100;
const MAX_INPUT_LENGTH = 3_000;

interface Field {
  /** The name of the value in the submission. */
  name: string;
  label: string;
  hint?: string;
  isOptional?: boolean;
  /** The field changes the form: an action id in the command's `fields`, such as `lottery_draw_prize`. */
  action?: string;
  /**
   * Slack keeps what a person has entered while a form changes. A field with another version starts with its initial value
   * again.
   */
  version?: number;
}

/** An option of a menu or a list of boxes. `value` has at most 150 characters. */
interface Option {
  label: string;
  value: string;
}

const inputBlock = (
  { name, label, hint, isOptional, action, version }: Field,
  element: InputBlock["element"],
): InputBlock => ({
  type: "input",
  block_id: version === undefined ? name : `${name}:${version}`,
  label: plainText(label, MAX_LABEL_LENGTH),
  ...(hint && { hint: plainText(hint, MAX_LABEL_LENGTH) }),
  ...(isOptional && { optional: true }),
  ...(action && { dispatch_action: true }),
  element,
});

const actionOf = ({ name, action }: Field) => ({ action_id: action ?? name });
const placeholderOf = (placeholder: string | undefined) =>
  placeholder ? { placeholder: plainText(placeholder, MAX_PLACEHOLDER_LENGTH) } : {};

function formatOptions(options: readonly Option[]): PlainTextOption[] {
  return options.map(({ label, value }) => ({ text: plainText(label, MAX_OPTION_LENGTH), value }));
}

/** The options of a menu. More than 100 are divided into groups of 100, at most 100 groups. Throws `RangeError`. */
function formatMenu(options: readonly PlainTextOption[]) {
  if (options.length <= MAX_OPTIONS) return { options: [...options] };
  if (options.length > MAX_OPTIONS ** 2) throw new RangeError(`A menu has ${options.length} options.`);
  const groups = Array.from({ length: Math.ceil(options.length / MAX_OPTIONS) }, (_, i) =>
    options.slice(i * MAX_OPTIONS, (i + 1) * MAX_OPTIONS),
  );
  return {
    option_groups: groups.map((group, i) => ({
      label: plainText(`${i * MAX_OPTIONS + 1} – ${i * MAX_OPTIONS + group.length}`, MAX_OPTION_LENGTH),
      options: group,
    })),
  };
}

/** A field for text. With `action`, it changes the form when the person presses Enter. */
export function textField(
  field: Field & { most?: number; initial?: string; placeholder?: string; isMultiline?: boolean },
): InputBlock {
  const { most = MAX_INPUT_LENGTH, initial, placeholder, isMultiline } = field;
  return inputBlock(field, {
    type: "plain_text_input",
    ...actionOf(field),
    max_length: Math.min(most, MAX_INPUT_LENGTH),
    ...(initial && { initial_value: initial.slice(0, Math.min(most, MAX_INPUT_LENGTH)) }),
    ...(isMultiline && { multiline: true }),
    ...placeholderOf(placeholder),
  });
}

/** A field for a whole number. With `action`, it changes the form while the person types. */
export function numberField(field: Field & { least: number; most: number; initial?: number }): InputBlock {
  const { least, most, initial, action } = field;
  return inputBlock(field, {
    type: "number_input",
    ...actionOf(field),
    is_decimal_allowed: false,
    min_value: String(least),
    max_value: String(most),
    ...(initial !== undefined && { initial_value: String(initial) }),
    ...(action && { dispatch_action_config: { trigger_actions_on: ["on_character_entered"] } }),
  });
}

/** A menu of one to 10,000 options. `chosen` is a value. */
export function menuField(
  field: Field & { options: readonly Option[]; chosen?: string; placeholder?: string },
): InputBlock {
  const options = formatOptions(field.options);
  const initial = options.find(({ value }) => value === field.chosen);
  return inputBlock(field, {
    type: "static_select",
    ...actionOf(field),
    ...formatMenu(options),
    ...(initial && { initial_option: initial }),
    ...placeholderOf(field.placeholder),
  });
}

/** A menu of one to 10,000 options, from which several can be chosen. */
export function multiMenuField(
  field: Field & { options: readonly Option[]; chosen?: readonly string[]; placeholder?: string },
): InputBlock {
  const options = formatOptions(field.options);
  const initial = options.filter(({ value = "" }) => field.chosen?.includes(value));
  return inputBlock(field, {
    type: "multi_static_select",
    ...actionOf(field),
    ...formatMenu(options),
    ...(initial.length > 0 && { initial_options: initial }),
    ...placeholderOf(field.placeholder),
  });
}

/** One to ten boxes to tick. */
export function boxesField(
  field: Field & { options: readonly Option[]; chosen?: readonly string[] },
): InputBlock {
  const options = formatOptions(field.options);
  const initial = options.filter(({ value = "" }) => field.chosen?.includes(value));
  return inputBlock(field, {
    type: "checkboxes",
    ...actionOf(field),
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  });
}

/** A field for a day, as `YYYY-MM-DD`. */
export function dateField(field: Field & { initial?: string; placeholder?: string }): InputBlock {
  return inputBlock(field, {
    type: "datepicker",
    ...actionOf(field),
    ...(field.initial && { initial_date: field.initial }),
    ...placeholderOf(field.placeholder),
  });
}

/** A field for one file, of at most 10 MB, with one of these endings. */
export function fileField(field: Field & { types: readonly string[] }): InputBlock {
  return inputBlock(field, {
    type: "file_input",
    ...actionOf(field),
    filetypes: [...field.types],
    max_files: 1,
  });
}

/** A menu of the channels that the person can see: public ones, and private ones of which they are a member. */
export function channelField(field: Field & { initial?: string }): InputBlock {
  return inputBlock(field, {
    type: "conversations_select",
    ...actionOf(field),
    filter: { include: ["public", "private"], exclude_bot_users: true },
    ...(field.initial && { initial_conversation: field.initial }),
  });
}

/** Buttons in one row, at most 25. `value` has at most 2,000 characters. */
export function buttonRow(
  buttons: readonly { action: string; label: string; value?: string; style?: "primary" | "danger" }[],
): KnownBlock {
  return {
    type: "actions",
    elements: buttons.map(
      ({ action, label, value, style }): ActionsBlockElement => ({
        type: "button",
        action_id: action,
        text: plainText(label, MAX_OPTION_LENGTH),
        ...(value !== undefined && { value }),
        ...(style && { style }),
      }),
    ),
  };
}
