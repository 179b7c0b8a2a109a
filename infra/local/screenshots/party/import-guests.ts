import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "../../../../data/dynamodb/document-client.ts";
import { employeeTable } from "../../../../data/tables.ts";
import { parseRoster } from "../../../cli/roster/parse-roster.ts";
import { planImport } from "../../../cli/roster/plan-import.ts";
import { createRosterTable } from "../../../cli/roster/roster-table.ts";
import { formatGuestFile, listGuests } from "./guests.ts";

/** Replaces the sample roster of a local lottery by the guests, whom it imports as `npm run roster` does. */
export async function importGuests(): Promise<void> {
  const client = createDocumentClient();
  try {
    const table = createRosterTable(client, employeeTable.name);
    for (const { employee_id } of await table.readAll())
      await client.send(new DeleteCommand({ TableName: employeeTable.name, Key: { employee_id } }));
    const file = parseRoster(Buffer.from(formatGuestFile(listGuests())));
    const { changes } = planImport(file, [], { now: new Date(), marksMissing: false });
    await table.write(changes);
  } finally {
    client.destroy();
  }
}
