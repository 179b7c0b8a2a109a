import type { KnownBlock, ModalView, PlainTextElement } from "@slack/web-api";
import * as z from "zod";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { cutText } from "./cut-text.ts";
import type { Message } from "./message.ts";

/** A form (Slack: a modal). */
export interface Form {
  /** `lottery_`, the command's name, and the name of the form, such as `lottery_draw_start`. */
  callback: string;
  /** At most 24 characters. */
  title: string;
  /** The labels of the buttons, at most 24 characters. A form without `submit` has no fields. */
  submit?: string;
  close: string;
  blocks: readonly KnownBlock[];
  /** What the command must know at the submission, at most 2,500 characters. */
  state?: string;
}

/** Where a form was opened. Slack sends it back with each submission. */
export interface FormOrigin {
  channelId: string;
  channelName: string;
  /** Identifies the opened form: two submissions of it have one effect. */
  nonce: string;
}

/** Slack's limits: https://docs.slack.dev/reference/views/modal-views */
const MAX_TITLE_LENGTH = 24;
const MAX_FORM_BLOCKS = 100;
/** The rest of Slack's 3,000 characters is for the origin. */
export const MAX_STATE_LENGTH = 2_500;

/** Plain text of at most `most` characters. */
export function plainText(text: string, most: number): PlainTextElement {
  return { type: "plain_text", text: cutText(text, most) };
}

/** Formats a form for Slack. Throws `RangeError` if it has too many blocks or too much state, which the command prevents. */
export function formatForm(
  { callback, title, submit, close, blocks, state = "" }: Form,
  origin: FormOrigin,
): ModalView {
  if (blocks.length > MAX_FORM_BLOCKS) throw new RangeError(`A form has ${blocks.length} blocks.`);
  if (state.length > MAX_STATE_LENGTH)
    throw new RangeError(`A form has ${state.length} characters of state.`);
  return {
    type: "modal",
    callback_id: callback,
    title: plainText(title, MAX_TITLE_LENGTH),
    ...(submit !== undefined && { submit: plainText(submit, MAX_TITLE_LENGTH) }),
    close: plainText(close, MAX_TITLE_LENGTH),
    blocks: [...blocks],
    private_metadata: formatMetadata(origin, state),
  };
}

/** The state follows in a line of its own, so that no character of it needs more space. */
function formatMetadata({ channelId, channelName, nonce }: FormOrigin, state: string): string {
  return `${JSON.stringify([channelId, channelName.slice(0, 80), nonce])}\n${state}`;
}

const metadata = z.tuple([z.string(), z.string(), z.string().min(1)]);

/** Parses what `formatForm` stored in a form. Throws `InvalidInput`. */
export function parseMetadata(text: string): { origin: FormOrigin; state: string } {
  const end = text.indexOf("\n");
  const { data } = safeParse(jsonOf(metadata), text.slice(0, Math.max(end, 0)));
  if (!data) throw new LotteryError("InvalidInput", "The form's metadata is malformed.");
  const [channelId, channelName, nonce] = data;
  return { origin: { channelId, channelName, nonce }, state: text.slice(end + 1) };
}

/** The callback id of a form that only shows a message. */
export const NOTICE = "lottery_notice";

/** A message in the place of a form. Its buttons work as in a channel: their answer replaces it. */
export function formatNotice(title: string, close: string, { blocks }: Message): Form {
  return { callback: NOTICE, title, close, blocks };
}
