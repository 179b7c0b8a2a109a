import type { KnownBlock } from "@slack/web-api";
import { LONGEST_PRIZE } from "../../data/ledger/prizes.ts";
import type { CountedCampaign } from "../commands/read-campaign.ts";
import {
  type FaultyLine,
  formatPrizeLine,
  LONGEST_VALUE,
  MOST_OF_A_PRIZE,
} from "../input/parse-prize-list.ts";
import type { Texts } from "../locales/texts.ts";
import { type Form, plainText } from "./form.ts";
import { buttonRow, numberField, textField } from "./form-fields.ts";
import { context, fillSections, section } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";
import { formatPrize } from "./prize-lines.ts";

export const PRIZE_ACTIONS = { add: "lottery_prizes_add", edit: "lottery_prizes_edit" };

/** Slack's field for text has at most 3,000 characters. The rest of a part is for what people add to it. */
const PART_LENGTH = 2_500;
/** More than the longest list needs. */
const LIST_LENGTH = 200_000;
const SHOWN_FAULTS = 3;
const SHOWN_LINE_LENGTH = 40;

/** The name of the field with a part of the list. */
export const partName = (part: number): string => `list${part}`;

/** The prizes with what is left, as sections of text. */
function formatList({ campaign, prizes }: CountedCampaign, texts: Texts): KnownBlock[] {
  const name = campaign.name === undefined ? undefined : escapeMrkdwn(campaign.name);
  const lines = prizes.map((prize) => formatPrize(prize, texts));
  const { sections } = fillSections(lines.length > 0 ? lines : [texts.prizes.empty], LIST_LENGTH);
  const sum = (count: "left" | "quantity") => prizes.reduce((total, prize) => total + prize[count], 0);
  return [
    section(texts.prizes.campaign(name)),
    ...sections.map(section),
    ...(prizes.length > 1
      ? [context(texts.prizes.total({ left: sum("left"), quantity: sum("quantity") }))]
      : []),
  ];
}

/** The list of prizes, which operators can change. */
export function formatPrizes(
  counted: CountedCampaign,
  { canEdit, isSaved }: { canEdit: boolean; isSaved: boolean },
  texts: Texts,
): Form {
  const { title, add, edit, saved, start } = texts.prizes;
  return {
    callback: "lottery_prizes_list",
    title,
    close: texts.forms.close,
    blocks: [
      ...(isSaved ? [section(saved)] : []),
      ...formatList(counted, texts),
      ...(canEdit && counted.prizes.length === 0 ? [section(start)] : []),
      ...(canEdit
        ? [
            buttonRow([
              { action: PRIZE_ACTIONS.add, label: add },
              { action: PRIZE_ACTIONS.edit, label: edit },
            ]),
          ]
        : []),
    ],
  };
}

/** The form for one more prize. */
export function formatAddPrize(texts: Texts): Form {
  const { prizes } = texts;
  return {
    callback: PRIZE_ACTIONS.add,
    title: prizes.add,
    submit: prizes.save,
    close: texts.cancel,
    blocks: [
      textField({ name: "name", label: prizes.name, most: LONGEST_PRIZE }),
      numberField({ name: "quantity", label: prizes.quantity, least: 1, most: MOST_OF_A_PRIZE, initial: 1 }),
      textField({
        name: "value",
        label: prizes.value,
        hint: prizes.valueHint,
        most: LONGEST_VALUE,
        isOptional: true,
      }),
    ],
  };
}

/** Divides lines among as few fields as possible. */
function divide(lines: readonly string[]): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const part = parts.at(-1);
    if (part !== undefined && part.length + 1 + line.length <= PART_LENGTH)
      parts[parts.length - 1] = `${part}\n${line}`;
    else parts.push(line);
  }
  return parts.length > 0 ? parts : [""];
}

/**
 * The form for the whole list. `typed` is what somebody has entered, field by field, while `obstacle` happened: another operator saved the
 * list, or a campaign was started.
 */
export function formatEditPrizes(
  counted: CountedCampaign,
  texts: Texts,
  conflict?: { typed: readonly string[]; obstacle: "conflict" | "otherCampaign" },
): Form {
  const { campaign, prizes } = counted;
  const { list, listPart, listHint, example, yourInput } = texts.prizes;
  const parts = conflict?.typed ?? divide(prizes.map(formatPrizeLine));
  return {
    callback: PRIZE_ACTIONS.edit,
    title: texts.prizes.edit,
    submit: texts.prizes.save,
    close: texts.cancel,
    state: JSON.stringify([campaign.campaign_no, campaign.version]),
    blocks: [
      ...(conflict
        ? [section(texts.prizes[conflict.obstacle]), ...formatList(counted, texts), section(yourInput)]
        : []),
      ...parts.map((initial, i) =>
        textField({
          name: partName(i),
          label: i === 0 ? list : listPart(i + 1),
          hint: i === 0 ? listHint : "",
          initial,
          placeholder: example,
          isMultiline: true,
          // An empty list can be saved only on purpose.
          isOptional: i > 0 || prizes.length > 0,
          version: campaign.version,
        }),
      ),
    ],
  };
}

/** What is wrong with a typed list, in plain text. */
export function formatFaults(faults: readonly FaultyLine[], texts: Texts): string {
  const { line, more, reasons } = texts.prizes.errors;
  const shown = faults
    .slice(0, SHOWN_FAULTS)
    .map((each) => line(each.line, plainText(each.text, SHOWN_LINE_LENGTH).text, reasons[each.fault]));
  const hidden = faults.length - shown.length;
  return [...shown, ...(hidden > 0 ? [more(hidden)] : [])].join(" ");
}
