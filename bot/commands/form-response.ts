import type { Form } from "../messages/form.ts";
import type { Message } from "../messages/message.ts";
import type { Caller } from "./command.ts";

/** What a person entered in a field: a text, a chosen value, several of them, or nothing. */
export type FieldValue = string | readonly string[] | undefined;

/** An open form as the person sees it now. */
export interface OpenForm {
  /** The values by field name. Anybody with a forged client can send other ones. */
  values: Readonly<Record<string, FieldValue>>;
  /** What the command stored in the form. */
  state: string;
  /** Identifies the opened form: two submissions of it must have one effect. */
  nonce: string;
}

/** What a click in a form does: nothing, other content, or another form on top (at most three). */
export type FormChange = undefined | { change: Form } | { push: Form };

/**
 * What a submission does: show errors next to fields, show other content or another form on top, return to the form below
 * with new content, or close all forms and send the person a private message.
 */
export type FormResponse =
  | Exclude<FormChange, undefined>
  | { errors: Readonly<Record<string, string>> }
  | { back: Form }
  | { done: Message };

/** Handles a submission. The caller's channel is the one where the form was opened. */
export type SubmitForm = (form: OpenForm, caller: Caller) => FormResponse | Promise<FormResponse>;

/** Handles a click or another change in a form. `value` is what the button or the field carries. */
export type ChangeForm = (
  value: FieldValue,
  form: OpenForm,
  caller: Caller,
) => FormChange | Promise<FormChange>;
