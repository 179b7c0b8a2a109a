import { z } from "zod";
import { drawsTable, winnersTable } from "../../data/tables.ts";
import { describeClaimRequest } from "./describe-claim-request.ts";

const text = z.string();
const ids = z.union([z.set(text), z.array(text)]).transform((all) => [...all]);
const people = z.array(z.object({ employee_id: text })).transform((all) => all.map((one) => one.employee_id));
const key = z.looseObject({ employee_id: text.optional(), ledger: text.optional(), entry: text.optional() });

const command = z.looseObject({
  TableName: text.optional(),
  IndexName: text.optional(),
  FilterExpression: text.optional(),
  ProjectionExpression: text.optional(),
  Key: key.optional(),
  Item: z.looseObject({ ...key.shape, draw_id: text.optional() }).optional(),
  ConditionExpression: text.default(""),
  UpdateExpression: text.default(""),
  ExpressionAttributeNames: z.record(text, text).default({}),
  ExpressionAttributeValues: z.record(text, z.unknown()).default({}),
  RequestItems: z.record(text, z.object({ Keys: z.array(z.object({ employee_id: text })) })).optional(),
});

type Command = z.output<typeof command>;

/** The person of the model for an employee id: 1 for `E0001`. */
const person = (id: unknown) => Number(text.parse(id).slice(1));
const list = (all: readonly string[]) => all.map(person).sort((a, b) => a - b);

const storedSeals = z.array(z.object({ message_ts: text.optional() }));

function describeSeals(no: number, seals: z.output<typeof storedSeals>, values: Record<string, unknown>) {
  const format = (all: readonly boolean[]) =>
    all.map((isPosted) => (isPosted ? "posted" : "new")).join(", ") || "none";
  const arePosted = seals.map(({ message_ts }) => message_ts !== undefined);
  const newest = Number(values[":seals"]) - 1;
  const before = arePosted
    .slice(0, newest + 1)
    .map((isPosted, i) => (i === newest ? values[":message_ts"] !== undefined : isPosted));
  return `seal draw ${no} with ${format(arePosted)} instead of ${format(before)}`;
}

function describeUpdate({ Key, UpdateExpression, ConditionExpression, ...more }: Command) {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = more;
  const no = Number(Key?.entry);
  const set = Object.fromEntries(
    Object.entries(names).flatMap(([placeholder, name]) =>
      placeholder.startsWith("#set") ? [[name, values[placeholder.replace(/^#(set\d+)_0$/, ":$1")]]] : [],
    ),
  );
  const attempt = values[":attempt_id"] === values[":draw_id"] ? no : values[":attempt_id"];
  const revisions = values[":revisions"] ?? 0;
  if (UpdateExpression.startsWith("ADD") && Object.values(names).includes("candidates"))
    return `add candidates ${list(ids.parse(values[":add0"]))} to ${attempt}`;
  if ("seals" in set) return describeSeals(no, storedSeals.parse(set["seals"]), values);
  if ("signature" in set) return `store the seed of ${no}`;
  if ("claim_round" in set) return `end round ${values[":round"]} of ${attempt}`;
  if (set["status"] === "drawn")
    return `decide ${no} in round ${values[":round"]} for ${people.parse(set["winners"]).map(person)}`;
  if (set["status"] === "failed") return `fail ${no}`;
  if ("claims_final" in set) return `mark wins of ${no} final in revision ${revisions}`;
  if ("claims_released" in set) return `mark claims of ${no} released`;
  if ("revising" in set) {
    const { voided } = z.object({ voided: ids }).parse(set["revising"]);
    return `begin revision ${set["attempt_id"]} of ${no} against ${list(voided)} in revision ${revisions}`;
  }
  if ("revisions" in set) {
    const decided = z
      .array(z.object({ winners: people }))
      .parse(set["revisions"])
      .at(-1);
    const isAnnounced = "announcement_attempts" in set;
    return `decide ${attempt} in round ${values[":round"]} for ${decided?.winners.map(person)}${isAnnounced ? "" : ", unannounced"}`;
  }
  if (UpdateExpression.endsWith("REMOVE attempt_id, revising")) return `abandon revision ${attempt}`;
  if (UpdateExpression.endsWith("REMOVE pending"))
    return `remove ${no} from the pending index in revision ${revisions}`;
  throw new RangeError(
    `The model has no request with the update ${UpdateExpression} and the condition ${ConditionExpression}.`,
  );
}

function describeExecution(operation: string, id: string | undefined, asked: Command) {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = asked;
  if (operation === "GetCommand") return `read execution ${id}`;
  if (operation === "PutCommand") return `store the request of ${id}`;
  return names["#attribute"] === "stopped" ? `stop ${id}` : `number ${id} with ${values[":value"]}`;
}

function describeCounter(operation: string, asked: Command) {
  const { UpdateExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values } = asked;
  if (operation === "GetCommand") return "read the counter";
  return UpdateExpression.startsWith("REMOVE")
    ? `end the reservation of ${values[":number"]} for ${names["#id"]}`
    : `count for ${names["#id"]}`;
}

function describeLedger(operation: string, asked: Command) {
  const { Key, Item, IndexName, FilterExpression } = asked;
  if (operation === "QueryCommand" && IndexName)
    return FilterExpression === undefined ? undefined : "list pending claims";
  const { ledger, entry } = { ...Key, ...Item };
  if (ledger === "history" || ledger === "campaigns") return undefined;
  if (ledger === "draw-ids") return describeExecution(operation, entry, asked);
  if (ledger === "numbers") return describeCounter(operation, asked);
  if (operation === "UpdateCommand") return describeUpdate(asked);
  if (ledger !== "draws") return undefined;
  return operation === "GetCommand"
    ? `read draw ${Number(entry)}`
    : `open draw ${Number(entry)} as ${Item?.draw_id}`;
}

/**
 * Returns the label that the model gives to a request of the code to DynamoDB. Returns undefined for requests that the
 * model does not have: those about the roster and the visit log, which no other draw uses, and those about the newest link
 * of the history, the totals of campaigns and the audit log, which no decision depends on.
 */
export function describeRequest(commandName: string, input: unknown): string | undefined {
  const operation = commandName.replace("Item", "");
  // Copies of entries of the audit log.
  if (operation === "BatchWriteCommand") return undefined;
  const asked = command.parse(input);
  const keys = asked.RequestItems?.[winnersTable.name]?.Keys;
  if (keys) return `read items ${list(keys.map(({ employee_id }) => employee_id))}`;
  if (asked.TableName === winnersTable.name) return describeClaimRequest(operation, asked);
  return asked.TableName === drawsTable.name ? describeLedger(operation, asked) : undefined;
}

/** Returns a label of the model without times, like the labels of the code. */
export function withoutTimes(label: string): string {
  return label.replaceAll(/ (at|until) \d+/g, "");
}
