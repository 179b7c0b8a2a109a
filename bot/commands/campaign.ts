import * as z from "zod";
import { LONGEST_CAMPAIGN } from "../../data/ledger/rules.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { fixRules } from "../../workflow/attempt/fix-rules.ts";
import { cleanCampaignName, findNameFault, parseCampaignChange } from "../input/parse-campaign-change.ts";
import {
  CAMPAIGN_ACTIONS,
  formatCampaign,
  formatRenameForm,
  formatStartForm,
  formatStartQuestion,
} from "../messages/campaign.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { escapeMrkdwn } from "../messages/mrkdwn.ts";
import type { Caller, CommandHandlers, CreateCommand } from "./command.ts";
import { createCountEligible } from "./count-eligible.ts";
import type { FormResponse, OpenForm } from "./form-response.ts";
import { createReadCampaign } from "./read-campaign.ts";
import { createChangeId } from "./record-change.ts";

/** Slack waits three seconds. The rest is for reading the campaign and for the response. */
const COUNT_WITHIN_MS = 1_500;
/** The prizes may be edited at the same time. */
const TRIES = 5;

/** The value of the button that starts a campaign: `nonce` identifies the question, `after` is the current campaign. */
const startButton = z.object({ nonce: z.string(), after: z.int().min(1), name: z.string() });

type Start = z.output<typeof startButton>;

/** `/lottery campaign [new|rename <name>]`: shows the current campaign, starts the next one, or renames the current one. */
export const createCampaign: CreateCommand = ({
  texts,
  ledger,
  openForm,
  checkPermission,
  recordChange,
  roster,
  readTaken,
  now,
}): CommandHandlers => {
  const { campaign: say } = texts;
  const readCampaign = createReadCampaign({ ledger });
  const countEligible = createCountEligible({ roster, readTaken, now });

  const explainFault = (fault: "empty" | "tooLong"): string =>
    fault === "empty" ? say.nameMissing : say.nameTooLong(LONGEST_CAMPAIGN);

  const show = async ({ userId }: Caller): Promise<Message> => {
    const reading = readCampaign();
    const [counted, refusal, eligible] = await Promise.all([
      reading,
      checkPermission(userId),
      reading.then(({ campaign }) => countEligible(fixRules(campaign), COUNT_WITHIN_MS)),
    ]);
    return formatCampaign(counted, { eligible, canChange: refusal === undefined }, texts);
  };

  /** Starts a campaign once per nonce. Another campaign may have been started since the question. */
  const start = async ({ nonce, after, name }: Start, { userId }: Caller): Promise<Message> => {
    const [current, link] = await Promise.all([ledger.campaigns.readCurrent(), ledger.links.readNewest()]);
    const tooLate = () => formatParagraph(say.tooLate);
    if (current.campaign_no < after) return tooLate();
    const started = await ledger.campaigns.start({
      after,
      id: createChangeId(nonce, { action: "campaign.start" }),
      name,
      startedBy: userId,
      startedAt: now().toISOString(),
      countedTo: link?.link_no ?? 0,
    });
    if (!started) return tooLate();
    const previous = current.campaign_no === after ? current.name : undefined;
    const change = {
      action: "campaign.start",
      before: { campaign_no: after, ...(previous !== undefined && { name: previous }) },
      after: { campaign_no: started.campaign_no, name },
    } as const;
    await recordChange(change, { userId, triggerId: nonce });
    return formatParagraph(say.isStarted(escapeMrkdwn(name)));
  };

  /** Renames the current campaign. `expected` is the one that the caller saw. */
  const rename = async (
    name: string,
    { userId, triggerId }: Pick<Caller, "userId" | "triggerId">,
    expected?: number,
  ): Promise<Message> => {
    let campaignNo = expected;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const current = await ledger.campaigns.readCurrent();
      campaignNo ??= current.campaign_no;
      if (current.campaign_no !== campaignNo) return formatParagraph(say.tooLate);
      const isNamed = current.name === name;
      if (!isNamed && !(await ledger.campaigns.rename(current, name))) continue;
      const change = {
        action: "campaign.name",
        before: {
          campaign_no: campaignNo,
          ...(!isNamed && current.name !== undefined && { name: current.name }),
        },
        after: { campaign_no: campaignNo, name },
      } as const;
      await recordChange(change, { userId, triggerId });
      return formatParagraph(say.isRenamed(escapeMrkdwn(name)));
    }
    throw new Error(`The campaign changed ${TRIES} times while it was renamed.`);
  };

  const ask = async (name: string, { triggerId }: Caller): Promise<Message> => {
    const counted = await readCampaign();
    const value = { nonce: triggerId, after: counted.campaign.campaign_no, name } satisfies Start;
    return formatStartQuestion(counted, { name, value: JSON.stringify(value) }, texts);
  };

  const readForm = ({ values, state }: OpenForm) => {
    const { data: expected } = safeParse(jsonOf(z.int().min(1)), state);
    if (!expected) throw new LotteryError("InvalidInput", "The form's state is malformed.");
    const typed = values["name"];
    const name = cleanCampaignName(typeof typed === "string" ? typed : "");
    return { expected, name, fault: findNameFault(name) };
  };

  return {
    async run(args, caller) {
      if (args === "") return show(caller);
      const change = parseCampaignChange(args);
      if (!change) return formatParagraph(say.usage);
      const refusal = await checkPermission(caller.userId);
      if (refusal !== undefined) return formatParagraph(refusal);
      const fault = findNameFault(change.name);
      if (fault) return formatParagraph(explainFault(fault));
      return change.kind === "start" ? ask(change.name, caller) : rename(change.name, caller);
    },

    buttons: {
      [CAMPAIGN_ACTIONS.askStart]: async (_value, caller) =>
        openForm(caller, formatStartForm(await readCampaign(), texts)),
      [CAMPAIGN_ACTIONS.askRename]: async (_value, caller) =>
        openForm(caller, formatRenameForm(await readCampaign(), texts)),
      [CAMPAIGN_ACTIONS.confirm](value, caller) {
        const { data } = safeParse(jsonOf(startButton), value);
        if (!data || findNameFault(data.name))
          throw new LotteryError("InvalidInput", "The button's value is not the start of a campaign.");
        return start(data, caller);
      },
      [CAMPAIGN_ACTIONS.cancel]: () => formatParagraph(texts.cancelled),
    },

    forms: {
      async [CAMPAIGN_ACTIONS.start](form, caller): Promise<FormResponse> {
        const { expected: after, name, fault } = readForm(form);
        if (fault) return { errors: { name: explainFault(fault) } };
        return { done: await start({ nonce: form.nonce, after, name }, caller) };
      },
      async [CAMPAIGN_ACTIONS.rename](form, { userId }): Promise<FormResponse> {
        const { expected, name, fault } = readForm(form);
        if (fault) return { errors: { name: explainFault(fault) } };
        return { done: await rename(name, { userId, triggerId: form.nonce }, expected) };
      },
    },
  };
};
