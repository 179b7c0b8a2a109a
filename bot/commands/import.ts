import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { readImportForm } from "../input/read-import-form.ts";
import { CONFLICT_FORM } from "../messages/conflict-form.ts";
import { formatImportForm, IMPORT_FIELDS, IMPORT_FORM, OPEN_IMPORT } from "../messages/import-forms.ts";
import { PLAN_ACTIONS } from "../messages/import-plan.ts";
import { DATE_ACTIONS } from "../messages/import-problem.ts";
import { importRequest } from "../roster/import-request.ts";
import type { Caller, CommandHandlers, CreateCommand, Response } from "./command.ts";
import { createDecidePlan } from "./decide-plan.ts";
import { createStartImport } from "./start-import.ts";

/** `/lottery import`: opens a form for a file with people. The buttons of plans are here, too, also those of a sync. */
export const createImport: CreateCommand = async (services): Promise<CommandHandlers> => {
  const { texts, openForm } = services;
  const startImport = createStartImport(services);
  const plans = createDecidePlan({ ...services, rosterLedger: await services.openRosterLedger() });

  /** Reads a file again, after it is known how its dates are meant. */
  const readAgain = (value: string, caller: Caller): Promise<Response> => {
    const { data } = safeParse(jsonOf(importRequest), value);
    if (data?.source.kind !== "file") throw new LotteryError("InvalidInput", "The value is not a request.");
    return startImport(`${data.source.file_id} ${data.source.date_order}`, data, caller);
  };

  return {
    run: (_args, caller) => openForm(caller, formatImportForm(texts)),

    buttons: {
      [OPEN_IMPORT]: (_value, caller) => openForm(caller, formatImportForm(texts)),
      [PLAN_ACTIONS.apply]: plans.apply,
      [PLAN_ACTIONS.left]: plans.markLeft,
      [PLAN_ACTIONS.cancel]: plans.cancel,
      [PLAN_ACTIONS.resolve]: plans.ask,
      [DATE_ACTIONS["day-first"]]: readAgain,
      [DATE_ACTIONS["month-first"]]: readAgain,
    },

    forms: {
      async [IMPORT_FORM](form, caller) {
        const request = readImportForm(form);
        if (typeof request === "string")
          return { errors: { [IMPORT_FIELDS.file]: texts.imports.fileMissing } };
        return { done: await startImport(form.nonce, request, caller) };
      },
      [CONFLICT_FORM]: plans.answer,
    },
  };
};
