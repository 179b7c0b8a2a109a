import { expect } from "vitest";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { rememberGenuine } from "./remember-genuine.ts";
import { employeeItem } from "./start-dynamodb.ts";
import type { Lottery } from "./start-lottery.ts";

/** The Slack id of the person with this serial. */
export const slackIdOf = (serial: number) => `U0PERSON${serial}`;

/** Verifies all decided draws. Returns the exported draws. */
export async function verifyAll(lottery: Lottery, chain = quicknet) {
  const drawn = (await lottery.records()).filter((record) => record.status === "drawn");
  return Promise.all(
    drawn.map(async (record) => {
      const exported = await exportDraw(record, {
        readPositions: lottery.visitLog.read,
        rosterPages: lottery.rosterPages,
      });
      expect(verifyDraw(exported, { chain, isGenuine: rememberGenuine }), `draw ${record.draw_no}`).toEqual(
        [],
      );
      return exported;
    }),
  );
}

/** The items of all tables with the id, the name or the Slack id of a person with one of these serials. */
export async function findItemsOf(lottery: Lottery, ...serials: readonly number[]) {
  if (serials.length === 0) return [];
  const words = serials.flatMap((serial) => [
    String(employeeItem(serial)["employee_id"]),
    `Name ${serial}`,
    slackIdOf(serial),
  ]);
  const plainText = new RegExp(`\\b(${words.join("|")})\\b`);
  const items = (await lottery.allItems()).flat();
  return items.filter((item) => plainText.test(JSON.stringify(item)));
}
