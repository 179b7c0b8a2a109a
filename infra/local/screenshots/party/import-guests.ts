import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../../../data/dynamodb/document-client.ts";
import { createRosterTable } from "../../../../data/people/roster-table.ts";
import { employeeTable } from "../../../../data/tables.ts";
import { readRosterFile } from "../../../../workflow/roster/file/read-roster-file.ts";
import { planImport } from "../../../../workflow/roster/plan/plan-import.ts";
import { formatGuestFile, listGuests } from "./guests.ts";

/** Replaces the sample roster of a local lottery with the guests, imported as `npm run roster` does. */
export async function importGuests(): Promise<void> {
  const client = createDocumentClient();
  try {
    const table = createRosterTable(client, employeeTable.name);
    for (const { employee_id } of await table.readAll())
      await client.send(new DeleteCommand({ TableName: employeeTable.name, Key: { employee_id } }));
    const file = await readRosterFile(Buffer.from(formatGuestFile(listGuests())));
    const plan = { file, current: [], now: new Date(), missing: undefined, resolutions: {} };
    await table.applyChanges(planImport(plan).changes);
  } finally {
    client.destroy();
  }
}
