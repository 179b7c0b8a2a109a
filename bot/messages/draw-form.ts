import type { InputBlock, KnownBlock } from "@slack/web-api";
import { LONGEST_PRIZE } from "../../data/ledger/prizes.ts";
import { MOST_WINNERS } from "../../workflow/attempt/requests.ts";
import type { CountedCampaign, CountedPrize } from "../commands/read-campaign.ts";
import type { Department, EntrantSurvey } from "../commands/survey-entrants.ts";
import { DRAW_FIELDS, type DrawForm, OTHER_PRIZE } from "../input/read-draw-form.ts";
import type { Texts } from "../locales/texts.ts";
import type { Form } from "./form.ts";
import {
  boxesField,
  buttonRow,
  channelField,
  dateField,
  menuField,
  multiMenuField,
  numberField,
  textField,
} from "./form-fields.ts";
import { context, section } from "./message.ts";
import { escapeMrkdwn, formatTime } from "./mrkdwn.ts";

export const DRAW_FORM = "lottery_draw_start";
/** Fields that change the form, and the button that counts again. */
export const DRAW_CHANGES = {
  prize: "lottery_draw_prize",
  winners: "lottery_draw_winners",
  who: "lottery_draw_who",
  departments: "lottery_draw_departments",
  joinedBefore: "lottery_draw_joined",
  again: "lottery_draw_again",
  count: "lottery_draw_count",
} as const;

/** Slack refuses longer values of options, and larger forms. */
const LONGEST_DEPARTMENT = 150;
const MOST_DEPARTMENTS = 500;

/** What the form knows about the roster: nothing yet, nothing in time, or a survey. */
export type Entrants = "reading" | "unknown" | EntrantSurvey;

interface DrawFormView {
  counted: CountedCampaign;
  entrants: Entrants;
  /** What was entered. Undefined if the form is opened. */
  entered: DrawForm | undefined;
  /** Where winners can be announced, if the form was opened there. */
  channelId: string | undefined;
}

const F = DRAW_FIELDS;

function formatPrizeField(prizes: readonly CountedPrize[], chosen: string, texts: Texts): InputBlock {
  const { form } = texts.draw;
  return menuField({
    name: F.prize,
    action: DRAW_CHANGES.prize,
    label: form.prize,
    chosen,
    options: [
      ...prizes.map(({ prize_id, name, left, quantity }) => ({
        label: form.prizeOption(name, left, quantity),
        value: prize_id,
      })),
      { label: form.otherPrize, value: OTHER_PRIZE },
    ],
  });
}

/** The departments that the menu can have: of too many the largest, in the same order. */
function listDepartments(departments: readonly Department[]): readonly Department[] {
  const possible = departments.filter(({ name }) => name.length <= LONGEST_DEPARTMENT);
  if (possible.length <= MOST_DEPARTMENTS) return possible;
  const largest = new Set(possible.toSorted((a, b) => b.people - a.people).slice(0, MOST_DEPARTMENTS));
  return possible.filter((department) => largest.has(department));
}

/** The fields for the departments, which are known when the roster has been read. Says how many it does not have. */
function formatDepartments(
  departments: readonly Department[],
  entered: DrawForm | undefined,
  who: string,
  texts: Texts,
): KnownBlock[] {
  const { form } = texts.draw;
  const listed = listDepartments(departments);
  const others = departments.length - listed.length;
  const note =
    others > 0 ? [context(form.otherDepartments(others, MOST_DEPARTMENTS, LONGEST_DEPARTMENT))] : [];
  if (listed.length === 0) return note;
  const limit = entered?.rules.departments;
  const chosen = limit && ("only" in limit ? limit.only : limit.not);
  const menu = menuField({
    name: F.who,
    action: DRAW_CHANGES.who,
    label: form.who,
    chosen: who,
    options: (["all", "only", "not"] as const).map((value) => ({ label: form.whoOptions[value], value })),
  });
  if (who === "all") return [menu, ...note];
  return [
    menu,
    multiMenuField({
      name: F.departments,
      action: DRAW_CHANGES.departments,
      label: form.departments,
      ...(chosen && { chosen }),
      options: listed.map(({ name, people }) => ({ label: form.department(name, people), value: name })),
    }),
    ...note,
  ];
}

/** The value with which a person confirms that more are drawn than are left. */
export const confirmOverdraw = (
  { prize_id, left }: Pick<CountedPrize, "prize_id" | "left">,
  winners: number,
): string => `${prize_id}:${winners}:${left}`;

