import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { readPages } from "../dynamodb/read-pages.ts";
import { SERIAL_INDEX } from "../tables.ts";

/** A table of more than one page is read in this many parallel segments. */
const SEGMENTS = 8;

/** What a scan of the index returns: these attributes, of all items or of those that the filter selects. */
export interface RosterScan {
  attributes: readonly string[];
  filter?: { FilterExpression: string; ExpressionAttributeValues?: Record<string, unknown> };
  /** Ends the scan. */
  signal?: AbortSignal;
}

interface Page {
  Items?: Record<string, unknown>[] | undefined;
  LastEvaluatedKey?: Record<string, unknown> | undefined;
}

/** Reads one page of a scan, of a segment or of all items. */
export type ScanPage = (
  segment?: number,
  from?: { ExclusiveStartKey?: Record<string, unknown> },
) => Promise<Page>;

/** The parameters of a page of one of the parallel segments. */
export function formatSegment(segment: number | undefined) {
  return segment === undefined ? {} : { Segment: segment, TotalSegments: SEGMENTS };
}

/** Reads in one request if everything is on one page, otherwise in parallel segments. Passes on each item. */
export async function scanInSegments(
  scanPage: ScanPage,
  take: (item: Record<string, unknown>) => void,
): Promise<void> {
  const takeAll = (items: readonly Record<string, unknown>[] = []) => {
    for (const item of items) take(item);
  };
  const first = await scanPage();
  if (!first.LastEvaluatedKey) return takeAll(first.Items);
  const readSegment = async (segment: number) => {
    for await (const items of readPages((from) => scanPage(segment, from))) takeAll(items);
  };
  await Promise.all(Array.from({ length: SEGMENTS }, (_, segment) => readSegment(segment)));
}

/** Creates the function that reads the whole index of employees by their serial, and passes on each item. */
export function createScanRoster(client: DynamoDBDocumentClient, table: string) {
  return function scanRoster(
    { attributes, filter, signal }: RosterScan,
    take: (item: Record<string, unknown>) => void,
  ): Promise<void> {
    return scanInSegments(
      (segment, from) =>
        client.send(
          new ScanCommand({
            TableName: table,
            IndexName: SERIAL_INDEX,
            ProjectionExpression: attributes.join(", "),
            ...filter,
            ...formatSegment(segment),
            ...from,
          }),
          signal && { abortSignal: signal },
        ),
      take,
    );
  };
}

/** Returns what the scan returns, or undefined if it takes longer than `withinMs`. */
export async function scanInTime<Found>(
  withinMs: number,
  scan: (signal: AbortSignal) => Promise<Found>,
): Promise<Found | undefined> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    return await scan(signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
