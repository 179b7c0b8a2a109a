import type { FieldValue } from "../../../bot/commands/form-response.ts";
import { type Form, formatForm } from "../../../bot/messages/form.ts";
import { readEntered } from "../../../bot/slack/open-form.ts";
import { findElements } from "../../../infra/local/slack/simulated/block-kit/blocks.ts";
import { formatValue } from "../../../infra/local/slack/simulated/interactions/state-values.ts";
import { viewSchema } from "../../../infra/local/slack/simulated/interactions/views.ts";

const origin = { channelId: "C0LOTTERY", channelName: "lottery", nonce: "n" };

/** Parses a form as Slack does. Fails if Slack would refuse it. */
export const acceptForm = (form: Form) =>
  viewSchema.parse(JSON.parse(JSON.stringify(formatForm(form, origin))));

/** What an untouched element contains. */
export function initialOf(element: ReturnType<typeof findElements>[number]["element"]) {
  if ("initial_value" in element) return element.initial_value ?? null;
  if ("initial_option" in element) return element.initial_option?.value ?? null;
  if ("initial_options" in element) return element.initial_options?.map(({ value }) => value) ?? [];
  if ("initial_date" in element) return element.initial_date ?? null;
  if ("initial_conversation" in element) return element.initial_conversation ?? null;
  return null;
}

/** Returns the values of the fields of a form by name: their initial values, and those that a person has `entered`. */
export function fillIn(
  form: Form,
  entered: Readonly<Record<string, FieldValue>> = {},
): Record<string, FieldValue> {
  const fields = findElements(acceptForm(form).blocks).flatMap(({ blockId, element }) => {
    const state = formatValue(element, initialOf(element));
    return state
      ? [[blockId.replace(/:\d+$/, ""), readEntered(JSON.parse(JSON.stringify(state)))] as const]
      : [];
  });
  const initial = Object.fromEntries(fields);
  const unknown = Object.keys(entered).filter((name) => !Object.hasOwn(initial, name));
  if (unknown.length > 0) throw new Error(`The form has no field ${unknown.join()}.`);
  return { ...initial, ...entered };
}

/** Returns the texts of a form that are not fields, line by line. */
export function readForm(form: Form): string {
  return acceptForm(form)
    .blocks.flatMap((block) => {
      if (block.type === "section") return [block.text?.text ?? ""];
      if (block.type === "context")
        return block.elements.map((element) => ("text" in element ? element.text : ""));
      return [];
    })
    .join("\n");
}

/** Returns the action ids of the buttons in a form. */
export const buttonsIn = (form: Form): string[] =>
  findElements(acceptForm(form).blocks).flatMap(({ element }) =>
    element.type === "button" ? [element.action_id] : [],
  );
