import type { CommandName } from "../../../bot/commands/registry.ts";
import type { ImportRequest } from "../../../bot/roster/import-request.ts";
import { type CommandCase, click, type Path, type } from "./case.ts";

const request: ImportRequest = { source: { kind: "file", file_id: "F0DATES" }, other_accounts: [] };
const dated = (date_order: "day-first" | "month-first") =>
  JSON.stringify({ ...request, source: { ...request.source, date_order } });

/** The cases of the commands about imports. The world has the plans. */
export const createImportCases = () => {
  const ask: Path = [click("lottery_import_resolve", "asked:1")];
  const choose = { submit: "lottery_import_start", values: { file: ["F0PEOPLE"] } };

  return {
    import: {
      works: [
        [type("import")],
        [click("lottery_import_open", "")],
        [type("import"), choose],
        [click("lottery_import_apply", "party:1")],
        [click("lottery_import_left", "party:1")],
        [click("lottery_import_cancel", "party:1")],
        ask,
        [...ask, { submit: "lottery_import_answers", values: { "conflict-0": "existing" } }],
        [click("lottery_import_dayfirst", dated("day-first"))],
        [click("lottery_import_monthfirst", dated("month-first"))],
      ],
      refuses: [
        [[type("import"), { submit: "lottery_import_start" }], (t) => t.imports.fileMissing],
        [[...ask, { submit: "lottery_import_answers" }], (t) => t.imports.conflict.missing],
        [[click("lottery_import_apply", "party:2")], (t) => t.imports.expired],
        [[click("lottery_import_left", "party:2")], (t) => t.imports.expired],
        [[click("lottery_import_cancel", "other:1")], (t) => t.imports.expired],
      ],
      empty: [[click("lottery_import_apply", "party:1")], (t) => t.imports.expired],
    },
    sync: {
      works: [
        [type("sync")],
        [type("sync <#C0LOTTERY|lottery>")],
        [type("sync <!subteam^S0PARTY|@party>")],
        [type("sync workspace")],
        [click("lottery_sync_open", "")],
        [type("sync"), { submit: "lottery_sync_start" }],
        [type("sync <#C0LOTTERY|lottery>"), { submit: "lottery_sync_start", values: { others: ["guest"] } }],
      ],
      refuses: [
        [[type("sync everything")], (t) => t.imports.sync.usage],
        [
          [type("sync"), { submit: "lottery_sync_start", values: { source: "channel" } }],
          (t) => t.imports.sync.channelMissing,
        ],
      ],
      empty: [[type("sync everything")], (t) => t.imports.sync.usage],
    },
  } satisfies Partial<Record<CommandName, CommandCase>>;
};
