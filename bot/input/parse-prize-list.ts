import { LONGEST_PRIZE, type Prize } from "../../data/ledger/prizes.ts";
import { toOneLine } from "../../data/people/employee.ts";
import { createLabelKey } from "../../data/runtime/label-key.ts";
import { cleanInput } from "./clean-input.ts";

/** A prize as somebody typed it. */
export type TypedPrize = Omit<Prize, "prize_id">;

export const MOST_OF_A_PRIZE = 1_000;
export const LONGEST_VALUE = 100;

/** Why a line is not a prize. */
export type PrizeFault = "no-name" | "name-too-long" | "quantity" | "value-too-long" | "twice";

export interface FaultyLine {
  /** Counts from 1. */
  line: number;
  text: string;
  fault: PrizeFault;
}

/** `20 × Third prize`, `20x Third prize`, `20 Third prize`. In `3D printer`, the number belongs to the name. */
const QUANTITY_FIRST = /^([0-9０-９]{1,9})(?:\s*[×✕*]\s*|\s*[xX](?=\s)\s*|\s+)(?=\S)/u;
/** `Third prize × 20`, which a copied announcement may have. */
const QUANTITY_LAST = /\s*[×✕]\s*([0-9０-９]{1,9})$/u;
const NUMBER = /^[0-9０-９]{1,9}$/u;
/** What separates the value: a bar, otherwise the last comma before a space, a full-width one, or two. */
const BAR = /^(.*?)\s*[|｜]([^|｜]*)$/su;
const COMMA = /^(.*\S)\s*(?:,\s|[，、]|,(?=\p{Sc}))\s*([^，、]*?)$/su;

const toNumber = (digits: string): number => Number(digits.normalize("NFKC"));

/** Splits a line into the quantity, the name and the value. The cells of a copied table are separated by tabs. */
function splitLine(line: string): { quantity: number; name: string; value: string } {
  const cells = line.split("\t").map((cell) => cell.trim());
  const [first = "", second = "", third = ""] = cells;
  if (cells.length > 1 && NUMBER.test(first))
    return { quantity: toNumber(first), name: second, value: third };
  if (cells.length > 1 && NUMBER.test(second))
    return { quantity: toNumber(second), name: first, value: third };
  const text = cells.join(" ").trim();
  const [counted = "", digits] = QUANTITY_FIRST.exec(text) ?? [];
  const rest = text.slice(counted.length);
  const [, name = rest, value = ""] = BAR.exec(rest) ?? COMMA.exec(rest) ?? [];
  const [trailing = "", lastDigits] = digits === undefined ? (QUANTITY_LAST.exec(name) ?? []) : [];
  return {
    quantity: toNumber(digits ?? lastDigits ?? "1"),
    name: name.slice(0, name.length - trailing.length),
    value,
  };
}

/** Returns what is wrong with a prize whose texts are clean. */
export function findPrizeFault({
  quantity,
  name,
  value,
}: {
  quantity: number;
  name: string;
  value: string;
}): PrizeFault | undefined {
  if (name === "") return "no-name";
  if (name.length > LONGEST_PRIZE) return "name-too-long";
  if (quantity < 1 || quantity > MOST_OF_A_PRIZE) return "quantity";
  return value.length > LONGEST_VALUE ? "value-too-long" : undefined;
}

/** A text of a prize as it is stored. In a value, a bar would be read as the separator. */
export const cleanPrizeName = (name: string): string => toOneLine(cleanInput(name));
export const cleanPrizeValue = (value: string): string =>
  toOneLine(cleanInput(value)).replaceAll(/[|｜]/gu, "/");

/**
 * Parses a list with one prize in each line: `quantity × name, value`, the quantity and the value optional. Also accepts
 * rows of a copied table. Returns the prizes, and the lines that are none.
 */
export function parsePrizeList(text: string): { prizes: TypedPrize[]; faults: FaultyLine[] } {
  const prizes: TypedPrize[] = [];
  const faults: FaultyLine[] = [];
  const names = new Set<string>();
  for (const [index, typed] of text.split(/\r?\n/).entries()) {
    const line = cleanInput(typed).trim();
    if (line === "") continue;
    const split = splitLine(line);
    const name = cleanPrizeName(split.name);
    const value = cleanPrizeValue(split.value);
    const key = createLabelKey(name);
    const fault = findPrizeFault({ ...split, name, value }) ?? (names.has(key) ? "twice" : undefined);
    names.add(key);
    if (fault) faults.push({ line: index + 1, text: toOneLine(line), fault });
    else prizes.push({ name, quantity: split.quantity, ...(value && { value }) });
  }
  return { prizes, faults };
}

/** Formats a prize as a line that `parsePrizeList` reads as the same prize. */
export function formatPrizeLine({ name, quantity, value = "" }: TypedPrize): string {
  const start = `${quantity} × ${name}`;
  // A bar is certain; a comma looks better if it cannot be misread.
  const isPlain = !/[,，、|｜]/u.test(name + value);
  if (isPlain) return value ? `${start}, ${value}` : start;
  return `${start} | ${value}`.trim();
}
