import { z } from "zod";
import { type Interactive, listOptions } from "../block-kit/block-elements.ts";
import { type Blocks, findElements } from "../block-kit/blocks.ts";

/** Entered values by block and action: a text, the value of an option, several of them, or none. */
export const enteredSchema = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string().max(4000), z.array(z.string()).max(100), z.null()])),
);

type Entered = z.infer<typeof enteredSchema>;

/** Formats the value of an element as Slack does. A button has none. */
export function formatValue(element: Interactive, entered: Entered[string][string] | undefined) {
  const { type } = element;
  const one = typeof entered === "string" ? entered : null;
  switch (element.type) {
    case "button":
      return undefined;
    case "static_select":
      return { type, selected_option: listOptions(element).find(({ value }) => value === one) ?? null };
    case "radio_buttons":
      return { type, selected_option: element.options.find(({ value }) => value === one) ?? null };
    case "multi_static_select":
      return {
        type,
        selected_options: listOptions(element).filter(({ value }) => entered?.includes(value)),
      };
    case "checkboxes":
      return { type, selected_options: element.options.filter(({ value }) => entered?.includes(value)) };
    case "users_select":
      return { type, selected_user: one };
    case "conversations_select":
      return { type, selected_conversation: one };
    case "channels_select":
      return { type, selected_channel: one };
    case "datepicker":
      return { type, selected_date: one };
    case "file_input":
      return { type, files: (Array.isArray(entered) ? entered : []).map((id) => ({ id })) };
    default:
      return { type, value: one };
  }
}

/** Formats the `state.values` of a message or a modal: by block and action, as Slack sends them. */
export function formatStateValues(blocks: Blocks, entered: Entered) {
  const values: Record<string, Record<string, object>> = {};
  for (const { blockId, element } of findElements(blocks)) {
    const value = formatValue(element, entered[blockId]?.[element.action_id]);
    if (value) values[blockId] = { ...values[blockId], [element.action_id]: value };
  }
  return values;
}
