import { BatchWriteItemCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { openLottery } from "../support/open-lottery.ts";
import { recordLog } from "../support/record-log.ts";

const ODD_NAMES = ["<!channel>", "*bold* _x_ ~y~ `z`", "R&D <@U0MEMBER>", "> 王小明 🎉", "line\nbreak"];

/** An employee in the format of `aws dynamodb batch-write-item`, with only the required attributes. */
const request = (employee_name: string, i: number): WriteRequest => ({
  PutRequest: {
    Item: {
      employee_id: { S: `N${i}` },
      employee_name: { S: employee_name },
      employee_entry_date: { S: "20260101" },
      lottery_serial: { N: String(11 + i) },
    },
  },
});

test("employees who are loaded only with a batch write win the next draw, with any names", async () => {
  using log = recordLog();
  await using lottery = await openLottery();
  await lottery.type("draw 10");
  await lottery.waitForDraws(1);

  const RequestItems = { "Lottery-Employee": ODD_NAMES.map(request) };
  await lottery.client.send(new BatchWriteItemCommand({ RequestItems }));
  await lottery.type(`draw ${ODD_NAMES.length} &lt;!here&gt; *x* &amp;amp;`);
  const [draw] = await lottery.waitForDraws(2);
  if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");
  expect(draw.roster_size).toBe(15);
  expect(new Set(draw.winners.map(({ employee_id }) => employee_id))).toEqual(
    new Set(["N0", "N1", "N2", "N3", "N4"]),
  );

  const { text, blocks = [] } = (await lottery.announcements()).at(-1) ?? {};
  // A header is plain text, in which Slack knows no mentions.
  const [header, ...rest] = blocks;
  expect(header).toMatchObject({ type: "header", text: { text: "🎉 <!here> *x* &amp;" } });
  const announcement = JSON.stringify({ text, rest });
  expect(announcement).toContain("*&lt;!channel&gt;*");
  expect(announcement).toContain("*∗bold∗ ＿x＿ ∼y∼ ˋzˋ*");
  expect(announcement).toContain("*R&amp;D &lt;@U0MEMBER&gt;*");
  expect(announcement).toContain("王小明 🎉*");
  expect(announcement).toContain("*line break*");
  expect(announcement).not.toMatch(/<[!@#](?!date|U0OPERATOR)/);

  const [mail] = (await lottery.mails()).slice(-1);
  for (const { employee_name } of draw.winners) expect(mail?.text).toContain(employee_name);
  expect(mail?.text).toContain("(<!here> *x* &amp;)");
  expect(log.lines.filter(({ level }) => level === "error")).toEqual([]);
});
