/** @module-tag slow */
import { expect, test } from "vitest";
import { createAllowedChannels, MOST_CHANNELS } from "../../../data/ledger/allowed-channels.ts";
import { createAuditLog } from "../../../data/ledger/audit-log.ts";
import { createOperators, MOST_OPERATORS } from "../../../data/ledger/operators.ts";
import { countRequests } from "../../support/count-requests.ts";
import { interruptRequests } from "../../support/interrupt-requests.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const at = new Date("2026-06-15T12:00:00Z");
const change = (userId: string, id = `change-${userId}`, by = "U0OPERATOR") => ({ userId, by, at, id });

async function openOperators() {
  const db = await startDynamoDb();
  const { operators, channels, auditLog } = db.ledger;
  return {
    ...db,
    operators,
    channels,
    list: async () => (await operators.list()).map(({ user_id }) => user_id),
    /** The entries of the log, oldest first. */
    logged: async () =>
      (await auditLog.page("all", 1_000)).entries
        .map(({ entry }) => `${entry?.action} ${entry?.user_id ?? JSON.stringify(entry?.after)}`)
        .toReversed(),
    /** Stores that one request of each is interrupted at the `at`th one. */
    connectInterrupted(kind: "refused" | "lost", number: number) {
      const client = db.connect();
      interruptRequests(client, { kind, at: number });
      const log = createAuditLog(client, db.tables.draws);
      return {
        operators: createOperators(client, db.tables.draws, log),
        channels: createAllowedChannels(client, db.tables.draws, log),
      };
    },
  };
}

test("operators are added and removed, and the log says by whom and what was before", async () => {
  await using db = await openOperators();
  expect(await db.operators.list()).toEqual([]);
  expect(await db.operators.add(change("U0ANN"))).toBe("added");
  expect(await db.operators.add(change("U0ANN", "again"))).toBe("is-operator");
  expect(await db.operators.add(change("U0BO"))).toBe("added");
  expect(await db.operators.list()).toEqual([
    { user_id: "U0ANN", added_by: "U0OPERATOR", added_at: at.toISOString() },
    { user_id: "U0BO", added_by: "U0OPERATOR", added_at: at.toISOString() },
  ]);
  expect(await db.operators.remove(change("U0ANN", "removed", "U0BO"))).toBe("removed");
  expect(await db.operators.remove(change("U0ANN", "removed twice"))).toBe("no-operator");
  expect(await db.list()).toEqual(["U0BO"]);
  const { entries } = await db.ledger.auditLog.page({ user_id: "U0ANN" }, 10);
  expect(entries.map(({ entry }) => entry)).toMatchObject([
    {
      action: "operators.remove",
      who: { user_id: "U0BO" },
      before: { added_by: "U0OPERATOR", added_at: at.toISOString() },
    },
    { action: "operators.add", who: { user_id: "U0OPERATOR" } },
  ]);
});

test("who is an operator is read with one strongly consistent request", async () => {
  await using db = await openOperators();
  await db.operators.add(change("U0ANN"));
  expect(await countRequests(db.client, db.operators.list)).toBe(1);
});

test("operators who change the list at the same time lose nothing, and each change is in the log once", async () => {
  await using db = await openOperators();
  const ids = Array.from({ length: 5 }, (_, i) => `U0P${i}`);
  await Promise.all(ids.map((id) => db.operators.add(change(id))));
  expect((await db.list()).toSorted()).toEqual(ids);
  await Promise.all([
    db.operators.remove(change("U0P0", "one")),
    db.operators.remove(change("U0P1", "two")),
    db.operators.add(change("U0NEW")),
  ]);
  expect((await db.list()).toSorted()).toEqual(["U0NEW", "U0P2", "U0P3", "U0P4"]);
  expect((await db.logged()).toSorted()).toEqual(
    [
      ...ids.map((id) => `operators.add ${id}`),
      "operators.add U0NEW",
      "operators.remove U0P0",
      "operators.remove U0P1",
    ].toSorted(),
  );
});

