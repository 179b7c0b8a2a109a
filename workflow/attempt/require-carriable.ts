import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { DrawBody } from "../tasks/events.ts";

/** What the body and the ids of its candidates may take in one item of the ledger, which DynamoDB limits to 409,600 bytes. */
const LONGEST_RECORD = 380_000;

/** What a body may take, in UTF-8 bytes of JSON: with the notice beside it, it must stay below the 256 KB of a state. */
const LONGEST_BODY = 230_000;

/**
 * The body, if the states can carry it. Throws `InvalidItem` where names or ids are so long that they cannot: before
 * the decision, for a decided draw must reach those who tell of it.
 */
export function requireCarriable(body: DrawBody): DrawBody {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  const candidates = [...body.winner_details, ...body.lost].map(({ employee_id }) => employee_id);
  const recorded = bytes + Buffer.byteLength(candidates.join(" "));
  if (bytes <= LONGEST_BODY && recorded <= LONGEST_RECORD) return body;
  throw new LotteryError(
    "InvalidItem",
    `Names and ids of draw ${body.draw_no} are too long for ${body.num_of_winners} winners: ${bytes} bytes.`,
  );
}
