import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { BatchWriteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { formatEntry, RECORDS } from "../../data/draw-numbers.ts";
import { drawsTable } from "../../data/tables.ts";
import { topicArn } from "../../infra/local/arns.ts";
import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import type { Goal, Table } from "../report/report.ts";

const NOTICES = 1_000;
const BATCH = 25;

const channel = z.object({ messages: z.array(z.object({ text: z.string() })) });

/** Puts decided draws into the ledger of which nobody has been told, after the newest one; answers their numbers. */
async function writeUntold({ tables, ledger }: ForkedLottery): Promise<number[]> {
  const newest = (await ledger.history(1)).draws[0]?.draw_no ?? 0;
  const { Item: model } = await tables.send(
    new GetCommand({ TableName: drawsTable.name, Key: { ledger: RECORDS, entry: formatEntry(newest) } }),
  );
  const { announced_at: _at, message_ts: _ts, announcement_attempts: _attempts, ...untold } = model ?? {};
  const numbers = Array.from({ length: NOTICES }, (_, i) => newest + 1 + i);
  const items = numbers.map((draw_no) => ({
    ...untold,
    entry: formatEntry(draw_no),
    draw_no,
    draw_id: `burst-${draw_no}`,
    drawn_at: new Date().toISOString(),
    unsettled: "yes",
  }));
  for (let start = 0; start < items.length; start += BATCH) {
    const puts = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await tables.send(new BatchWriteCommand({ RequestItems: { [drawsTable.name]: puts } }));
  }
  return numbers;
}

/** 1,000 notices at one moment, and then all of them again: how long until each draw is announced, and how often. */
export async function announceBurst(lottery: ForkedLottery): Promise<{ table: Table; goals: Goal[] }> {
  const sns = new SNSClient({});
  const numbers = await writeUntold(lottery);
  const publish = (draw_no: number) => {
    const notice = { draw_no, draw_id: `burst-${draw_no}`, num_of_winners: 1, winners: [] };
    const Message = JSON.stringify({ default: "A draw.", lambda: JSON.stringify(notice) });
    return sns.send(new PublishCommand({ TopicArn: topicArn, MessageStructure: "json", Message }));
  };
  const tell = async () => {
    const begin = performance.now();
    await Promise.all(numbers.map(publish));
    await lottery.settled();
    return (performance.now() - begin) / 1_000;
  };
  const countAnnouncements = async () => {
    const response = await fetch(`${lottery.endpoints.page}/playground/state?user=U0MEMBER`);
    const { messages } = channel.parse(await response.json());
    const told = messages.flatMap(({ text }) => /\bdraw (\d+)\b/i.exec(text)?.[1] ?? []).map(Number);
    return told.filter((number) => numbers.includes(number)).length;
  };
  const first = await tell();
  const announced = await countAnnouncements();
  const again = await tell();
  const afterwards = await countAnnouncements();
  sns.destroy();
  return {
    table: {
      title: `${NOTICES} notices of as many draws at one moment, to one process`,
      columns: [
        { name: "Delivery" },
        { name: "Time", unit: "s" },
        { name: "Notices", unit: "per second" },
        { name: "Announcements in the channel" },
      ],
      rows: [
        ["the first", first, NOTICES / first, announced],
        ["all of them again", again, NOTICES / again, afterwards],
      ],
    },
    goals: [
      {
        goal: "Announcements of 1,000 draws, each notice delivered twice",
        reached: afterwards,
        unit: "",
        atMost: NOTICES,
        atLeast: NOTICES,
      },
    ],
  };
}
