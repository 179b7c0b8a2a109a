import type { Texts } from "../locales/texts.ts";
import type { RosterSource } from "../roster/import-request.ts";
import type { Form } from "./form.ts";
import { boxesField, channelField, fileField, menuField } from "./form-fields.ts";
import { section } from "./message.ts";
import { escapeMrkdwn, mentionChannel } from "./mrkdwn.ts";

/** The ids of the forms, and of the buttons that open them. */
export const IMPORT_FORM = "lottery_import_start";
export const OPEN_IMPORT = "lottery_import_open";
export const SYNC_FORM = "lottery_sync_start";
export const OPEN_SYNC = "lottery_sync_open";

/** The fields of the forms. */
export const IMPORT_FIELDS = {
  file: "file",
  source: "source",
  channel: "channel",
  others: "others",
} as const;

const F = IMPORT_FIELDS;

/** Names a source in a sentence. */
export function describeSource(source: RosterSource, { imports: { sources } }: Texts): string {
  switch (source.kind) {
    case "file":
      return sources.file;
    case "workspace":
      return sources.workspace;
    case "channel":
      return sources.channel(mentionChannel(source.channel_id));
    case "usergroup":
      return sources.usergroup(`<!subteam^${escapeMrkdwn(source.usergroup_id)}>`);
  }
}

/** The form for a file with people. */
export function formatImportForm(texts: Texts): Form {
  const { file, submit } = texts.imports;
  return {
    callback: IMPORT_FORM,
    title: texts.commands.import.label,
    submit,
    close: texts.cancel,
    blocks: [
      fileField({
        name: F.file,
        label: file.label,
        hint: file.hint,
        types: ["xlsx", "xlsm", "csv", "tsv", "txt"],
      }),
    ],
  };
}

/** The form for people from Slack. A source that was typed cannot be changed there. */
export function formatSyncForm(typed: RosterSource | undefined, texts: Texts): Form {
  const { sync, sources, submit } = texts.imports;
  const choice = typed
    ? [section(sync.from(describeSource(typed, texts)))]
    : [
        menuField({
          name: F.source,
          label: sync.source,
          options: [
            { label: sources.workspace, value: "workspace" },
            { label: sync.channel, value: "channel" },
          ],
          chosen: "workspace",
        }),
        channelField({
          name: F.channel,
          label: sync.channelLabel,
          hint: sync.channelHint,
          isOptional: true,
        }),
      ];
  return {
    callback: SYNC_FORM,
    title: texts.commands.sync.label,
    submit,
    close: texts.cancel,
    blocks: [
      ...choice,
      boxesField({
        name: F.others,
        label: sync.others,
        isOptional: true,
        options: [
          { label: sync.guests, value: "guest" },
          { label: sync.external, value: "external" },
        ],
      }),
    ],
    ...(typed && { state: JSON.stringify(typed) }),
  };
}
