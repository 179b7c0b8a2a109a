import { randomUUID } from "node:crypto";
import * as z from "zod";
import { MOST_PRIZES, type Prize } from "../../data/ledger/prizes.ts";
import { jsonOf } from "../../data/runtime/json-of.ts";
import { createLabelKey } from "../../data/runtime/label-key.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { mergePrizes } from "../input/merge-prizes.ts";
import {
  cleanPrizeName,
  cleanPrizeValue,
  findPrizeFault,
  type PrizeFault,
  parsePrizeList,
  type TypedPrize,
} from "../input/parse-prize-list.ts";
import {
  formatAddPrize,
  formatEditPrizes,
  formatFaults,
  formatPrizes,
  PRIZE_ACTIONS,
  partName,
} from "../messages/prizes.ts";
import type { Caller, CreateCommand } from "./command.ts";
import type { FormResponse, OpenForm } from "./form-response.ts";
import { type CountedCampaign, createReadCampaign } from "./read-campaign.ts";

/** The number of the campaign and the version of its list, as they were when the form was opened. */
const editState = z.tuple([z.int(), z.int()]);

/** Others may change the list while a prize is added to it. */
const TRIES = 3;

const createPrizeId = () => randomUUID().slice(0, 18);

/** The field of the form for one prize that shows a fault. */
const FAULTY_FIELD: Readonly<Record<PrizeFault, string>> = {
  "no-name": "name",
  "name-too-long": "name",
  twice: "name",
  quantity: "quantity",
  "value-too-long": "value",
};

const withoutId = ({ name, quantity, value }: TypedPrize): TypedPrize => ({
  name,
  quantity,
  ...(value && { value }),
});

const toLogged = ({ prize_id, name, quantity, value }: Prize): Record<string, string | number> => ({
  prize_id,
  name,
  quantity,
  ...(value ? { value } : {}),
});

const isSameList = (a: readonly TypedPrize[], b: readonly TypedPrize[]): boolean =>
  JSON.stringify(a.map(withoutId)) === JSON.stringify(b.map(withoutId));

function readText({ values }: OpenForm, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}

/** The fields of the list that the form has, in order. */
function readParts(form: OpenForm): string[] {
  const parts: string[] = [];
  while (Object.hasOwn(form.values, partName(parts.length)))
    parts.push(readText(form, partName(parts.length)));
  return parts;
}

/** Returns the name of the field with a line of the list. Lines count from 1. */
function findPart(parts: readonly string[], line: number): string {
  let end = 0;
  const part = parts.findIndex((text) => {
    end += text.split("\n").length;
    return line <= end;
  });
  return partName(Math.max(part, 0));
}

