import { z } from "zod";

const wins = z.array(z.object({ draw_id: z.string() })).default([]);

const command = z.object({
  Key: z.object({ employee_id: z.string().optional() }).optional(),
  Item: z
    .object({
      employee_id: z.string().optional(),
      draw_id: z.string().optional(),
      claim_round: z.number().optional(),
      wins,
    })
    .optional(),
  ConditionExpression: z.string(),
  UpdateExpression: z.string(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()),
});

type Command = z.output<typeof command>;
type Values = Command["ExpressionAttributeValues"];

const idsOf = (of: z.output<typeof wins>) => of.map(({ draw_id }) => draw_id);

/** The draws of the earlier wins that a condition compares, oldest first. */
function readWins(values: Values): string[] {
  return Array.from({ length: Number(values[":same_wins"] ?? 0) }, (_, i) => String(values[`:same_win${i}`]));
}

/** The item that a condition compares with the stored one, as the model describes it. Empty if there is none. */
function describeRead({
  ExpressionAttributeValues: values,
  ConditionExpression: condition,
}: Command): string {
  if (values[":same_draw_id"] === undefined) return "";
  const isVoid = condition.includes("attribute_exists(#same_void)");
  const isKept = values[":same_held_until"] !== undefined;
  const isClaim = isKept || values[":same_claim_expires_at"] !== undefined;
  const claim = isClaim ? ` ${isKept ? "held" : "claimed"}` : "";
  const under = readWins(values);
  return ` over ${values[":same_draw_id"]}${isVoid ? " void" : ""}${claim}${under.length > 0 ? ` with ${under}` : ""}`;
}

/** Returns the label that the model gives to a request of the code to the winners' table, other than a read of many items. */
export function describeClaimRequest(operation: string, input: unknown): string {
  const asked = command.parse(input);
  const { Key, Item, ConditionExpression, UpdateExpression, ExpressionAttributeValues: values } = asked;
  const who = Number((Key?.employee_id ?? Item?.employee_id ?? "").slice(1));
  const read = describeRead(asked);
  if (operation === "GetCommand") return `read item ${who}`;
  if (Item?.claim_round !== undefined)
    return `claim ${who} for ${Item.draw_id} in round ${Item.claim_round}${read}`;
  if (values[":round"] !== undefined)
    return `release ${who} of ${values[":draw_id"]} in round ${values[":round"]}${read}`;
  if (UpdateExpression === "SET #void = :void") return `void ${who} of ${values[":draw_id"]}`;
  if (Item || UpdateExpression.endsWith(" wins") || UpdateExpression.startsWith("SET wins ")) {
    const left = Item ? [...idsOf(Item.wins), Item.draw_id] : idsOf(wins.parse(values[":left"]));
    const before = [...readWins(values), ...(Item ? [String(values[":same_draw_id"])] : [])];
    return `void ${who} of ${before.filter((id) => !left.includes(id))}${read}`;
  }
  const claimedAs = values[":claimed_as"] === values[":draw_id"] ? "" : ` or ${values[":claimed_as"]}`;
  const gone = ConditionExpression.includes("attribute_not_exists(employee_id)") ? ", even if missing" : "";
  return `finalize ${who} for ${values[":draw_id"]}${claimedAs}${gone}`;
}
