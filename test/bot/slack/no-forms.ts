import type { FormClient } from "../../../bot/slack/form-client.ts";

const unexpected = () => Promise.reject(new Error("A form was not expected."));

/** Of a bot that shows no forms. */
export const noForms: FormClient = {
  open: unexpected,
  push: unexpected,
  update: unexpected,
  tell: unexpected,
};
