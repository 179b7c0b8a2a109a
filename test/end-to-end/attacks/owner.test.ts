/** @module-tag slow */
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatVerification } from "../../../bot/messages/verification.ts";
import { roundTime } from "../../../workflow/beacon/chain.ts";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { computePersonDigest } from "../../../workflow/draw/person.ts";
import { formatReceipt } from "../../../workflow/draw/receipt.ts";
import { verifyLedger } from "../../../workflow/draw/verify-ledger.ts";
import { endedEvent } from "../../bot/callback/open-callback.ts";
import { SEALED } from "../../bot/callback/open-sealed-draw.ts";
import { more } from "../../support/one-in.ts";
import { seal, sign } from "../../support/sign-draw.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { FRIEND, firstWith, type Owner, openOwner, secretOf } from "./open-owner.ts";

// The owner of the AWS account can read and write every table, and wants a friend to win.

let owner: Owner;
/** A genuine draw, decided and exported. */
let genuine: ExportedDraw;
beforeAll(async () => {
  owner = await openOwner();
  await owner.decide(await owner.seal());
  genuine = await owner.exportDraw();
  owner.expectFaults(genuine);
});
afterAll(() => owner[Symbol.asyncDispose]());

/** The first secret with which the friend would win. */
function findSecret(signature = ""): string {
  let tried = 0;
  while (firstWith(secretOf(tried), signature) !== FRIEND) tried++;
  return secretOf(tried);
}

describe("an owner who tries secrets", () => {
  test("before the seal wins no more often than anyone else: the round does not exist yet", () => {
    // Without the key, the signature of the next round is as good as a random number.
    const signRound = (round: number) => secretOf(`round ${round}`);
    let wins = 0;
    for (let round = 1_000; round < 1_200; round++) {
      // The best secret for what is known so far: the friend would have won the last round.
      let tried = 0;
      while (firstWith(secretOf(`${round} ${tried}`), signRound(round - 1)) !== FRIEND) tried++;
      if (firstWith(secretOf(`${round} ${tried}`), signRound(round)) === FRIEND) wins++;
    }
    // One in ten of 200, within four standard deviations.
    expect(wins).toBeGreaterThan(20 - 17);
    expect(wins).toBeLessThan(20 + 17);
  });

  test("after the seal is seen: the secret is not the sealed one", async () => {
    const forged = await owner.forgeSeed(findSecret(genuine.signature), genuine);
    expect(forged.winners).toMatchObject([{ lottery_serial: FRIEND }]);
    owner.expectFaults(forged, "seal");
    owner.expectFaults(sign({ ...forged, secret: genuine.secret }), "seed");
  });

  test("after the seal, and writes a new seal, has another one than the channel", async () => {
    const forged = seal(await owner.forgeSeed(findSecret(genuine.signature), genuine));
    owner.expectFaults(forged);
    const shown = formatReceipt(forged.seals[0]?.seal ?? "");
    expect(formatVerification(forged, owner.check, locales.en).text).toContain(`Seal \`${shown}\``);
    const [inChannel] = owner.announcements();
    expect(inChannel?.blocks).toContain(formatReceipt(genuine.seals[0]?.seal ?? ""));
    expect(inChannel?.blocks).not.toContain(shown);
  });
});

test("an owner who tries random numbers is seen: drand has not signed the one with which the friend wins", async () => {
  const { secret = "" } = genuine;
  let round = 1;
  while (firstWith(secret, owner.beacon.sign(round)) !== FRIEND) round++;
  const forged = await owner.forgeSeed(secret, { ...genuine, signature: owner.beacon.sign(round) });
  expect(forged.winners).toMatchObject([{ lottery_serial: FRIEND }]);
  owner.expectFaults(forged, "beacon");
});

test("an owner who sees the result and stops the draw leaves a failed draw, in the ledger and in the channel", async () => {
  await using owner = await openOwner();
  const body = await owner.seal();
  await owner.receive(endedEvent(SEALED, { status: "ABORTED" }));
  await expect(owner.decide(body)).rejects.toMatchObject({ name: "DrawFailed" });
  expect(owner.announcements().at(-1)?.text).toBe(
    "Draw 1 did not take place: it was stopped before it finished. Nobody has won or lost anything. Its seal no longer counts.",
  );
  await owner.lottery.draw(1);
  expect(await owner.lottery.records()).toMatchObject([
    { draw_no: 1, status: "failed", error: "Aborted" },
    { draw_no: 2, status: "drawn" },
  ]);
});