/** The box to tick if more are drawn than are left. It is another one for other numbers. */
function formatOverdraw(
  { prizes }: CountedCampaign,
  entered: DrawForm | undefined,
  texts: Texts,
): { asked: string; fields: InputBlock[] } {
  const index = prizes.findIndex(({ prize_id }) => prize_id === entered?.listed?.prize_id);
  const prize = prizes[index];
  if (!entered || !prize || entered.winners <= prize.left || entered.winners > MOST_WINNERS)
    return { asked: "", fields: [] };
  const { winners } = entered;
  const { overdraw, overdrawOption } = texts.draw.form;
  const asked = confirmOverdraw(prize, winners);
  const box = boxesField({
    name: F.overdraw,
    label: overdraw(prize.left),
    isOptional: true,
    version: (index * (MOST_WINNERS + 1) + winners) * (MOST_WINNERS + 1) + prize.left,
    options: [{ label: overdrawOption(winners), value: asked }],
  });
  return { asked, fields: [box] };
}

/** How many people can win, as of when. */
function formatCount(entrants: Entrants, rules: DrawForm["rules"], texts: Texts): KnownBlock[] {
  const { form } = texts.draw;
  if (entrants === "reading") return [context(form.counting)];
  if (entrants === "unknown")
    return [context(form.notCounted), buttonRow([{ action: DRAW_CHANGES.count, label: form.count }])];
  return [context(form.canWin(entrants.count(rules), formatTime(entrants.at.toISOString())))];
}

/** The form of a draw, as it was entered. */
export function formatDrawForm(
  { counted, entrants, entered, channelId }: DrawFormView,
  who: string,
  texts: Texts,
): Form {
  const { form } = texts.draw;
  const { campaign, prizes } = counted;
  const first = prizes.find(({ left }) => left > 0) ?? prizes[0];
  const chosen = entered ? prizes.find(({ prize_id }) => prize_id === entered.listed?.prize_id) : first;
  const isOther = chosen === undefined;
  const initialWinners = Math.min(Math.max(chosen?.left ?? 1, 1), MOST_WINNERS);
  const winners = entered?.winners || initialWinners;
  const prize = entered?.prize ?? chosen?.name ?? "";
  const overdraw = formatOverdraw(counted, entered, texts);
  return {
    callback: DRAW_FORM,
    title: texts.commands.draw.label,
    submit: form.submit,
    close: texts.cancel,
    state: JSON.stringify([campaign.campaign_no, overdraw.asked]),
    blocks: [
      ...(prizes.length > 0 ? [formatPrizeField(prizes, chosen?.prize_id ?? OTHER_PRIZE, texts)] : []),
      ...(isOther
        ? [
            textField({
              name: F.otherPrize,
              label: prizes.length > 0 ? form.otherPrizeName : form.prize,
              most: LONGEST_PRIZE,
              isOptional: true,
              initial: entered?.prize ?? "",
            }),
          ]
        : []),
      numberField({
        name: F.winners,
        action: DRAW_CHANGES.winners,
        label: form.winners,
        least: 1,
        most: MOST_WINNERS,
        initial: initialWinners,
        // Another prize starts with its own number.
        version: chosen ? prizes.indexOf(chosen) + 1 : 0,
      }),
      ...overdraw.fields,
      ...(typeof entrants === "string" ? [] : formatDepartments(entrants.departments, entered, who, texts)),
      dateField({
        name: F.joinedBefore,
        action: DRAW_CHANGES.joinedBefore,
        label: form.joinedBefore,
        hint: form.joinedHint,
        isOptional: true,
        ...(entered?.rules.joined_before && { initial: entered.rules.joined_before }),
      }),
      boxesField({
        name: F.again,
        action: DRAW_CHANGES.again,
        label: form.earlierWinners,
        isOptional: true,
        options: [{ label: form.again, value: "again" }],
        chosen: entered?.rules.again ? ["again"] : [],
      }),
      ...formatCount(entrants, entered?.rules ?? {}, texts),
      channelField({
        name: F.channel,
        label: form.channel,
        ...(channelId !== undefined && { initial: channelId }),
      }),
      section(
        form.preview({
          prize: prize === "" ? undefined : escapeMrkdwn(prize),
          winners,
          campaign: campaign.name === undefined ? undefined : escapeMrkdwn(campaign.name),
        }),
      ),
    ],
  };
}
