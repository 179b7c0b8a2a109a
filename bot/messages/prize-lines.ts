import type { CountedCampaign } from "../commands/read-campaign.ts";
import type { Texts } from "../locales/texts.ts";
import { fillSections } from "./message.ts";
import { escapeMrkdwn } from "./mrkdwn.ts";

type CountedPrize = CountedCampaign["prizes"][number];

/** The space for a list of prizes: about fifteen of the longest ones. `/lottery prizes` shows all. */
const MAX_LENGTH = 4_000;

/** A prize with its value, and how much of it is left. */
export function formatPrize(prize: CountedPrize, texts: Texts): string {
  const { name, value } = prize;
  return texts.prizes.prize({
    ...prize,
    name: escapeMrkdwn(name),
    value: value === undefined ? undefined : escapeMrkdwn(value),
  });
}

/** The prizes that are left, one per line, in texts for sections. `more` is how many have no space in them. */
export function listPrizesLeft(prizes: readonly CountedPrize[], texts: Texts) {
  const left = prizes.filter((prize) => prize.left > 0);
  const lines = left.map((prize) => formatPrize(prize, texts));
  const { sections, taken } = fillSections(lines, MAX_LENGTH);
  return { sections, more: left.length - taken };
}
