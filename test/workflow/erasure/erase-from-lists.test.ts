import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { eraseFromLists } from "../../../workflow/erasure/erase-from-lists.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const at = new Date("2026-06-15T12:00:00Z");
const ann = createPersonToErase({ employee_id: "E0007", names: ["Ann Lee"], slack_user_ids: ["U0ANN"] });
const change = (userId: string, by: string) => ({ userId, by, at, id: `add-${userId}` });

async function openLists() {
  const db = await startDynamoDb();
  const read = async (ledger: string, entry: string) => {
    const Key = { ledger, entry };
    const get = new GetCommand({ TableName: db.tables.draws, Key, ConsistentRead: true });
    return (await db.client.send(get)).Item;
  };
  return {
    ...db,
    readOperators: () => read("operators", "added"),
    readChannels: () => read("channels", "allowed"),
  };
}

test("an erased person is no longer an operator, and nobody learns whom they have added", async () => {
  await using db = await openLists();
  const { operators } = db.ledger;
  await operators.add(change("U0MAX", "U0ANN"));
  await operators.add(change("U0ANN", "U0OPERATOR"));
  await operators.add(change("U0EVE", "U0OPERATOR"));
  await eraseFromLists(db.ledger, ann);
  expect(await operators.list()).toEqual([
    { user_id: "U0MAX", added_at: at.toISOString() },
    { user_id: "U0EVE", added_by: "U0OPERATOR", added_at: at.toISOString() },
  ]);
  expect(JSON.stringify(await db.readOperators())).not.toContain("U0ANN");
});

test("the newest change of each list no longer says that the person made it", async () => {
  await using db = await openLists();
  const { operators, channels } = db.ledger;
  await operators.add(change("U0EVE", "U0OPERATOR"));
  await operators.remove({ userId: "U0EVE", by: "U0ANN", at, id: "remove" });
  await channels.add({ channelId: "C0PARTY", by: "U0ANN", at, id: "allow" });
  await eraseFromLists(db.ledger, ann);
  expect(await channels.list()).toEqual(["C0PARTY"]);
  const stored = [await db.readOperators(), await db.readChannels()];
  expect(JSON.stringify(stored)).not.toContain("U0ANN");
  expect(stored).toMatchObject([
    { operators: [], last_change: { action: "operators.remove", who: { erased: true }, user_id: "U0EVE" } },
    { last_change: { action: "channels.add", who: { erased: true } } },
  ]);
});

test("lists that do not name the person are not written, also if the erasure is repeated", async () => {
  await using db = await openLists();
  await eraseFromLists(db.ledger, ann);
  expect([await db.readOperators(), await db.readChannels()]).toEqual([undefined, undefined]);
  await db.ledger.operators.add(change("U0ANN", "U0OPERATOR"));
  await db.ledger.operators.add(change("U0EVE", "U0OPERATOR"));
  await db.ledger.channels.add({ channelId: "C0PARTY", by: "U0EVE", at, id: "allow" });
  const channels = await db.readChannels();
  await eraseFromLists(db.ledger, ann);
  const operators = await db.readOperators();
  await eraseFromLists(db.ledger, ann);
  expect([await db.readOperators(), await db.readChannels()]).toEqual([operators, channels]);
});
