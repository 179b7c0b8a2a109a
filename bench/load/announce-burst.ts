import { BatchWriteCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { formatEntry, RECORDS } from "../../data/ledger/record-item.ts";
import { drawsTable } from "../../data/tables.ts";
import { stateMachineArn, topicArn } from "../../infra/local/settings/arns.ts";
import { startExecutions } from "../../test/support/start-executions.ts";
import type { ForkedLottery } from "../lottery/fork-lottery.ts";
import type { Goal, Table } from "../report/report.ts";
import { serveSlack } from "./serve-slack.ts";

const NOTICES = 1_000;
/** The concurrency limit of a new AWS account. */
const INSTANCES = 10;
const BATCH = 25;

type Executions = Awaited<ReturnType<typeof startExecutions>>;

/** Writes decided but unannounced draws after the newest one, with their executions, and returns their numbers. */
async function writeUnannounced({ tables, ledger }: ForkedLottery, executions: Executions) {
  const newest = (await ledger.history(1)).entries[0]?.drawNo ?? 0;
  const { Item: model } = await tables.send(
    new GetCommand({ TableName: drawsTable.name, Key: { ledger: RECORDS, entry: formatEntry(newest) } }),
  );
  const {
    announced_at: _at,
    message_ts: _ts,
    announcement_attempts: _attempts,
    ...unannounced
  } = model ?? {};
  const { num_of_winners, requested_by, channel_id } = unannounced;
  const numbers = Array.from({ length: NOTICES }, (_, i) => newest + 1 + i);
  const items = numbers.map((draw_no) => ({
    ...unannounced,
    entry: formatEntry(draw_no),
    draw_no,
    draw_id: `burst-${draw_no}`,
    drawn_at: new Date().toISOString(),
    pending: "yes",
  }));
  for (const { draw_id } of items)
    await executions.start(draw_id, { input: num_of_winners, requested_by, channel_id });
  for (let start = 0; start < items.length; start += BATCH) {
    const puts = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await tables.send(new BatchWriteCommand({ RequestItems: { [drawsTable.name]: puts } }));
  }
  return numbers;
}

/**
 * Delivers the notices of 1,000 draws to the callback twice, with the concurrency of Lambda. Measures the time until all
 * are announced, and counts the announcements.
 */
export async function announceBurst(lottery: ForkedLottery): Promise<{ table: Table; goals: Goal[] }> {
  await using slack = await serveSlack();
  await using executions = await startExecutions();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SFN: executions.endpoint,
    STATE_MACHINE_ARN: stateMachineArn,
    NOTIFICATION_TOPIC_ARN: topicArn,
    SLACK_BOT_TOKEN: "xoxb-local",
    SLACK_API_URL: slack.url,
  });
  const { handler } = await import("../../bot/callback.lambda.ts");
  const numbers = await writeUnannounced(lottery, executions);
  const announceAll = async () => {
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
  const first = await announceAll();
  const again = await announceAll();
  return {
    table: {
      title: `${NOTICES.toLocaleString("en")} simultaneous notices of different draws, ${INSTANCES} concurrent callbacks`,
      columns: [
        { name: "Delivery" },
        { name: "Time", unit: "s" },
        { name: "Notices", unit: "per second" },
        { name: "Announcements in all" },
      ],
      rows: [
        ["first", first.seconds, NOTICES / first.seconds, first.announced],
        ["second", again.seconds, NOTICES / again.seconds, again.announced],
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
