import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { DrawBody } from "./draw-body.ts";

/** The most bytes of a body and the ids of its candidates: DynamoDB limits the item that holds both to 409,600 bytes. */
const LONGEST_RECORD = 380_000;

/** The most bytes of a body as JSON: a state of 256 KB holds it together with the notice. */
const LONGEST_BODY = 230_000;

/**
 * Returns the body if a state and a record can hold it. Throws `InvalidItem` if names or ids are too long: the draw must
 * fail before the decision, because a decided draw must be announced.
 */
export function checkBodySize(body: DrawBody): DrawBody {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  const candidates = [...body.winner_details, ...body.lost].map(({ employee_id }) => employee_id);
  const recorded = bytes + Buffer.byteLength(candidates.join(" "));
  if (bytes <= LONGEST_BODY && recorded <= LONGEST_RECORD) return body;
  throw new LotteryError(
    "InvalidItem",
    `Names and ids of draw ${body.draw_no} are too long for ${body.num_of_winners} winners: ${bytes} bytes.`,
  );
}
