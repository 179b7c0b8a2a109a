/** @module-tag slow */
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import { formatReceipt } from "../../../workflow/draw/receipt.ts";
import { eraseSalt } from "../../../workflow/draw/salts.ts";
import { naiveOrder } from "../../support/naive-order.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { openRegistry } from "./open-registry.ts";
import { CHANNEL, employeesInSlack, expectUnproved, slackIdOf, useSealedDraws } from "./use-sealed-draws.ts";

const PEOPLE = 10;
const texts = locales.en;
const { openSealed, expectProved } = useSealedDraws();

describe("/lottery verify 1 me, of a sealed draw,", () => {
  test("shows everybody on the roster their entry, its proof, and why they won or not", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.draw(3, { channel_id: CHANNEL, prize: "AirPods" });
    const order = await open.orderOf(1);
    const [seal] = (await open.lottery.readDrawn(1)).seals;
    for (const [position, serial] of order.entries()) {
      const message = await open.ask(serial);
      const entry = expectProved(message);
      expect(entry).toMatchObject({
        lottery_serial: serial,
        employee_name: `Name ${serial}`,
        seal: seal?.seal,
      });
      expect(message.text).toContain(
        `you are No. ${serial} of ${PEOPLE} on the list that was sealed for draw 1.`,
      );
      expect(message.text).toContain("When it was sealed, you could win.");
      expect(message.text).toContain(
        position < 3
          ? `The draw considered you at position ${position + 1} of the order: *you won*.`
          : `the draw considered only the first 3 positions of the order, and No. ${serial} is at position ${position + 1}.`,
      );
      const blocks = JSON.stringify(message.blocks);
      expect(blocks).toContain(formatReceipt(seal?.seal ?? ""));
      expect(blocks).toContain(`<#${CHANNEL}>`);
    }
  });

  test("says that people who had won or left were on the list, but could not win", async () => {
    await using open = await openSealed([
      ...employeesInSlack(2),
      employeeItem(3, { slack_user_id: slackIdOf(3), left_at: "20200101" }),
    ]);
    await open.lottery.draw(1);
    await open.lottery.draw(1);
    const winner = (await open.lottery.readDrawn(1)).winners[0]?.lottery_serial ?? 0;
    const message = await open.ask(winner, "verify 2 me");
    expect(expectProved(message).sealed_as).toBe("taken");
    expect(message.text).toContain("you had already won or were claimed by another draw.");
    const order = await open.orderOf(2);
    const wasConsidered = order.indexOf(winner) < order.indexOf(winner === 1 ? 2 : 1);
    expect(message.text.includes("you had already won draw 1.")).toBe(wasConsidered);
    const left = await open.ask(3, "verify 2 me");
    expect(expectProved(left).sealed_as).toBe("left");
    expect(left.text).toContain("When it was sealed, you were marked as having left.");
  });

  test("shows entry and proof as soon as the draw is sealed, before anyone can know who wins", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    const { body } = await open.lottery.open(1);
    expect((await open.ask(5)).text).toContain(texts.entry.notSealedYet(1));
    const announced = await open.lottery.announceSeal(body);
    const message = await open.ask(5);
    const { round } = expectProved(message);
    expect(message.text).toMatch(
      new RegExp(`round ${round} of the public drand network, published <!date\\^`),
    );
    open.lottery.waitUntil(announced.body.beacon_at);
    await open.lottery.randomSelectWinners(announced.body);
    const selected = await open.ask(5);
    expectProved(selected);
    expect(selected.text).toContain(texts.revision.inProgress(1));
    expect(selected.text).not.toContain("position");
  });

  test("explains and proves the entry also if the draw failed after it was sealed", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    const { body } = await open.lottery.open(1, "sealed");
    await open.lottery.announceSeal(body);
    await open.lottery.endFailedDraw("sealed", "BeaconUnreachable");
    const message = await open.ask(5);
    expectProved(message);
    expect(message.text).toContain(
      texts.revision.failed(1, texts.reasons.BeaconUnreachable({ round: 1 })).slice(0, 40),
    );
  });

  test("says that a draw that failed before its seal proves nothing", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.attempt(100);
    const message = await open.ask(5);
    expectUnproved(message);
    expect(message.text).toContain(texts.entry.unsealed(1));
    expect(message.text).toContain("Draw 1 has no winners. It failed:");
  });

  test("follows redraws and voids", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.draw(1);
    const order = await open.orderOf(1);
    const [first = 0, second = 0, third = 0] = order;
    const employee_id = `E${String(first).padStart(4, "0")}`;
    await open.lottery.revise({ kind: "redraw", draw_no: 1, employee_id });
    expect((await open.ask(first)).text).toContain(
      "at position 1 of the order: *you won*. A redraw (change 1) cancelled this win.",
    );
    expect((await open.ask(second)).text).toContain(
      "The redraw in change 1 considered you at position 2 of the order: *you won*.",
    );
    expect((await open.ask(third)).text).toContain(
      "the draw and its redraws considered only the first 2 positions of the order",
    );
    await open.lottery.revise({ kind: "void", draw_no: 1 });
    expect((await open.ask(first)).text).toContain("A redraw (change 1) cancelled this win.");
    expect((await open.ask(second)).text).toContain(
      "*you won*. The draw was voided later (change 2), so this win is cancelled.",
    );
  });

  test("cannot prove an entry whose name was changed, except under the name that the draw has recorded", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.draw(1);
    const [winner = 0, other = 0] = await open.orderOf(1);
    await open.lottery.fillRoster(
      [winner, other].map((serial) =>
        employeeItem(serial, { slack_user_id: slackIdOf(serial), employee_name: "Married" }),
      ),
    );
    await open.lottery.catchUp();
    const won = await open.ask(winner);
    expect(expectProved(won).employee_name).toBe(`Name ${winner}`);
    expect(won.text).toContain("*Married*");
    const changed = await open.ask(other);
    expectUnproved(changed);
    expect(changed.text).toContain(texts.entry.changed(other, 1));
    expect(changed.text).toContain(`No. ${other} is at position 2.`);
  });

  test("does not show the result of another person whose number somebody has now", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.draw(1);
    const [winner = 0] = await open.orderOf(1);
    const { tables, client } = open.lottery;
    await client.send(
      new PutCommand({
        TableName: tables.employees,
        Item: employeeItem(winner, { employee_id: "E9999", slack_user_id: "U0NEW" }),
      }),
    );
    const message = await open.respond("verify 1 me", "U0NEW");
    expectUnproved(message);
    expect(message.text).toContain(texts.entry.changed(winner, 1));
    expect(message.text).toContain(texts.entry.ofAnother(winner));
    expect(message.text).not.toContain("you won");
  });

  test("says to people who joined later, or had a number that nobody had, that they were not on the list", async () => {
    await using open = await openSealed([...employeesInSlack(5), employeeItem(7)]);
    await open.lottery.draw(1);
    await open.lottery.fillRoster(
      [6, 8].map((serial) => employeeItem(serial, { slack_user_id: slackIdOf(serial) })),
    );
    await open.lottery.catchUp();
    const gap = await open.ask(6);
    expectUnproved(gap);
    expect(gap.text).toContain(texts.entry.gap(6, 1));
    const later = await open.ask(8);
    expectUnproved(later);
    expect(later.text).toContain(texts.entry.beyond(8, 7, 1));
    expect(later.text.split("\n")).toHaveLength(2);
  });

  test("says so if the data that a proof needs was erased", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.draw(1);
    const [, other = 0] = await open.orderOf(1);
    const { client, tables } = open.lottery;
    const [items] = (await open.lottery.allItems()).filter((all) => all.some(({ receipt }) => receipt));
    const record = items?.find(({ receipt }) => receipt);
    const { salts, roster_size } = await open.lottery.readDrawn(1);
    const Item = { ...record, salts: eraseSalt(salts, roster_size, other) };
    await client.send(new PutCommand({ TableName: tables.draws, Item }));
    const message = await open.ask(other);
    expectUnproved(message);
    expect(message.text).toContain(texts.entry.erased(other, 1));
  });

  test("says what a seal without a message in a channel does not show", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.draw(1);
    expect(JSON.stringify((await open.ask(5)).blocks)).toContain("It is in no channel");
  });

  test("refuses a list that does not match its seal", async () => {
    await using open = await openSealed(employeesInSlack(PEOPLE));
    await open.lottery.draw(1);
    const { roster_pages: [page = ""] = [], draw_id } = await open.lottery.readDrawn(1);
    const leaves = Buffer.from(await open.lottery.rosterPages.read(draw_id, page));
    leaves.fill(1, 0, 32);
    await open.lottery.rosterPages.write(draw_id, [{ root: page, leaves }]);
    await expect(open.ask(5)).rejects.toMatchObject({ name: "InvalidItem" });
  });
});

