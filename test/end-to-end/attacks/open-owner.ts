import { createHash } from "node:crypto";
import { expect } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatVerification } from "../../../bot/messages/verification.ts";
import type { DrawBody } from "../../../workflow/attempt/draw-body.ts";
import { exportDraw } from "../../../workflow/draw/export-draw.ts";
import {
  type ExportedDraw,
  type ExportedPosition,
  exportedDraw,
} from "../../../workflow/draw/exported-draw.ts";
import type { Fault } from "../../../workflow/draw/fault.ts";
import { computePersonDigest } from "../../../workflow/draw/person.ts";
import { joinPages } from "../../../workflow/draw/roster-pages.ts";
import { proveSerials } from "../../../workflow/draw/roster-tree.ts";
import { createSalts } from "../../../workflow/draw/salts.ts";
import { computeSeed } from "../../../workflow/draw/seal.ts";
import { verifyDraw } from "../../../workflow/draw/verify-draw.ts";
import { openSealedDraw, SEALED } from "../../bot/callback/open-sealed-draw.ts";
import { winnerAt } from "../../support/draw-records.ts";
import { naiveOrder } from "../../support/naive-order.ts";
import { rememberGenuine } from "../../support/remember-genuine.ts";
import { sign } from "../../support/sign-draw.ts";

/** How many people are on the roster. */
const PEOPLE = 10;
/** The serial of the person who should win. */
export const FRIEND = 7;

/** Secrets to try. */
export function secretOf(attempt: string | number): string {
  return createHash("sha256").update(String(attempt)).digest("hex");
}

/** The serial that comes first in the order with this secret and the signature of a round. */
export function firstWith(secret: string, signature: string): number {
  return naiveOrder(Buffer.from(computeSeed(secret, signature), "hex"), PEOPLE)[0] ?? 0;
}

export type Owner = Awaited<ReturnType<typeof openOwner>>;

/** What the owner of the AWS account can do with a sealed draw of ten people: run its steps, and forge its record. */
export async function openOwner() {
  const draw = await openSealedDraw();
  const { lottery } = draw;
  const beacon = { chain: draw.beacon.chain, isGenuine: rememberGenuine };

  /** The person with a serial, as the sealed list has them. */
  const entryAt = async (lottery_serial: number) => {
    const { salts } = await draw.record();
    const { employee_id, employee_name } = winnerAt(lottery_serial);
    const salt = createSalts(salts, PEOPLE).saltOf(lottery_serial) ?? Buffer.alloc(16);
    const person = computePersonDigest(salt, { employee_id, employee_name });
    return {
      lottery_serial,
      person,
      salt: salt.toString("hex"),
      employee_id,
      employee_name,
      sealed_as: "free",
    } as const;
  };

  /** The draw with other positions: the people who are chosen in them win. Proof and receipts are computed again. */
  const forgePositions = async (original: ExportedDraw, positions: ExportedPosition[]) => {
    const { roster_pages = [] } = await draw.record();
    const pages = await Promise.all(roster_pages.map((root) => lottery.rosterPages.read(SEALED, root)));
    const serials = new Set(positions.map(({ lottery_serial }) => lottery_serial));
    const winners = positions.flatMap(({ outcome, lottery_serial, person = "" }) =>
      outcome === "chosen" ? [{ lottery_serial, person }] : [],
    );
    return sign({ ...original, positions, winners, roster_proof: proveSerials(joinPages(pages), serials) });
  };

  return {
    ...draw,
    /** The check of the beacon by everybody who verifies. */
    check: beacon,
    entryAt,
    forgePositions,

    /** Opens a draw, seals it in the channel, and waits for its round. */
    async seal(): Promise<DrawBody> {
      const body = await draw.open(1);
      lottery.waitUntil(await draw.announce(body));
      return body;
    },

    /** Selects, decides and records. */
    async decide(body: DrawBody) {
      const validated = await lottery.validateWinners((await lottery.randomSelectWinners(body)).body);
      await lottery.recordWinners(validated.body);
    },

    async exportDraw(drawNo = 1): Promise<ExportedDraw> {
      const sources = { readPositions: lottery.visitLog.read, rosterPages: lottery.rosterPages };
      return exportDraw(await lottery.readDrawn(drawNo), sources);
    },

    /** The serials in the order of the draw, once its round is published. */
    async readOrder(): Promise<number[]> {
      const { secret = "", seals } = await draw.record();
      const seed = computeSeed(secret, draw.beacon.sign(seals.at(-1)?.round ?? 0));
      return naiveOrder(Buffer.from(seed, "hex"), PEOPLE);
    },

    /** The draw as it would be with this secret and its signature: the first person in the new order wins. */
    async forgeSeed(secret: string, original: ExportedDraw): Promise<ExportedDraw> {
      const { signature = "" } = original;
      const entry = await entryAt(firstWith(secret, signature));
      const forged = { ...original, secret, seed: computeSeed(secret, signature) };
      return forgePositions(forged, [{ ...entry, outcome: "chosen" }]);
    },

    /** Expects that a person who verifies the draw in Slack sees these faults in words, or that there are none. */
    expectFaults(exported: ExportedDraw, ...expected: Fault["fault"][]) {
      const checked = exportedDraw.parse(JSON.parse(JSON.stringify(exported)));
      const faults = verifyDraw(checked, beacon).map(({ fault }) => fault);
      expect([...new Set(faults)]).toEqual(expected);
      const { text } = formatVerification(checked, beacon, locales.en);
      expect(text).toContain(expected.length === 0 ? "Draw 1 is valid" : "Draw 1 is not valid");
      for (const fault of expected) expect(text).toContain(locales.en.verify.faults[fault]);
    },
  };
}
