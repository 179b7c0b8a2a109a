import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../../../data/dynamodb/document-client.ts";
import type { EmployeeChange } from "../../../../data/people/roster-item.ts";
import { createRosterTable } from "../../../../data/people/roster-table.ts";
import { employeeTable } from "../../../../data/tables.ts";
import { readRosterFile } from "../../../../workflow/roster/file/read-roster-file.ts";
import { planImport } from "../../../../workflow/roster/plan/plan-import.ts";
import { formatGuestFile, type Guest, listGuests } from "./guests.ts";

/** The changes by which an import adds the guests to an empty roster. */
export async function planGuests(guests: readonly Guest[]): Promise<EmployeeChange[]> {
  const file = await readRosterFile(Buffer.from(formatGuestFile(guests)));
  return planImport({ file, current: [], now: new Date(), missing: undefined, resolutions: {} }).changes;
}

/** Replaces the sample roster of a local lottery with the guests, imported as `npm run roster` does. */
export async function importGuests(): Promise<void> {
  const client = createDocumentClient();
  try {
    const table = createRosterTable(client, employeeTable.name);
    for (const { employee_id } of await table.readAll())
      await client.send(new DeleteCommand({ TableName: employeeTable.name, Key: { employee_id } }));
    await table.applyChanges(await planGuests(listGuests()));
  } finally {
    client.destroy();
  }
}