describe("/lottery verify 1 me, of a draw that was not sealed,", () => {
  test("says what can be said, and that there is no proof", async () => {
    await using open = await openRegistry("en", employeesInSlack(PEOPLE));
    await open.lottery.draw(2);
    const { seed, winners } = await open.lottery.readDrawn(1);
    const order = naiveOrder(Buffer.from(seed, "hex"), PEOPLE);
    for (const [position, serial] of order.entries()) {
      const message = await open.respond("verify 1 me", slackIdOf(serial));
      expectUnproved(message);
      expect(message.text).toContain(texts.entry.unsealed(1));
      const hasWon = winners.some(({ lottery_serial }) => lottery_serial === serial);
      expect(message.text.includes("*you won*")).toBe(hasWon);
      expect(message.text).toContain(`position ${position + 1}`);
    }
  });

  test("does not tell apart from another person somebody whose number belonged to an erased person", async () => {
    await using open = await openRegistry("en", employeesInSlack(PEOPLE));
    await open.lottery.draw(1);
    const { draw_id, pages, winners } = await open.lottery.readDrawn(1);
    const [visited] = await open.lottery.visitLog.read(draw_id, pages);
    if (!visited) throw new Error("No position was visited.");
    const { employee_id: _id, employee_name: _name, ...erased } = visited;
    await open.lottery.visitLog.write(draw_id, [erased]);
    const serial = winners[0]?.lottery_serial ?? 0;
    const message = await open.respond("verify 1 me", slackIdOf(serial));
    expect(message.text).toContain(texts.entry.erased(serial, 1));
  });
});
