import { z } from "zod";
import { formatMessage, type Message } from "../workspace.ts";
import { flag, parseArguments, SlackError, timestamp } from "./arguments.ts";

/** Compares two of Slack's timestamps. */
function compareTimestamps(a: string, b: string): number {
  const [secondsA = "", microsA = ""] = a.split(".");
  const [secondsB = "", microsB = ""] = b.split(".");
  return Number(secondsA) - Number(secondsB) || microsA.padEnd(6, "0").localeCompare(microsB.padEnd(6, "0"));
}

const pageArguments = z.object({
  latest: timestamp.optional(),
  oldest: timestamp.optional(),
  inclusive: flag.default(false),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  include_all_metadata: flag.default(false),
  cursor: z.string().optional(),
});

/** Returns the requested page of messages, without ephemeral messages. */
export function readPage(all: readonly Message[], order: "newest first" | "oldest first", args: unknown) {
  const { latest, oldest, inclusive, limit, include_all_metadata, cursor } = parseArguments(
    pageArguments,
    args,
  );
  const last = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString();
  if (last !== undefined && !timestamp.safeParse(last).success) throw new SlackError("invalid_cursor");
  const edge = inclusive ? 0 : 1;
  const sorted = order === "newest first" ? all.toReversed() : all;
  const isBeyond = (ts: string) =>
    last === undefined ||
    (order === "newest first" ? compareTimestamps(last, ts) : compareTimestamps(ts, last)) > 0;
  const found = sorted.filter(
    ({ ts, visibleTo }) =>
      !visibleTo &&
      (!oldest || compareTimestamps(ts, oldest) >= edge) &&
      (!latest || compareTimestamps(latest, ts) >= edge) &&
      isBeyond(ts),
  );
  const messages = found.slice(0, limit);
  const next = found.length > limit ? messages.at(-1)?.ts : undefined;
  return {
    messages: messages.map((message) => formatMessage(message, { metadata: include_all_metadata })),
    has_more: next !== undefined,
    response_metadata: { next_cursor: next ? Buffer.from(next).toString("base64url") : "" },
  };
}
