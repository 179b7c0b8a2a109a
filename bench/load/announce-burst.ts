import { BatchWriteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { formatEntry, RECORDS } from "../../data/ledger/record-item.ts";
import { drawsTable } from "../../data/tables.ts";
import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import type { Goal, Table } from "../report/report.ts";
import { serveSlack } from "./serve-slack.ts";

const NOTICES = 1_000;
/** As many functions as a new AWS account runs at once. */
const INSTANCES = 10;
const BATCH = 25;

/** Puts decided draws into the ledger of which nobody has been told, after the newest one; answers their numbers. */
async function writeUntold({ tables, ledger }: ForkedLottery): Promise<number[]> {
  const newest = (await ledger.history(1)).entries[0]?.drawNo ?? 0;
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
    pending: "yes",
  }));
  for (let start = 0; start < items.length; start += BATCH) {
    const puts = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await tables.send(new BatchWriteCommand({ RequestItems: { [drawsTable.name]: puts } }));
  }
  return numbers;
}

/**
 * 1,000 notices of as many draws, and then all of them again, to as many callbacks as Lambda would run at once: how long
 * until all are announced, and how often each was.
 */
export async function announceBurst(lottery: ForkedLottery): Promise<{ table: Table; goals: Goal[] }> {
  await using slack = await serveSlack();
  Object.assign(process.env, { SLACK_BOT_TOKEN: "xoxb-local", SLACK_API_URL: slack.url });
  const { handler } = await import("../../bot/callback.lambda.ts");
  const numbers = await writeUntold(lottery);
  const tell = async () => {
    const begin = performance.now();
    await pMap(
      numbers,
      (draw_no) => {
        const notice = { draw_no, draw_id: `burst-${draw_no}`, num_of_winners: 1, winners: [] };
        return handler({ Records: [{ Sns: { Message: JSON.stringify(notice) } }] });
      },
      { concurrency: INSTANCES },
    );
    const seconds = (performance.now() - begin) / 1_000;
    return { seconds, announced: slack.messages() };
  };
  const first = await tell();
  const again = await tell();
  return {
    table: {
      title: `${NOTICES.toLocaleString("en")} notices of as many draws at one moment, ${INSTANCES} callbacks at once`,
      columns: [
        { name: "Delivery" },
        { name: "Time", unit: "s" },
        { name: "Notices", unit: "per second" },
        { name: "Announcements so far" },
      ],
      rows: [
        ["the first", first.seconds, NOTICES / first.seconds, first.announced],
        ["all of them again", again.seconds, NOTICES / again.seconds, again.announced],
      ],
    },
    goals: [
      {
        goal: "Announcements of 1,000 draws whose notices are delivered twice",
        reached: again.announced,
        unit: "",
        atMost: NOTICES,
        atLeast: NOTICES,
      },
    ],
  };
}
