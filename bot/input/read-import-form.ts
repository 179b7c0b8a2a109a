import { jsonOf } from "../../data/runtime/json-of.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import type { OpenForm } from "../commands/form-response.ts";
import { IMPORT_FIELDS } from "../messages/import-forms.ts";
import { type ImportRequest, importRequest, rosterSource } from "../roster/import-request.ts";

/** What is missing in a form, by field. */
export type ImportFormFault = "file" | "channel";

const F = IMPORT_FIELDS;

/** Reads the form for a file. */
export function readImportForm(form: OpenForm): ImportRequest | ImportFormFault {
  const [file_id] = [form.values[F.file] ?? []].flat();
  const source = { kind: "file", file_id };
  return safeParse(importRequest, { source }).data ?? "file";
}

/** Reads the form for people from Slack. A typed source is in its state. */
export function readSyncForm(form: OpenForm): ImportRequest | ImportFormFault {
  const { values, state } = form;
  const typed = safeParse(jsonOf(rosterSource), state).data;
  const source =
    typed ??
    (values[F.source] === "channel"
      ? { kind: "channel", channel_id: values[F.channel] }
      : { kind: "workspace" });
  const other_accounts = [values[F.others] ?? []].flat();
  return safeParse(importRequest, { source, other_accounts }).data ?? "channel";
}