describe("an owner who changes the roster after the seal,", () => {
  const replaceItem = async (
    { client, tables, catchUp }: Owner["lottery"],
    serial: number,
    item: Record<string, unknown> | undefined,
  ) => {
    const { employee_id } = employeeItem(serial);
    await client.send(new DeleteCommand({ TableName: tables.employees, Key: { employee_id } }));
    if (item) await client.send(new PutCommand({ TableName: tables.employees, Item: item }));
    await catchUp();
  };

  test.each<[string, (serial: number) => Record<string, unknown> | undefined]>([
    ["renames the winner to the friend", (serial) => employeeItem(serial, { employee_name: "Friend" })],
    // `npm test` shows these in the selection only: test/workflow/sealed-draw.test.ts.
    ...more<[string, (serial: number) => Record<string, unknown> | undefined][]>([
      ["gives the friend the first serial", (serial) => employeeItem(serial, { employee_id: "E9999" })],
      ["marks the winner as left", (serial) => employeeItem(serial, { left_at: "20200101" })],
      ["removes the winner", () => undefined],
    ]),
  ])("%s: the draw fails before anybody has won", async (_, change) => {
    await using owner = await openOwner();
    const body = await owner.seal();
    const [first = 0] = await owner.readOrder();
    await replaceItem(owner.lottery, first, change(first));
    await expect(owner.decide(body)).rejects.toMatchObject({ name: "RosterChanged" });
    await owner.receive(endedEvent(SEALED, { status: "FAILED", error: "RosterChanged" }));
    expect(owner.announcements().at(-1)?.text).toContain(
      "an entry of the roster that decides this draw was changed after the draw had been sealed.",
    );
  });

  test("and the record is seen: the people are not those on the sealed list", async () => {
    const [position] = genuine.positions;
    if (!position) throw new Error("Nobody was visited.");
    const friend = { employee_id: "E9999", employee_name: "Friend" };
    const person = computePersonDigest(Buffer.from(position.salt ?? "", "hex"), friend);
    const forge = (change: Partial<typeof position>) =>
      owner.forgePositions(genuine, [{ ...position, ...change }]);
    owner.expectFaults(await forge({ employee_name: "Friend" }), "person");
    owner.expectFaults(await forge({ ...friend, person }), "roster");
    owner.expectFaults(sign({ ...genuine, roster_digest: secretOf("another list") }), "seal", "roster");
  });

  test("and skips the first person in the record is seen", async () => {
    const [first = 0, second = 0] = await owner.readOrder();
    const skipped = await owner.entryAt(first);
    const forge = async (outcome: "left" | "won", sealed_as: "free" | "left") =>
      owner.forgePositions(genuine, [
        { ...skipped, outcome, sealed_as },
        { ...(await owner.entryAt(second)), outcome: "chosen" },
      ]);
    owner.expectFaults(await forge("left", "free"), "sealed");
    owner.expectFaults(await forge("left", "left"), "roster");
    owner.expectFaults(await forge("won", "free"), "sealed");
  });
});

describe("an owner who adds an earlier win of the first person after the seal", () => {
  test("is seen: the person was skipped although the sealed list says that they could win", async () => {
    await using owner = await openOwner();
    const body = await owner.seal();
    const [first = 0] = await owner.readOrder();
    const { employee_id } = employeeItem(first);
    await owner.lottery.fillWinners([{ employee_id }]);
    await owner.decide(body);
    owner.expectFaults(await owner.exportDraw(), "sealed");
  });

  test("and names a draw is seen in the whole ledger: the person has not won that draw", async () => {
    await using owner = await openOwner();
    await owner.lottery.draw(1);
    const [before] = await owner.lottery.records();
    const body = await owner.seal();
    const won = before?.status === "drawn" ? before.winners[0]?.lottery_serial : undefined;
    const first = (await owner.readOrder()).find((serial) => serial !== won) ?? 0;
    const { employee_id } = employeeItem(first);
    await owner.lottery.fillWinners([{ employee_id, draw_no: 1, draw_id: before?.draw_id }]);
    await owner.decide(body);
    const draws = [await owner.exportDraw(1), await owner.exportDraw(2)];
    const { faults } = verifyLedger(draws, { isWhole: true, beacon: owner.check });
    expect(faults).toMatchObject([{ fault: "named", draw_no: 2, named: 1 }]);
  });
});

describe("an owner who posts the seal", () => {
  /** The draw with seals that were posted so many seconds after their rounds. */
  const withSeals = (...times: (number | undefined)[]) => {
    const { round: last = 0 } = genuine.seals[0] ?? {};
    const seals = times.map((seconds, i) => {
      const round = last - 5 * (times.length - 1 - i);
      const at = roundTime(owner.beacon.chain, round) / 1_000 + (seconds ?? 0);
      return { round, seal: "", ...(seconds !== undefined && { message_ts: at.toFixed(6) }) };
    });
    return seal({ ...genuine, seals });
  };

  test("after the round is published is seen: it is late", () => {
    owner.expectFaults(withSeals(0), "late");
  });

  test("a second time after the first round is published is seen: the first one counts", () => {
    owner.expectFaults(withSeals(-10, -10), "late");
  });

  test("a second time, and has never posted the first, gains nothing: only the second was ever binding", () => {
    owner.expectFaults(withSeals(undefined, -10));
  });
});
