import { readSyncForm } from "../input/read-import-form.ts";
import { formatSyncForm, IMPORT_FIELDS, OPEN_SYNC, SYNC_FORM } from "../messages/import-forms.ts";
import { formatParagraph } from "../messages/message.ts";
import type { RosterSource } from "../roster/import-request.ts";
import type { Caller, CommandHandlers, CreateCommand } from "./command.ts";
import { createStartImport } from "./start-import.ts";

/** The words for the whole workspace. */
const WORKSPACE =
  /^(?:the )?(?:whole )?(?:workspace|all|everyone|everybody)$|^(?:整个)?工作区$|^所有人$|^全部$/iu;

/** Returns the source that was typed; undefined if it is none. */
function findSource(args: string, { mentionedChannels, mentionedGroups }: Caller): RosterSource | undefined {
  const [channel_id] = mentionedChannels ?? [];
  if (channel_id !== undefined) return { kind: "channel", channel_id };
  const [usergroup_id] = mentionedGroups ?? [];
  if (usergroup_id !== undefined) return { kind: "usergroup", usergroup_id };
  return WORKSPACE.test(args.normalize("NFKC")) ? { kind: "workspace" } : undefined;
}

/** `/lottery sync [#channel|@group|workspace]`: opens a form for taking people from Slack. */
export const createSync: CreateCommand = (services): CommandHandlers => {
  const { texts, openForm } = services;
  const startImport = createStartImport(services);
  return {
    run(args, caller) {
      if (args === "") return openForm(caller, formatSyncForm(undefined, texts));
      const source = findSource(args, caller);
      return source
        ? openForm(caller, formatSyncForm(source, texts))
        : formatParagraph(texts.imports.sync.usage);
    },

    buttons: {
      [OPEN_SYNC]: (_value, caller) => openForm(caller, formatSyncForm(undefined, texts)),
    },

    forms: {
      async [SYNC_FORM](form, caller) {
        const request = readSyncForm(form);
        if (typeof request === "string")
          return { errors: { [IMPORT_FIELDS.channel]: texts.imports.sync.channelMissing } };
        return { done: await startImport(form.nonce, request, caller) };
      },
    },
  };
};
