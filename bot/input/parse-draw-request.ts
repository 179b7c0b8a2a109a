import { MOST_WINNERS } from "../../workflow/tasks/events.ts";
import { unwrapQuotes } from "./clean-input.ts";

interface DrawRequested {
  winners: number;
  /** Empty where none was named. */
  prize: string;
}

export type ParsedDrawRequest =
  | ({ kind: "clear" } & DrawRequested)
  /** A number with a separator, such as `1,000`: in some countries `1.000` is one. */
  | { kind: "grouped"; digits: string }
  /** A prize that looks like the rest of the number: `1 000`. `otherReading` has the two as one, if it can be drawn. */
  | ({ kind: "number-prize"; otherReading: string | undefined } & DrawRequested);

/** The count at the beginning. Chinese keyboards write full-width digits; bold text comes with asterisks. */
const COUNT = /^([*_~`]*)([0-9０-９]{1,9})\1/u;
const GROUPS = /^(?:[,.'’٬_，．、]\d{3})+(?!\d)/u;
/** `2x AirPods`, `2 × AirPods`, `2个 AirPods`, with a space after it: `3 x` may belong to a prize, `3D` always does. */
const COUNTER = /^(?:[xX]|\s*[x×✕]|[人名位个個份台](?:中奖者)?)(?=\s|$)/u;
/** `2: AirPods`, `2、AirPods`, `2 - AirPods`, but not the colon of `:gift:`. */
const SEPARATOR = /^(?::(?![\p{L}\p{N}_+'-]+:)|[：,，、;；.。．])+(?=\D|$)|^\s*[-–—](?=\s)/u;
/** Words that only repeat what is counted: `2 winners`, `2 位中奖者`. */
const COUNTED = /^(?:winners?|people|persons?|(?:[人名位个個]|个人)?(?:中奖者)?)$/iu;

/** What nobody would read as a number. */
const NAMES_SOMETHING = /[\p{L}\p{Sc}\p{So}]/u;
/** `2 .`, but not a keycap, which is a mark upon punctuation. */
const ONLY_PUNCTUATION = /^[\p{P}\s]*$/u;

function parsePrize(text: string): { prize: string; isQuoted: boolean } {
  const whole = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const prize = unwrapQuotes(whole);
  const isQuoted = prize !== whole;
  return { prize: isQuoted || !COUNTED.test(prize) ? prize : "", isQuoted };
}

/** `1 000 AirPods` as `1000 AirPods`. */
function joinNumbers(winners: string, prize: string): string | undefined {
  const [, digits = "", rest = ""] = /^(\d+(?: \d+)*)(.*)$/su.exec(prize.normalize("NFKC")) ?? [];
  const together = winners + digits.replaceAll(" ", "");
  const isPossible = !/^\S/.test(rest) && Number(together) <= MOST_WINNERS;
  return isPossible ? together + rest : undefined;
}

/** The number of winners and the prize that follow `/lottery draw`; undefined where no number of winners begins it. */
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
