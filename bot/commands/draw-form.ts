import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { DRAW_FIELDS, type DrawForm, readDrawForm } from "../input/read-draw-form.ts";
import {
  confirmOverdraw,
  DRAW_CHANGES,
  DRAW_FORM,
  type Entrants,
  formatDrawForm,
} from "../messages/draw-form.ts";
import { formatParagraph } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { Caller, CommandServices, Response } from "./command.ts";
import type { ChangeForm, FormResponse, OpenForm } from "./form-response.ts";
import { createReadCampaign } from "./read-campaign.ts";
import { createSurveyEntrants } from "./survey-entrants.ts";

/** ms from the command. Slack waits three seconds; the rest is for its own requests. */
const SURVEY_MS = 2_000;
const SURVEY_BEFORE_START_MS = 1_000;
/** If the roster is read in this time, the form opens with all fields. */
const OPEN_AFTER_MS = 500;
/** The form opens before more people are read: reading them takes the processor that opening needs. */
const MOST_BEFORE_OPEN = 20_000;

/** The number of the campaign in which the form was opened, and the question about too many winners that it shows. */
const formState = z.tuple([z.int(), z.string()]);

const isChannel = ({ channelId, channelName }: Caller): boolean =>
  /^[CG]/.test(channelId) && !channelName.startsWith("mpdm-") && channelName !== "directmessage";

/** Creates the form of a draw: prize, number of winners, who can win, and channel. */
export function createDrawForm(services: CommandServices) {
  const { texts, isSealed, startExecution, checkChannel, openForm } = services;
  const readCampaign = createReadCampaign(services);
  const surveyEntrants = createSurveyEntrants(services);
  const { errors } = texts.draw.form;

  /** Reads the roster; `unknown` if that takes too long, or an item is malformed: the draw itself reports that. */
  const readEntrants = async (
    campaignNo: number,
    limits: { withinMs: number; maxAgeMs?: number },
  ): Promise<Exclude<Entrants, "reading">> => {
    try {
      return (await surveyEntrants(campaignNo, limits)) ?? "unknown";
    } catch (error) {
      if (error instanceof LotteryError) return "unknown";
      throw error;
    }
  };

  const openDrawForm = async (caller: Caller): Promise<Response> => {
    const begin = performance.now();
    const counted = await readCampaign();
    const channelId = isChannel(caller) ? caller.channelId : undefined;
    const format = (entrants: Entrants) =>
      formatDrawForm({ counted, entrants, entered: undefined, channelId }, "all", texts);
    const read = () => {
      const withinMs = Math.max(SURVEY_MS - (performance.now() - begin), 0);
      return readEntrants(counted.campaign.campaign_no, { withinMs, maxAgeMs: 0 });
    };
    if ((counted.rosterSize ?? 0) > MOST_BEFORE_OPEN)
      return openForm(caller, format("reading"), () => read().then(format));
    const reading = read();
    const early = await Promise.race([reading, wait(OPEN_AFTER_MS)]);
    return early
      ? openForm(caller, format(early))
      : openForm(caller, format("reading"), () => reading.then(format));
  };

  const changeForm = async (form: OpenForm, { channelId }: Caller, isOtherPrize: boolean) => {
    const counted = await readCampaign();
    const entrants = await readEntrants(counted.campaign.campaign_no, { withinMs: SURVEY_MS });
    const read = readDrawForm(form.values, counted.campaign.prizes);
    // Another prize starts with the number that is left of it.
    const entered = isOtherPrize ? { ...read, winners: 0 } : read;
    return { change: formatDrawForm({ counted, entrants, entered, channelId }, whoOf(form), texts) };
  };

  const explain = ({ faults }: DrawForm): Record<string, string> =>
    Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, errors.faults[fault]]));

  const whoOf = ({ values }: OpenForm): string => {
    const who = values[DRAW_FIELDS.who];
    return typeof who === "string" ? who : "all";
  };

  const start = async (entered: DrawForm, nonce: string, { userId }: Caller): Promise<FormResponse> => {
    const { winners, prize, rules, channelId } = entered;
    const status = await startExecution(`draw-${nonce}`, {
      input: winners,
      ...(prize && { prize }),
      ...(Object.keys(rules).length > 0 && { rules }),
      requested_by: userId,
      channel_id: channelId,
    });
    if (status === "other") return { done: formatParagraph(texts.draw.startedOther) };
    if (status === "not-confirmed") return { done: formatParagraph(texts.draw.notStarted) };
    const request = {
      winners,
      prize: escapeMrkdwn(prize) || undefined,
      channel: `<#${channelId}>`,
      isSealed,
    };
    return { done: formatParagraph(texts.draw.form.started(request)) };
  };

  const submitForm = async (form: OpenForm, caller: Caller): Promise<FormResponse> => {
    const { data: state } = safeParse(jsonOf(formState), form.state);
    if (!state) throw new LotteryError("InvalidInput", "The form's state is malformed.");
    const counted = await readCampaign();
    const { campaign_no, prizes } = counted.campaign;
    if (campaign_no !== state[0]) return { errors: { [DRAW_FIELDS.winners]: errors.otherCampaign } };
    const entered = readDrawForm(form.values, prizes);
    if (Object.keys(entered.faults).length > 0) return { errors: explain(entered) };
    const { winners, channelId, rules, listed } = entered;

    const [status, entrants] = await Promise.all([
      // The form does not say whether a channel is private.
      checkChannel({
        channelId,
        channelName: channelId === caller.channelId ? caller.channelName : "privategroup",
      }),
      readEntrants(campaign_no, { withinMs: SURVEY_BEFORE_START_MS, maxAgeMs: 0 }),
    ]);
    if (status !== "open") return { errors: { [DRAW_FIELDS.channel]: errors.channels[status] } };
    if (entrants !== "unknown") {
      const people = entrants.count(rules);
      if (people < winners) return { errors: { [DRAW_FIELDS.winners]: errors.tooFew(people) } };
    }
    const prize = counted.prizes.find(({ prize_id }) => prize_id === listed?.prize_id);
    const question = prize && winners > prize.left ? confirmOverdraw(prize, winners) : undefined;
    if (prize && question !== undefined && entered.overdraw !== question)
      return state[1] === question
        ? { errors: { [DRAW_FIELDS.overdraw]: errors.overdraw(prize.left) } }
        : { change: formatDrawForm({ counted, entrants, entered, channelId }, whoOf(form), texts) };
    return start(entered, form.nonce, caller);
  };

  return {
    openDrawForm,
    fields: Object.fromEntries(
      Object.values(DRAW_CHANGES).map((action): [string, ChangeForm] => [
        action,
        (_value, form, caller) => changeForm(form, caller, action === DRAW_CHANGES.prize),
      ]),
    ),
    forms: { [DRAW_FORM]: submitForm },
  };
}
