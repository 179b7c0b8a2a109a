import * as z from "zod";
import { findPrize, LONGEST_PRIZE } from "../../data/ledger/prizes.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { MOST_WINNERS } from "../../workflow/attempt/requests.ts";
import { parseDrawRequest } from "../input/parse-draw-request.ts";
import { formatConfirmation } from "../messages/confirmation.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { Caller, CreateCommand } from "./command.ts";
import { createDrawForm } from "./draw-form.ts";
import { createReadCampaign } from "./read-campaign.ts";

const ACTIONS = { yes: "lottery_draw_confirm", no: "lottery_draw_cancel" };

/** The value of the button that draws more than are left. `nonce` identifies the question. */
const drawButton = z.object({
  nonce: z.string(),
  winners: z.int().min(1).max(MOST_WINNERS),
  prize: z.string().max(LONGEST_PRIZE),
});

type Draw = Omit<z.output<typeof drawButton>, "nonce">;

/**
 * `/lottery draw <number> [prize]`: starts a draw, which the callback announces. Without arguments: opens a form. A prize of
 * the campaign's list of which fewer are left needs a confirmation.
 */
export const createDraw: CreateCommand = (services) => {
  const { texts, isSealed, startExecution, checkChannel } = services;
  const drawForm = createDrawForm(services);
  const readCampaign = createReadCampaign(services);

  const start = async (
    { winners, prize }: Draw,
    key: string,
    { userId, channelId }: Caller,
  ): Promise<Message> => {
    const status = await startExecution(key, {
      input: winners,
      ...(prize && { prize }),
      requested_by: userId,
      channel_id: channelId,
    });
    if (status === "other") return formatParagraph(texts.draw.startedOther);
    if (status === "not-confirmed") return formatParagraph(texts.draw.notStarted);
    const say = isSealed ? texts.draw.startedSealed : texts.draw.started;
    return formatParagraph(say(winners, escapeMrkdwn(prize) || undefined));
  };

  /** Asks whether to draw more than are left. Returns undefined if there is nothing to ask. */
  const askAbout = async ({ winners, prize }: Draw, { triggerId }: Caller): Promise<Message | undefined> => {
    if (prize === "") return undefined;
    const { prizes } = await readCampaign();
    const listed = findPrize(prizes, prize);
    const left = prizes.find(({ prize_id }) => prize_id === listed?.prize_id)?.left ?? winners;
    if (winners <= left) return undefined;
    return formatConfirmation(
      texts.draw.moreThanLeft({ winners, prize: escapeMrkdwn(prize), left }),
      {
        action: ACTIONS.yes,
        label: texts.draw.drawAnyway,
        value: JSON.stringify({ nonce: triggerId, winners, prize }),
      },
      { action: ACTIONS.no, label: texts.cancel },
    );
  };

  return {
    fields: drawForm.fields,
    forms: drawForm.forms,
    buttons: {
      [ACTIONS.yes](value, caller) {
        const { data } = safeParse(jsonOf(drawButton), value);
        if (!data) throw new LotteryError("InvalidInput", "The button's value is not a draw.");
        return start(data, `draw-${data.nonce}`, caller);
      },
      [ACTIONS.no]: () => formatParagraph(texts.cancelled),
    },
    async run(args, caller) {
      if (args === "") return drawForm.openDrawForm(caller);
      const { channelId, channelName, triggerId } = caller;
      const parsed = parseDrawRequest(args);
      if (!parsed) return formatParagraph(texts.draw.usage);
      if (parsed.kind === "grouped") return formatParagraph(texts.draw.grouped(parsed.digits));
      const { winners, prize } = parsed;
      if (winners > MOST_WINNERS)
        return formatParagraph(
          texts.failure(undefined, texts.reasons.TooManyWinners({ most: MOST_WINNERS })),
        );
      if (prize.length > LONGEST_PRIZE) return formatParagraph(texts.draw.prizeTooLong(LONGEST_PRIZE));
      if (parsed.kind === "number-prize") {
        const otherReading = parsed.otherReading && escapeMrkdwn(parsed.otherReading);
        return formatParagraph(texts.draw.numberPrize(winners, escapeMrkdwn(prize), otherReading));
      }
      const [status, question] = await Promise.all([
        checkChannel({ channelId, channelName }),
        askAbout({ winners, prize }, caller),
      ]);
      if (status !== "open") return formatParagraph(texts.draw.notHere[status]);
      return question ?? start({ winners, prize }, triggerId, caller);
    },
  };
};
