import type { KnownBlock } from "@slack/web-api";
import { LONGEST_CAMPAIGN } from "../../data/ledger/rules.ts";
import type { CountedCampaign } from "../commands/read-campaign.ts";
import type { Texts } from "../locales/texts.ts";
import { nameCampaign } from "./campaign-name.ts";
import { formatConfirmation } from "./confirmation.ts";
import type { Form } from "./form.ts";
import { buttonRow, textField } from "./form-fields.ts";
import { context, fillSections, type Message, section } from "./message.ts";
import { escapeMrkdwn, formatTime, mentionPerson } from "./mrkdwn.ts";
import { listPrizesLeft } from "./prize-lines.ts";

export const CAMPAIGN_ACTIONS = {
  /** Open forms. */
  askStart: "lottery_campaign_new",
  askRename: "lottery_campaign_name",
  /** Callback ids of the forms. */
  start: "lottery_campaign_start",
  rename: "lottery_campaign_rename",
  /** Buttons of the question. */
  confirm: "lottery_campaign_confirm",
  cancel: "lottery_campaign_cancel",
};

/** About ten of the longest prizes. `/lottery prizes` shows all. */

function nameCurrent({ campaign: { campaign_no: no, name } }: CountedCampaign, texts: Texts): string {
  return nameCampaign({ no, name }, texts);
}

function formatPrizesLeft({ prizes }: CountedCampaign, texts: Texts): string[] {
  const { sections, more } = listPrizesLeft(prizes, texts);
  if (prizes.length === 0) return [texts.campaign.noPrizes];
  if (sections.length === 0) return [texts.campaign.noPrizesLeft];
  return [texts.campaign.prizesLeft, ...sections, ...(more > 0 ? [texts.campaign.morePrizes(more)] : [])];
}

/** Says to which campaign each draw in progress belongs. */
function formatRunning({ running }: CountedCampaign, { campaign, listSeparator }: Texts): string[] {
  const list = (isOfCampaign: boolean) =>
    running.filter((draw) => draw.isOfCampaign === isOfCampaign).map(({ drawNo }) => String(drawNo));
  const [own, earlier] = [list(true), list(false)];
  return [
    ...(own.length > 0 ? [campaign.running(own.join(listSeparator), own.length)] : []),
    ...(earlier.length > 0 ? [campaign.runningEarlier(earlier.join(listSeparator), earlier.length)] : []),
  ];
}

/** The current campaign. `eligible` is how many people can win now; undefined if the roster was too large to count. */
export function formatCampaign(
  counted: CountedCampaign,
  { eligible, canChange }: { eligible: number | undefined; canChange: boolean },
  texts: Texts,
): Message {
  const { campaign: say } = texts;
  const { started_at, started_by } = counted.campaign;
  const facts = [
    say.title(nameCurrent(counted, texts)),
    ...(started_at === undefined
      ? []
      : [say.started(formatTime(started_at), started_by && mentionPerson(started_by))]),
    say.totals({ draws: counted.draws, winners: counted.winners }),
    eligible === undefined ? say.notCounted : say.eligible(eligible),
    ...formatRunning(counted, texts),
  ].join("\n");
  const prizes = formatPrizesLeft(counted, texts);
  const buttons: KnownBlock[] = [
    buttonRow([
      { action: CAMPAIGN_ACTIONS.askStart, label: say.startTitle },
      { action: CAMPAIGN_ACTIONS.askRename, label: say.rename },
    ]),
  ];
  return {
    text: [facts, ...prizes].join("\n"),
    blocks: [
      section(facts),
      ...fillSections(prizes).sections.map(section),
      ...(canChange ? buttons : [context(say.once)]),
    ],
  };
}

/** What starting a campaign does, in a question or a form. */
function explainStart(counted: CountedCampaign, texts: Texts): string {
  const own = counted.running.filter(({ isOfCampaign }) => isOfCampaign).map(({ drawNo }) => String(drawNo));
  const current = nameCurrent(counted, texts);
  return [
    texts.campaign.effect(current),
    ...(own.length > 0 ? [texts.campaign.stays(own.join(texts.listSeparator), own.length, current)] : []),
  ].join("\n");
}

/** Asks whether to start a campaign. */
export function formatStartQuestion(
  counted: CountedCampaign,
  { name, value }: { name: string; value: string },
  texts: Texts,
): Message {
  const question = texts.campaign.question(escapeMrkdwn(name));
  return formatConfirmation(
    `${question}\n${explainStart(counted, texts)}`,
    { action: CAMPAIGN_ACTIONS.confirm, label: texts.campaign.start, value },
    { action: CAMPAIGN_ACTIONS.cancel, label: texts.cancel },
  );
}

/** The form that starts a campaign. */
export function formatStartForm(counted: CountedCampaign, texts: Texts): Form {
  const { campaign } = texts;
  return {
    callback: CAMPAIGN_ACTIONS.start,
    title: campaign.startTitle,
    submit: campaign.start,
    close: texts.cancel,
    state: String(counted.campaign.campaign_no),
    blocks: [
      section(explainStart(counted, texts)),
      textField({ name: "name", label: campaign.name, hint: campaign.nameHint, most: LONGEST_CAMPAIGN }),
    ],
  };
}

/** The form that renames the current campaign. */
export function formatRenameForm({ campaign }: CountedCampaign, texts: Texts): Form {
  return {
    callback: CAMPAIGN_ACTIONS.rename,
    title: texts.campaign.renameTitle,
    submit: texts.campaign.rename,
    close: texts.cancel,
    state: String(campaign.campaign_no),
    blocks: [
      section(texts.campaign.renameEffect),
      textField({
        name: "name",
        label: texts.campaign.name,
        ...(campaign.name !== undefined && { initial: campaign.name }),
        most: LONGEST_CAMPAIGN,
      }),
    ],
  };
}
