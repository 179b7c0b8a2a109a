import { expect } from "vitest";
import type { Shown } from "./acts.ts";
import type { LastAct } from "./open-matrix.ts";
import { describeContent } from "./tables.ts";

/** What only programs say. */
const TECHNICAL = /undefined|\[object|\bNaN\b|\bnull\b|Interrupted|Invalid[A-Z]|[a-z]Error|Exception/;

export const textsOf = ({ said }: Shown): string[] => said.map(({ text }) => text);

/** Checks that the person was told something that is for people, and nobody else was. */
export function checkSaid({ status, said }: Shown): void {
  expect(status).toBe(200);
  expect(said.length).toBeGreaterThan(0);
  for (const { text, isPrivate } of said) {
    expect(text).not.toMatch(TECHNICAL);
    expect(isPrivate).toBe(true);
  }
}

/** Checks that an act changed nothing, and started nothing. */
export async function checkUnchanged({ done }: Shown, { before, read }: LastAct): Promise<void> {
  expect(done.started).toEqual([]);
  const content = await read();
  if (content !== before) expect(describeContent(content)).toEqual(describeContent(before));
}
