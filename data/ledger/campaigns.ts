import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { outputIf, writeIf } from "../dynamodb/write-if.ts";
import { slackUserId } from "../people/employee.ts";
import { type Prize, prize } from "./prizes.ts";
import { formatEntry } from "./record-item.ts";
import { LONGEST_CAMPAIGN } from "./rules.ts";

/** The partition of campaigns. Their sort key orders them by number. */
const CAMPAIGNS = "campaigns";

const campaign = z.object({
  campaign_no: z.int().min(1),
  /** The idempotency key of its start. */
  campaign_id: z.string().optional(),
  name: z.string().min(1).max(LONGEST_CAMPAIGN).optional(),
  /** ISO 8601. */
  started_at: z.string().optional(),
  started_by: slackUserId.optional().catch(undefined),
  /** In the organizer's order. */
  prizes: z.array(prize).default([]),
  /** Grows with each change of the name or of the prizes. */
  version: z.int().min(0).default(0),
  /** The draws up to this number are part of the totals. */
  counted_to: z.int().min(0).default(0),
  /** How many draws of the campaign were decided, and how many winners they had. Void draws are subtracted. */
  draws: z.int().default(0),
  winners: z.int().default(0),
  /** The numbers of void draws. */
  voided: z.set(z.int()).default(new Set<number>()),
  /** How many winners have won each prize, by its id. */
  drawn: z.record(z.string(), z.int()).default({}),
});

/** A campaign: nobody wins twice within it. `draws`, `winners` and `drawn` are its totals up to the draw `counted_to`. */
export type Campaign = z.output<typeof campaign>;

/** What draws add to the totals of a campaign. */
export interface CampaignTotals {
  draws: number;
  winners: number;
  /** By the id of the prize. */
  drawn: ReadonlyMap<string, number>;
}

/** The start of a campaign after another one, whose number is `after`. */
export interface CampaignStart {
  after: number;
  /** The idempotency key. */
  id: string;
  name: string;
  startedBy: string | undefined;
  /** ISO 8601. */
  startedAt: string;
  /** All draws up to this number have ended, so they belong to earlier campaigns. */
  countedTo: number;
}

/** The campaign before the first one is started: it has no name, and winners from before the ledger belong to it. */
const FIRST = campaign.parse({ campaign_no: 1 });

/** The campaigns of a lottery. The one with the highest number is the current one. */
export function createCampaigns(client: DynamoDBDocumentClient, table: string) {
  const parse = (item: unknown): Campaign => parseItem(campaign, item, "A campaign");
  const formatKey = (no: number) => ({ ledger: CAMPAIGNS, entry: formatEntry(no) });

  const putNew = (item: Record<string, unknown> & { campaign_no: number }) =>
    writeIf(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...formatKey(item.campaign_no), counted_to: 0, draws: 0, winners: 0, drawn: {}, ...item },
          ConditionExpression: "attribute_not_exists(entry)",
        }),
      ),
    );

  /** Writes an update of a campaign. The item of the first one is created when it is needed. */
  const update = async (
    no: number,
    {
      expression,
      condition,
      values,
      names = {},
    }: {
      expression: string;
      condition: string;
      values: Record<string, unknown>;
      names?: Record<string, string>;
    },
  ): Promise<Campaign | undefined> => {
    const write = () =>
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: formatKey(no),
          UpdateExpression: expression,
          ConditionExpression: `attribute_exists(entry) AND ${condition}`,
          ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
          ExpressionAttributeValues: values,
          ReturnValues: "ALL_NEW",
        }),
      );
    let written = await outputIf(write());
    if (!written && no === 1) {
      // Another run may create the item at the same time, so the update is tried again in any case.
      await putNew({ campaign_no: 1 });
      written = await outputIf(write());
    }
    return written && parse(written.Attributes);
  };

  /** The parts of an update that adds to the totals. `ADD` works on numbers outside of maps only. */
  const add = ({ draws, winners, drawn }: CampaignTotals, sign: 1 | -1) => {
    const prizes = [...drawn];
    return {
      set: [
        "draws = draws + :draws",
        "winners = winners + :winners",
        ...prizes.map((_, i) => `drawn.#p${i} = if_not_exists(drawn.#p${i}, :zero) + :p${i}`),
      ].join(", "),
      names: Object.fromEntries(prizes.map(([id], i) => [`#p${i}`, id])),
      values: {
        ":draws": sign * draws,
        ":winners": sign * winners,
        ...(prizes.length > 0 && { ":zero": 0 }),
        ...Object.fromEntries(prizes.map(([, count], i) => [`:p${i}`, sign * count])),
      },
    };
  };

  const change = (
    { campaign_no, version }: Campaign,
    attribute: "name" | "prizes",
    value: string | readonly Prize[],
  ): Promise<Campaign | undefined> =>
    update(campaign_no, {
      expression: "SET #changed = :value, version = :next",
      condition: version === 0 ? "attribute_not_exists(version)" : "version = :version",
      names: { "#changed": attribute },
      values: { ":value": value, ":next": version + 1, ...(version > 0 && { ":version": version }) },
    });

  return {
    /** Returns the current campaign. Throws `InvalidItem`. */
    async readCurrent(): Promise<Campaign> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "ledger = :campaigns",
          ExpressionAttributeValues: { ":campaigns": CAMPAIGNS },
          ScanIndexForward: false,
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      return Items[0] ? parse(Items[0]) : FIRST;
    },

    /**
     * Starts the next campaign. Returns it, also if the same start is repeated; undefined if another campaign was started
     * in the meantime.
     */
    async start({
      after,
      id,
      name,
      startedBy,
      startedAt,
      countedTo,
    }: CampaignStart): Promise<Campaign | undefined> {
      const campaign_no = after + 1;
      await putNew({
        campaign_no,
        campaign_id: id,
        name,
        started_at: startedAt,
        ...(startedBy !== undefined && { started_by: startedBy }),
        counted_to: countedTo,
      });
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: formatKey(campaign_no), ConsistentRead: true }),
      );
      const stored = parse(Item);
      return stored.campaign_id === id ? stored : undefined;
    },

    /** Renames a campaign as it was read. Returns it; undefined if its name or its prizes were changed since. */
    rename: (read: Campaign, name: string) => change(read, "name", name),

    /** Replaces the prizes of a campaign as it was read. Returns it; undefined if its name or its prizes were changed since. */
    setPrizes: (read: Campaign, prizes: readonly Prize[]) => change(read, "prizes", prizes),

    /**
     * Adds the draws up to the number `to` to the totals of a campaign as it was read. Another run may have done that: then
     * nothing is changed.
     */
    async addDraws({ campaign_no, counted_to }: Campaign, totals: CampaignTotals, to: number): Promise<void> {
      const { set, names, values } = add(totals, 1);
      await update(campaign_no, {
        expression: `SET counted_to = :to, ${set}`,
        condition: "counted_to = :from",
        names,
        values: { ...values, ":to": to, ":from": counted_to },
      });
    },

    /** Subtracts a void draw from the totals of its campaign, once. */
    async subtractVoid(campaignNo: number, drawNo: number, totals: CampaignTotals): Promise<void> {
      const { set, names, values } = add(totals, -1);
      await update(campaignNo, {
        expression: `SET ${set} ADD voided :voided`,
        condition: "NOT contains(voided, :number)",
        names,
        values: { ...values, ":voided": new Set([drawNo]), ":number": drawNo },
      });
    },
  };
}
