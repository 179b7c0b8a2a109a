import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { z } from "zod";
import { topicArn } from "../../infra/local/arns.ts";
import { openStore } from "../../infra/local/store/store.ts";
import { makeFolder } from "../support/make-folder.ts";
import { openLottery } from "../support/open-lottery.ts";

const KEPT = ["execution", "event", "delivery", "mail", "message", "subscription"];

function countKept(folder: string) {
  const store = openStore(folder);
  const count = (table: string) =>
    store.all(z.object({ n: z.int() }), `SELECT count(*) AS n FROM ${table}`)[0]?.n;
  const counts = Object.fromEntries(KEPT.map((table) => [table, count(table)]));
  store.close();
  return counts;
}

test("a reset empties what is kept as well", async () => {
  const folder = await makeFolder();
  {
    await using lottery = await openLottery({ LOTTERY_DATA: folder });
    const sns = new SNSClient({
      region: "us-east-1",
      endpoint: lottery.endpoints.sns,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    await sns.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: "email", Endpoint: "ann@example.com" }),
    );
    sns.destroy();
    await lottery.say("/lottery draw 2");
    await lottery.untilSettled(1);
    expect(await lottery.mails()).toHaveLength(2);
    expect(await lottery.announcements()).toHaveLength(1);

    const response = await fetch(`${lottery.endpoints.page}/inside/reset`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(await response.json()).toEqual({ ok: true });
    expect([await lottery.records(), await lottery.winners()]).toEqual([[], []]);
  }
  // What people say before anything is drawn, and those who are subscribed from the start.
  expect(countKept(folder)).toEqual({
    execution: 0,
    event: 0,
    delivery: 0,
    mail: 0,
    message: 4,
    subscription: 2,
  });
});
