import type { FieldValue, OpenForm } from "../commands/form-response.ts";
import { type FormOrigin, parseMetadata } from "../messages/form.ts";
import type { Entered, ViewPayload } from "./slack-request.ts";

/** Returns what a person has entered: a text, a chosen value, several of them, or undefined. */
export function readEntered(entered: Entered): FieldValue {
  return (
    entered.value ??
    entered.selected_option?.value ??
    entered.selected_options?.map(({ value }) => value) ??
    entered.selected_date ??
    entered.selected_user ??
    entered.selected_users ??
    entered.selected_channel ??
    entered.selected_channels ??
    entered.selected_conversation ??
    entered.selected_conversations ??
    entered.files?.map(({ id }) => id) ??
    undefined
  );
}

/** A block's id is the name of its field, which a version may follow. */
const nameOf = (blockId: string): string => blockId.replace(/:\d+$/, "");

/** Reads the open form from a request. Throws `InvalidInput` if `formatForm` has not made it. */
export function readForm(view: ViewPayload): { form: OpenForm; origin: FormOrigin } {
  const { origin, state } = parseMetadata(view.private_metadata);
  const blocks = Object.entries(view.state?.values ?? {});
  const values = blocks.map(([blockId, fields]): [string, FieldValue] => {
    const [field] = Object.values(fields);
    return [nameOf(blockId), field && readEntered(field)];
  });
  return { form: { values: Object.fromEntries(values), state, nonce: origin.nonce }, origin };
}

/** Returns the id of the block that shows an error about a field. Slack shows errors only in inputs. */
export function findErrorBlock({ blocks }: ViewPayload, name?: string): string | undefined {
  const inputs = blocks.filter(({ type }) => type === "input").map(({ block_id }) => block_id);
  return inputs.find((blockId) => nameOf(blockId) === name) ?? inputs.at(-1);
}
