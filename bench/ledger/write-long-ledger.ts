import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { writeBatch } from "../../data/dynamodb/write-batch.ts";
import { formatLogKey, LOG_IDS, partitionsOf } from "../../data/ledger/audit-log.ts";
import { type DrawRecord, drawRecord } from "../../data/ledger/draw-record.ts";
import { createLedger } from "../../data/ledger/ledger.ts";
import { logEntry } from "../../data/ledger/log-entry.ts";
import type { Prize } from "../../data/ledger/prizes.ts";
import { formatRecordKey } from "../../data/ledger/record-item.ts";
import { claim, winsOf } from "../../data/people/claim.ts";
import { drawsTable, winnersTable } from "../../data/tables.ts";
import { sumDraws } from "../../workflow/attempt/sum-draws.ts";
import { currentWinners } from "../../workflow/draw/apply-revision.ts";
import type { StoredDraw } from "./read-draws.ts";
import { renumber } from "./renumber.ts";

const CHUNK = 500;
const WRITERS = 8;
/** The newest draws are not part of the totals yet: the next draw adds them. */
const NOT_COUNTED = 1;

interface Person {
  employee_id: string;
  employee_name: string;
  lottery_serial: number;
}

interface LongLedger {
  draws: number;
  campaigns: number;
  /** Copied in turns. */
  examples: readonly StoredDraw[];
  people: readonly Person[];
  /** Of each campaign. */
  prizes: readonly Prize[];
}

/** The ids in a stored draw that a copy must not repeat, and the people in it. */
function findIds({ record }: StoredDraw) {
  const { draw_id } = record;
  return record.status === "drawn"
    ? { ids: [draw_id, ...record.revisions.map(({ revision_id }) => revision_id)], winners: record.winners }
    : { ids: [draw_id], winners: [] };
}

/** Copies draws under new numbers, with other people, into empty tables, in the form in which they are stored. */
export async function writeLongLedger(
  client: DynamoDBDocumentClient,
  { draws, campaigns, examples, people, prizes }: LongLedger,
): Promise<void> {
  const ledger = createLedger(client, drawsTable.name);
  const perCampaign = Math.ceil(draws / campaigns);
  const winnerItems = new Map<string, Record<string, unknown>>();
  let nextPerson = 0;

  const copyDraw = (drawNo: number, campaignNo: number, isFirstDraw: boolean) => {
    const example = examples[drawNo % examples.length];
    if (!example) throw new Error("There is no draw to copy.");
    const { ids, winners } = findIds(example);
    // The first person wins once in each campaign, so that their own wins are the same in a ledger of any length.
    const [first] = people;
    const taken = winners.map((_, i) =>
      isFirstDraw && i === 0 ? first : people[1 + (nextPerson++ % (people.length - 1))],
    );
    const by = {
      drawNo,
      texts: new Map([
        ...ids.map((id) => [id, `${id}-${drawNo}`] as const),
        ...winners.flatMap(({ employee_id, employee_name }, i) => [
          [employee_id, taken[i]?.employee_id ?? ""] as const,
          [employee_name, taken[i]?.employee_name ?? ""] as const,
        ]),
      ]),
      serials: new Map(
        winners.map(({ lottery_serial }, i) => [lottery_serial, taken[i]?.lottery_serial ?? 0]),
      ),
      minutes: drawNo,
    };
    const item = {
      ...Object.assign({}, renumber(example.item, by)),
      ...formatRecordKey(drawNo),
      rules: { campaign: { no: campaignNo, name: `Campaign ${campaignNo}` } },
    };
    const entries = example.entries.map((entry) =>
      logEntry.parse(renumber({ ...entry, id: `${entry.id}-${drawNo}` }, by)),
    );
    for (const win of example.wins) {
      const copied = { ...Object.assign({}, renumber(win, by)), campaign_no: campaignNo };
      const employeeId = by.texts.get(String(win["employee_id"])) ?? "";
      const before = winnerItems.get(employeeId);
      const wins = before ? winsOf(claim.parse(before)) : [];
      winnerItems.set(employeeId, { ...copied, ...(wins.length > 0 && { wins }) });
    }
    return { item, record: drawRecord.parse(item), entries };
  };

  const put = async (table: string, items: readonly Record<string, unknown>[]) => {
    const chunks = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) =>
      items.slice(i * CHUNK, (i + 1) * CHUNK),
    );
    await pMap(chunks, (chunk) => writeBatch(client, table, chunk), { concurrency: WRITERS });
  };

  /** Starts a campaign as `/lottery campaign new` does, and adds its draws to its totals as draws do. */
  const writeCampaign = async (no: number, records: readonly DrawRecord[]) => {
    const from = records[0]?.draw_no ?? 1;
    const startedAt = records[0]?.requested_at ?? "";
    const start = { id: `start-${no}`, name: `Campaign ${no}`, startedBy: undefined, startedAt };
    if (no > 1) await ledger.campaigns.start({ ...start, after: no - 1, countedTo: from - 1 });
    await ledger.campaigns.setPrizes(await ledger.campaigns.readCurrent(), prizes);
    const counted = records.slice(0, records.length - NOT_COUNTED);
    const last = counted.at(-1);
    if (last)
      await ledger.campaigns.addDraws(
        await ledger.campaigns.readCurrent(),
        sumDraws(counted, no),
        last.draw_no,
      );
    for (const record of counted)
      if (record.status === "drawn" && currentWinners(record.winners).length === 0)
        await ledger.campaigns.subtractVoid(no, record.draw_no, sumDraws([record], no));
  };

  for (let campaignNo = 1; campaignNo <= campaigns; campaignNo++) {
    const first = (campaignNo - 1) * perCampaign + 1;
    const length = Math.min(perCampaign, draws - first + 1);
    const copies = Array.from({ length }, (_, i) => copyDraw(first + i, campaignNo, i === 0));
    await put(
      drawsTable.name,
      copies.flatMap(({ item, entries }) => [
        item,
        ...entries.flatMap((entry) => [
          { ...entry, ledger: LOG_IDS, entry: entry.id },
          ...partitionsOf(entry).map((partition) => ({
            ...entry,
            ledger: partition,
            entry: formatLogKey(entry),
          })),
        ]),
      ]),
    );
    await writeCampaign(
      campaignNo,
      copies.map(({ record }) => record),
    );
  }
  await put(winnersTable.name, [...winnerItems.values()]);
}
