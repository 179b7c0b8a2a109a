import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { readPages } from "../dynamodb/read-pages.ts";
import { SERIAL_INDEX } from "../tables.ts";

/** A roster of more than one page is read in this many parallel segments. */
const SEGMENTS = 8;

/** What a scan of the index returns: these attributes, of all items or of those that the filter selects. */
export interface RosterScan {
  attributes: readonly string[];
  filter?: { FilterExpression: string; ExpressionAttributeValues?: Record<string, unknown> };
  /** Ends the scan. */
  signal?: AbortSignal;
}

/** Creates the function that reads the whole index of employees by their serial, and passes on each item. */
export function createScanRoster(client: DynamoDBDocumentClient, table: string) {
  const scanPage = (
    { attributes, filter, signal }: RosterScan,
    segment?: number,
    from: { ExclusiveStartKey?: Record<string, unknown> } = {},
  ) =>
    client.send(
      new ScanCommand({
        TableName: table,
        IndexName: SERIAL_INDEX,
        ProjectionExpression: attributes.join(", "),
        ...filter,
        ...(segment !== undefined && { Segment: segment, TotalSegments: SEGMENTS }),
        ...from,
      }),
      signal && { abortSignal: signal },
    );

  /** Reads in one request if the index is one page, otherwise in parallel segments. */
  return async function scanRoster(
    wanted: RosterScan,
    take: (item: Record<string, unknown>) => void,
  ): Promise<void> {
    const takeAll = (items: readonly Record<string, unknown>[] = []) => {
      for (const item of items) take(item);
    };
    const first = await scanPage(wanted);
    if (!first.LastEvaluatedKey) return takeAll(first.Items);
    const readSegment = async (segment: number) => {
      for await (const items of readPages((from) => scanPage(wanted, segment, from))) takeAll(items);
    };
    await Promise.all(Array.from({ length: SEGMENTS }, (_, segment) => readSegment(segment)));
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
