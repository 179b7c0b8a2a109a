import { MOST_WINNERS } from "../../workflow/attempt/requests.ts";
import { unwrapQuotes } from "./clean-input.ts";

interface DrawRequested {
  winners: number;
  /** Empty if there is none. */
  prize: string;
}

export type ParsedDrawRequest =
  | ({ kind: "clear" } & DrawRequested)
  /** A number with a separator, such as `1,000`. In some countries `1.000` is one. */
  | { kind: "grouped"; digits: string }
  /** The prize looks like the rest of the number: `1 000`. `otherReading` joins them, if the result can be drawn. */
  | ({ kind: "number-prize"; otherReading: string | undefined } & DrawRequested);

/** The count at the start. Chinese keyboards type full-width digits. Copied bold text has asterisks. */
const COUNT = /^([*_~`]*)([0-9０-９]{1,9})\1/u;
const GROUPS = /^(?:[,.'’٬_，．、]\d{3})+(?!\d)/u;
/** `2x AirPods`, `2 × AirPods`, `2个 AirPods`. A space must follow: in `3D printer`, `D` belongs to the prize. */
const COUNTER = /^(?:[xX]|\s*[x×✕]|[人名位个個份台](?:中奖者)?)(?=\s|$)/u;
/** `2: AirPods`, `2、AirPods`, `2 - AirPods`, but not the colon of `:gift:`. */
const SEPARATOR = /^(?::(?![\p{L}\p{N}_+'-]+:)|[：,，、;；.。．])+(?=\D|$)|^\s*[-–—](?=\s)/u;
/** Words that are not a prize: `2 winners`, `2 位中奖者`. */
const COUNTED = /^(?:winners?|people|persons?|(?:[人名位个個]|个人)?(?:中奖者)?)$/iu;

/** A prize with one of these does not look like a number. */
const NAMES_SOMETHING = /[\p{L}\p{Sc}\p{So}]/u;
/** `2 .`, but not a keycap emoji, which is punctuation with a mark. */
const ONLY_PUNCTUATION = /^[\p{P}\s]*$/u;

function parsePrize(text: string): { prize: string; isQuoted: boolean } {
  const whole = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const prize = unwrapQuotes(whole);
  const isQuoted = prize !== whole;
  return { prize: isQuoted || !COUNTED.test(prize) ? prize : "", isQuoted };
}

/** Reads `1 000 AirPods` as `1000 AirPods`. */
function joinNumbers(winners: string, prize: string): string | undefined {
  const [, digits = "", rest = ""] = /^(\d+(?: \d+)*)(.*)$/su.exec(prize.normalize("NFKC")) ?? [];
  const together = winners + digits.replaceAll(" ", "");
  const isPossible = !/^\S/.test(rest) && Number(together) <= MOST_WINNERS;
  return isPossible ? together + rest : undefined;
}

/** Parses the number of winners and the prize after `/lottery draw`. Returns undefined if there is no number. */
export function parseDrawRequest(args: string): ParsedDrawRequest | undefined {
  const [count = "", , typedDigits = ""] = COUNT.exec(args) ?? [];
  const digits = typedDigits.normalize("NFKC");
  const winners = Number(digits);
  if (winners < 1) return undefined;

  const tail = args.slice(count.length);
  const [groups] = GROUPS.exec(tail.normalize("NFKC")) ?? [];
  if (groups) return { kind: "grouped", digits: digits + groups.replaceAll(/\D/g, "") };

  const [mark = ""] = COUNTER.exec(tail) ?? SEPARATOR.exec(tail) ?? [];
  const rest = tail.slice(mark.length);
  if (mark === "" && rest !== "" && !/^\s/.test(rest)) return undefined;

  const { prize, isQuoted } = parsePrize(rest);
  if (isQuoted) return { kind: "clear", winners, prize };
  const looksLikeNumber = /\d/.test(prize.normalize("NFKC")) && !NAMES_SOMETHING.test(prize);
  if (looksLikeNumber || /^000(?!\d)/.test(prize))
    return { kind: "number-prize", winners, prize, otherReading: joinNumbers(digits, prize) };
  return { kind: "clear", winners, prize: ONLY_PUNCTUATION.test(prize) ? "" : prize };
}
