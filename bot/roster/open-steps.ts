import type { WebClient } from "@slack/web-api";
import type { AuditLog } from "../../data/ledger/audit-log.ts";
import type { RosterLedger } from "../../data/ledger/roster-ledger.ts";
import type { RosterFileTexts } from "../../workflow/roster/file/texts/texts.ts";
import type { Texts } from "../locales/texts.ts";
import { createApplyStep, type RosterTable } from "./apply-step.ts";
import { createDownloadFile } from "./download-file.ts";
import { createLogImport } from "./log-import.ts";
import { createMakePlan } from "./make-plan.ts";
import { createPlanStep } from "./plan-step.ts";
import { createReadPeople } from "./read-people.ts";
import { createReadStep, type ParseFile } from "./read-step.ts";
import { createReportStep } from "./report-step.ts";
import { createResultStep } from "./result-step.ts";
import type { RosterSteps } from "./roster-task.ts";
import { createSyncPeople } from "./sync-people.ts";
import { createTellRequester } from "./tell-requester.ts";
import { createUpdateImport } from "./update-import.ts";

/** Reads a file with the code for all kinds of files, which few steps need. */
const parseFile: ParseFile = async (bytes, options) => {
  const { readRosterFile } = await import("../../workflow/roster/file/read-roster-file.ts");
  return readRosterFile(bytes, options);
};

interface OpenSteps {
  auditLog: Pick<AuditLog, "append">;
  rosterLedger: RosterLedger;
  rosterTable: RosterTable;
  connect: () => Promise<WebClient>;
  /** Returns the bot's token, with which files are downloaded. */
  readToken: () => Promise<string>;
  apiUrl: string;
  teamId: string;
  texts: Texts;
  fileTexts: RosterFileTexts;
  now: () => Date;
}

/** Creates all steps of the state machine of the roster. */
export function openSteps({
  auditLog,
  rosterLedger,
  rosterTable,
  connect,
  readToken,
  apiUrl,
  teamId,
  texts,
  fileTexts,
  now,
}: OpenSteps): RosterSteps {
  const { imports } = rosterLedger;
  const updateImport = createUpdateImport(imports);
  const makePlan = createMakePlan({ imports, readRoster: rosterTable.readAll });
  const { tell, tellProgress } = createTellRequester({ connect });
  const logImport = createLogImport({ auditLog, now });
  const readPeople = createReadPeople({ pages: imports.pages, teamId });
  return {
    readSource: createReadStep({
      imports,
      updateImport,
      downloadFile: createDownloadFile({ connect, readToken, apiUrl }),
      parseFile,
      syncPeople: createSyncPeople({ connect, readPeople, now }),
      tellProgress,
      texts,
      now,
    }),
    makePlan: createPlanStep({ imports, updateImport, makePlan, now }),
    reportPlan: createReportStep({ imports, updateImport, tell, texts, fileTexts }),
    applyPlan: createApplyStep({
      rosterLedger,
      rosterTable,
      updateImport,
      makePlan,
      logImport,
      tellProgress,
      texts,
      now,
    }),
    reportResult: createResultStep({ imports, tell, texts }),
  };
}