/** `/lottery prizes`: shows the prizes of the campaign to everybody. Operators add prizes, or edit the whole list. */
export const createPrizes: CreateCommand = ({ texts, ledger, openForm, checkPermission, recordChange }) => {
  const readCampaign = createReadCampaign({ ledger });
  const { errors } = texts.prizes;

  /** The form with the list, after it was saved. */
  const showSaved = async (): Promise<FormResponse> => ({
    back: formatPrizes(await readCampaign(), { canEdit: true, isSaved: true }, texts),
  });

  /** Saves a list. Returns false if the campaign is no longer as it was read. */
  const save = async (
    { campaign }: CountedCampaign,
    prizes: readonly Prize[],
    nonce: string,
    { userId }: Caller,
  ): Promise<boolean> => {
    const triggerId = `${nonce}:${campaign.version}`;
    if (!(await ledger.campaigns.setPrizes(campaign, prizes))) return false;
    const { campaign_no, prizes: before } = campaign;
    await recordChange(
      {
        action: "prizes.save",
        before: { campaign_no, prizes: before.map(toLogged) },
        after: { campaign_no, prizes: prizes.map(toLogged) },
      },
      { userId, triggerId },
    );
    return true;
  };

  /** A repeated submission changes nothing, but the first one may have stopped before it was recorded. */
  const recordAgain = ({ campaign }: CountedCampaign, triggerId: string, { userId }: Caller) => {
    const { campaign_no, prizes } = campaign;
    return recordChange(
      { action: "prizes.save", after: { campaign_no, prizes: prizes.map(toLogged) } },
      { userId, triggerId },
    );
  };

  const addPrize = async (form: OpenForm, caller: Caller): Promise<FormResponse> => {
    const added = {
      name: cleanPrizeName(readText(form, "name")),
      quantity: Number(readText(form, "quantity")),
      value: cleanPrizeValue(readText(form, "value")),
    };
    const fault = Number.isInteger(added.quantity) ? findPrizeFault(added) : "quantity";
    if (fault) return { errors: { [FAULTY_FIELD[fault]]: errors.reasons[fault] } };
    for (let tries = 0; tries < TRIES; tries++) {
      const counted = await readCampaign();
      const { prizes } = counted.campaign;
      const isListed = prizes.some(({ name }) => createLabelKey(name) === createLabelKey(added.name));
      const last = prizes.at(-1);
      if (isListed && last && isSameList([last], [added])) {
        await recordAgain(counted, `${form.nonce}:${counted.campaign.version - 1}`, caller);
        return showSaved();
      }
      if (isListed) return { errors: { name: errors.reasons.twice } };
      if (prizes.length >= MOST_PRIZES) return { errors: { name: errors.tooMany(MOST_PRIZES) } };
      const next = [...prizes, { prize_id: createPrizeId(), ...withoutId(added) }];
      if (await save(counted, next, form.nonce, caller)) return showSaved();
    }
    return { errors: { name: texts.prizes.busy } };
  };

  const saveList = async (form: OpenForm, caller: Caller): Promise<FormResponse> => {
    const { data: state } = safeParse(jsonOf(editState), form.state);
    if (!state) throw new LotteryError("InvalidInput", "The form's state is malformed.");
    const parts = readParts(form);
    const { prizes: typed, faults } = parsePrizeList(parts.join("\n"));
    const [fault] = faults;
    if (fault) return { errors: { [findPart(parts, fault.line)]: formatFaults(faults, texts) } };
    if (typed.length > MOST_PRIZES) return { errors: { [partName(0)]: errors.tooMany(MOST_PRIZES) } };

    const counted = await readCampaign();
    const { campaign } = counted;
    if (isSameList(typed, campaign.prizes) && campaign.campaign_no === state[0]) {
      if (campaign.version !== state[1]) await recordAgain(counted, `${form.nonce}:${state[1]}`, caller);
      return showSaved();
    }
    const explainConflict = (newest: CountedCampaign): FormResponse => {
      const obstacle = newest.campaign.campaign_no === state[0] ? "conflict" : "otherCampaign";
      return { change: formatEditPrizes(newest, texts, { typed: parts, obstacle }) };
    };
    if (campaign.campaign_no !== state[0] || campaign.version !== state[1]) return explainConflict(counted);
    const prizes = mergePrizes(typed, campaign.prizes, createPrizeId);
    const kept = new Set(prizes.map(({ prize_id }) => prize_id));
    const missing = counted.prizes.find(({ prize_id, drawn }) => drawn > 0 && !kept.has(prize_id));
    if (missing) return { errors: { [partName(0)]: errors.hasWinners(missing.name, missing.drawn) } };
    return (await save(counted, prizes, form.nonce, caller))
      ? showSaved()
      : explainConflict(await readCampaign());
  };

  return {
    async run(_args, caller) {
      const [counted, refusal] = await Promise.all([readCampaign(), checkPermission(caller.userId)]);
      return openForm(
        caller,
        formatPrizes(counted, { canEdit: refusal === undefined, isSaved: false }, texts),
      );
    },
    fields: {
      [PRIZE_ACTIONS.add]: () => ({ push: formatAddPrize(texts) }),
      [PRIZE_ACTIONS.edit]: async () => ({ push: formatEditPrizes(await readCampaign(), texts) }),
    },
    forms: { [PRIZE_ACTIONS.add]: addPrize, [PRIZE_ACTIONS.edit]: saveList },
  };
};
