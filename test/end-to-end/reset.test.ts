import { ListSubscriptionsCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { z } from "zod";
import { topicArn } from "../../infra/local/settings/arns.ts";
import { makeFolder } from "../support/make-folder.ts";
import { MEMBER, OPERATOR, openLottery } from "../support/open-lottery.ts";

const connect = (endpoint: string) =>
  new SNSClient({
    region: "us-east-1",
    endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });

const executions = z.object({
  inspector: z.object({ executions: z.object({ executions: z.array(z.object({ name: z.string() })) }) }),
});

/** Starts a stack with the folder, and reads everything that it has stored. */
async function readKept(folder: string) {
  await using lottery = await openLottery({ LOTTERY_DATA: folder });
  const state = await fetch(`${lottery.endpoints.page}/playground/state?user=${OPERATOR}`);
  const sns = connect(lottery.endpoints.sns);
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  sns.destroy();
  await lottery.idle();
  return {
    executions: executions.parse(await state.json()).inspector.executions.executions,
    mails: await lottery.mails(),
    records: await lottery.records(),
    winners: await lottery.winners(),
    authors: (await lottery.messages(OPERATOR)).map(({ user }) => user),
    subscribers: Subscriptions.map(({ Endpoint }) => Endpoint?.split(":").at(-1)).toSorted(),
  };
}

test("a reset also empties the stored data", async () => {
  const folder = await makeFolder();
  {
    await using lottery = await openLottery({ LOTTERY_DATA: folder });
    const sns = connect(lottery.endpoints.sns);
    await sns.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: "email", Endpoint: "ann@example.com" }),
    );
    sns.destroy();
    await lottery.say("/lottery draw 2");
    await lottery.waitForDraws(1);
    expect(await lottery.mails()).toHaveLength(2);
    expect(await lottery.announcements()).toHaveLength(1);

    await lottery.reset();
    expect([await lottery.records(), await lottery.winners()]).toEqual([[], []]);
  }
  // The messages before the first draw, and the initial subscribers.
  expect(await readKept(folder)).toEqual({
    executions: [],
    mails: [],
    records: [],
    winners: [],
    authors: [OPERATOR, "U0AMARA", OPERATOR, MEMBER],
    subscribers: ["Callback", "winners@example.com"],
  });
});
