import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { topicArn } from "../../../infra/local/settings/arns.ts";
import { type AttackedLottery, openAttackedLottery } from "../../support/attacked-lottery.ts";
import { importHandlers } from "../../support/load-handlers.ts";
import { CHANNEL, OPERATOR, type SeenMessage } from "../../support/open-lottery.ts";
import type { TableItem } from "../../support/start-dynamodb.ts";

const FROM_SLACK = { requested_by: OPERATOR, channel_id: CHANNEL };

let lottery: AttackedLottery;
let tasks: Awaited<ReturnType<typeof importHandlers>>;
let sns: SNSClient;
beforeAll(async () => {
  lottery = await openAttackedLottery({ employees: 12 });
  tasks = await importHandlers();
  sns = new SNSClient({ endpoint: lottery.endpoints.sns });
});
afterAll(async () => {
  sns.destroy();
  await lottery[Symbol.asyncDispose]();
});

let before: SeenMessage[];
beforeEach(async () => {
  await lottery.restart();
  lottery.log.lines.length = 0;
  await lottery.type("draw 1 Socks");
  await lottery.idle();
  before = await lottery.announcements();
});

const validated = z.object({ status: z.literal(0), subject: z.string(), notice: z.string() });

/**
 * Runs the product's own code on the tables, without the state machine. Nobody can tell the result from a genuine record:
 * it is complete, and verifies. Returns its notice.
 */
async function forge(request: object): Promise<{ subject: string; notice: string }> {
  const { body } = await tasks.InputWinners({ ...request, ...FROM_SLACK });
  const decided = await tasks.ValidateWinners(await tasks.RandomSelectWinners(body));
  await tasks.RecordWinners(decided);
  lottery.passLease();
  return validated.parse(decided);
}

/** Publishes a notice as the state machine does. */
async function publish({ subject, notice }: { subject: string; notice: string }) {
  await sns.send(
    new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: notice, MessageStructure: "json" }),
  );
  await lottery.idle();
}

const newest = async () => (await lottery.records()).at(-1);
const refusals = () => lottery.log.events("draw-not-ours");

/** Expects that the channel is as before this was published, that it is logged once, and that the next draw works. */
async function expectRefused(drawNo: number, reason: string) {
  expect(await lottery.announcements()).toEqual(before);
  await lottery.type("draw 1 Mug");
  await lottery.idle();
  expect(await newest()).toMatchObject({ status: "drawn", prize: "Mug" });
  const [next, ...more] = (await lottery.announcements()).slice(before.length);
  expect(next?.text).toContain("Mug");
  expect(more).toEqual([]);
  expect(refusals()).toEqual([{ level: "error", event: "draw-not-ours", draw_no: drawNo, reason }]);
  for (const { pending } of await lottery.records()) expect(pending).toBeUndefined();
}

describe("somebody who can write to the tables and publish to the topic", () => {
  test("gets no fabricated draw announced, though its record is valid and its notice looks genuine", async () => {
    const notice = await forge({ input: 2, prize: "Car" });
    expect(await newest()).toMatchObject({ draw_no: 2, status: "drawn", prize: "Car" });
    expect((await lottery.type("verify 2")).text).toContain("valid");
    await publish(notice);
    await publish(notice);
    await expectRefused(2, "no-execution");
  });

  test("gets no fabricated redraw of a genuine draw announced", async () => {
    const [draw] = await lottery.records();
    const [winner] = draw?.status === "drawn" ? draw.winners : [];
    const notice = await forge({ revise: { kind: "redraw", draw_no: 1, employee_id: winner?.employee_id } });
    expect(await newest()).toMatchObject({ revisions: [{ kind: "redraw" }] });
    await publish(notice);
    await expectRefused(1, "no-execution");
  });

  test("gets no other winners announced under the name of an earlier execution", async () => {
    const { Items = [] } = await lottery.client.send(
      new ScanCommand({ TableName: "Lottery-Draws", ConsistentRead: true }),
    );
    const genuine = Items.find(({ ledger }) => ledger === "draws");
    const free = lottery.rosterItems.find(
      ({ employee_id }) => employee_id !== genuine?.["winners"][0].employee_id,
    );
    const { announced_at: _, ...copy } = genuine ?? {};
    const { employee_id, employee_name, lottery_serial }: TableItem = free ?? {};
    const forged = {
      draw_no: 2,
      entry: "0000000002",
      winners: [{ employee_id, employee_name, lottery_serial }],
    };
    await lottery.client.send(
      new PutCommand({ TableName: "Lottery-Draws", Item: { ...copy, ...forged, pending: "yes" } }),
    );
    const lambda = { draw_no: 2, draw_id: copy["draw_id"], revision: 0, num_of_winners: 1, winners: [] };
    await publish({
      subject: "Lottery draw 2",
      notice: JSON.stringify({ default: "x", lambda: JSON.stringify(lambda) }),
    });
    await expectRefused(2, "other-result");
  });
});