test("two operators who remove each other do not both succeed, if each must remain for the other's removal", async () => {
  await using db = await openOperators();
  for (const id of ["U0ANN", "U0BO"]) await db.operators.add(change(id));
  const results = await Promise.all([
    db.operators.remove(change("U0ANN", "one", "U0BO"), "U0BO"),
    db.operators.remove(change("U0BO", "two", "U0ANN"), "U0ANN"),
  ]);
  expect(results.toSorted()).toEqual(["nobody-left", "removed"]);
  expect(await db.list()).toHaveLength(1);
});

test.for(["refused", "lost"] as const)(
  "a change that dies at any request (%s) is in the log once it is made, as soon as it is repeated or another one follows",
  async (kind) => {
    // The requests: read, write, and the two of the log.
    for (const number of [1, 2, 3, 4]) {
      await using db = await openOperators();
      const interrupted = db.connectInterrupted(kind, number);
      await expect(interrupted.operators.add(change("U0ANN"))).rejects.toThrow();
      const isMade = (await db.list()).includes("U0ANN");
      if (number % 2 === 0) expect(await db.operators.add(change("U0ANN"))).toBe("added");
      else await db.operators.add(change("U0BO"));
      const own = (await db.logged()).filter((entry) => entry.endsWith("U0ANN"));
      expect(own).toHaveLength(isMade || number % 2 === 0 ? 1 : 0);
    }
  },
);

test("a request that is delivered twice makes one change and one entry, and both deliveries are confirmed", async () => {
  await using db = await openOperators();
  const twice = await Promise.all([1, 2].map(() => db.operators.add(change("U0ANN"))));
  expect(twice).toEqual(["added", "added"]);
  expect(await db.operators.remove(change("U0ANN", "removed"))).toBe("removed");
  expect(await db.operators.remove(change("U0ANN", "removed"))).toBe("removed");
  expect(await db.logged()).toEqual(["operators.add U0ANN", "operators.remove U0ANN"]);
});

test("the lists have a limit, which a message can show", async () => {
  await using db = await openOperators();
  const operators = Array.from({ length: MOST_OPERATORS - 1 }, (_, i) => ({
    user_id: `U0P${i}`,
    added_by: "U0ANN",
    added_at: at.toISOString(),
  }));
  await db.putRecord({ ledger: "operators", entry: "added", version: 1, operators });
  expect(await db.operators.add(change("U0LAST"))).toBe("added");
  expect(await db.operators.add(change("U0MORE"))).toBe("full");
  const channels = Array.from({ length: MOST_CHANNELS }, (_, i) => `C0P${i}`);
  await db.putRecord({ ledger: "channels", entry: "allowed", version: 1, channels });
  expect(await db.channels.add({ channelId: "C0MORE", by: "U0ANN", at, id: "more" })).toBe("full");
});

test("channels are added and removed, with the whole list before and after in the log", async () => {
  await using db = await openOperators();
  const channel = (channelId: string, id: string) => ({ channelId, by: "U0ANN", at, id });
  expect(await db.channels.list()).toEqual([]);
  expect(await db.channels.add(channel("C0A", "1"))).toBe("added");
  expect(await db.channels.add(channel("C0B", "2"))).toBe("added");
  expect(await db.channels.add(channel("C0A", "3"))).toBe("is-listed");
  expect(await db.channels.remove(channel("C0A", "4"))).toBe("removed");
  expect(await db.channels.remove(channel("C0A", "5"))).toBe("not-listed");
  expect(await db.channels.list()).toEqual(["C0B"]);
  const { entries } = await db.ledger.auditLog.page("all", 10);
  expect(entries.map(({ entry }) => entry)).toMatchObject([
    { action: "channels.remove", before: { channels: ["C0A", "C0B"] }, after: { channels: ["C0B"] } },
    { action: "channels.add", before: { channels: ["C0A"] }, after: { channels: ["C0A", "C0B"] } },
    { action: "channels.add", before: { channels: [] }, after: { channels: ["C0A"] } },
  ]);
});

test("a malformed list is a named error", async () => {
  await using db = await openOperators();
  await db.putRecord({ ledger: "operators", entry: "added", version: 1, operators: "U0ANN" });
  await db.putRecord({ ledger: "channels", entry: "allowed", channels: [] });
  await expect(db.operators.list()).rejects.toMatchObject({ name: "InvalidItem" });
  await expect(db.channels.list()).rejects.toMatchObject({ name: "InvalidItem" });
});
